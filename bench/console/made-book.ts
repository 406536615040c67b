import { assignCredits } from '../../src/application/credits/assign-credits.ts';
import { saveScanned } from '../../src/application/deliveries/import-deliveries.ts';
import type { Desk } from '../../src/application/desk.ts';
import { draftStatements } from '../../src/application/statements/draft-statements.ts';
import { openStatements } from '../../src/application/statements/open-statements.ts';
import type { CreditRule, Scope } from '../../src/domain/credit-rule/credit-rule.ts';
import type {
  ChargeSum,
  ControlTotal,
  CreditLineSum,
  DeliveredMonth,
} from '../../src/domain/line-item/delivered-month.ts';
import { type ExactAmount, sumExact } from '../../src/domain/money/exact-amount.ts';

/**
 * A distributor's book as the console meets it: 100,000 credits, nine tenths of them in the newest period, in every
 * status. The parties and rules are saved, the months delivered, divided, drafted and opened by the book's own verbs, so
 * that its checks hold. The same in every run.
 */
export const PERIODS = ['2026-01', '2026-02', '2026-03'] as const;
export const NEWEST = '2026-03';
export const CREDITS = 100_000;
const CREDITS_IN: Readonly<Record<(typeof PERIODS)[number], number>> = {
  '2026-01': 5_000,
  '2026-02': 5_000,
  '2026-03': 90_000,
};
const RESELLERS = 60;
const CUSTOMERS = 1_200;
export const ACCOUNTS = 5_000;
/** The last of them belong to nobody. */
const HELD_ACCOUNTS = 4_990;
const SERVICES = 200;
const RULES = 300;
const CHARGES_AN_ACCOUNT = 20;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

export const accountOf = (n: number): string => `7100${String(n).padStart(8, '0')}`;
export const customerOf = (n: number): string => `customer-${n}`;
export const resellerOf = (n: number): string => `reseller-${n}`;
export const serviceOf = (n: number): string => `AmazonService${n}`;

const PROGRAMMES = ['MAP 2.0', 'Activate', 'PoC', 'Open Source Promotional', 'EDP Bonus', 'Migration'];
export const stemOf = (n: number): string =>
  `${PROGRAMMES[n % PROGRAMMES.length]} Credit for project ${n % 1_500}`;

export async function makeBook(desk: Desk): Promise<void> {
  await desk.book.write(async (shelves) => {
    await shelves.parties.saveResellers(
      numbers(RESELLERS).map((n) => ({
        id: resellerOf(n),
        name: `Reseller ${n}`,
        email: null,
        useCredits: null,
      })),
    );
    await shelves.parties.saveCustomers(
      numbers(CUSTOMERS).map((n) => ({
        id: customerOf(n),
        name: `Customer ${n}`,
        email: null,
        taxPercent: null,
        taxPosition: 'after_tax' as const,
      })),
    );
    // Every tenth customer is direct.
    const sold = numbers(CUSTOMERS).filter((n) => n % 10 !== 0);
    await shelves.parties.replaceResellerTenures(
      sold.map(customerOf),
      sold.map((n) => ({
        customer: customerOf(n),
        reseller: resellerOf(n % RESELLERS),
        from: null,
        to: null,
      })),
    );
    const held = numbers(HELD_ACCOUNTS);
    await shelves.parties.replaceAccountTenures(
      held.map(accountOf),
      held.map((n) => ({
        usageAccount: accountOf(n),
        customer: customerOf(n % CUSTOMERS),
        payerAccount: null,
        from: null,
        to: null,
      })),
    );
    await shelves.rules.save(numbers(RULES).map(ruleOf));
  });
  const [first, second, newest] = PERIODS;
  for (const period of [first, second]) await deliver(desk, period);
  await draftStatements(desk, { period: first, useCredits: null, late: false });
  await openStatements(desk, { period: first });
  await draftStatements(desk, { period: second, useCredits: null, late: false });
  await deliver(desk, newest);
}

async function deliver(desk: Desk, period: (typeof PERIODS)[number]): Promise<void> {
  await saveScanned(
    desk,
    payers(period).map((payer) => monthOf(period, payer)),
    { final: false, replace: false },
  );
  await assignCredits(desk, period);
}

/** The second payer's month is an estimate, in the newest period alone: one credit in twenty. */
function payers(period: string): readonly { number: number; final: boolean }[] {
  return period === NEWEST
    ? [
        { number: 0, final: true },
        { number: 1, final: false },
      ]
    : [{ number: 0, final: true }];
}

function monthOf(
  period: (typeof PERIODS)[number],
  payer: { number: number; final: boolean },
): DeliveredMonth {
  const mine = (n: number): boolean => period !== NEWEST || (n % 20 === 0) === !payer.final;
  const creditLines = numbers(CREDITS_IN[period]).filter(mine).map(creditOf);
  const charges = numbers(ACCOUNTS).filter(mine).flatMap(chargesOf);
  const lines = [...charges, ...creditLines];
  const payerAccount = `70000000000${payer.number}`;
  return {
    delivery: {
      cloud: 'AWS',
      payerAccount,
      period,
      format: 'legacy-cur',
      files: [
        { path: `${payerAccount}-${period}.csv.gz`, contentHash: `${payerAccount}-${period}`, bytes: 1 },
      ],
      manifestTime: null,
      lines: lines.length,
      lastUsageDay: `${period}-28`,
      usageAccounts: numbers(ACCOUNTS).filter(mine).map(accountOf),
      linesWithoutInvoice: payer.final ? 0 : lines.length,
    },
    charges,
    creditLines,
    totals: [
      ...totalsBy(lines, 'line-type', (line) => line.lineType),
      ...totalsBy(lines, 'usage-account', (line) => line.usageAccount),
    ],
  };
}

/** Another account, service and project each; one in fifty is a refund, one in forty a partner's discount. */
function creditOf(n: number): CreditLineSum {
  const partner = n % 40 === 7;
  return {
    usageAccount: accountOf((n * 7) % ACCOUNTS),
    service: serviceOf((n * 13) % SERVICES),
    description: `${partner ? 'spp-' : ''}${stemOf(Math.trunc(n / ACCOUNTS) * 17 + n)}${n % 3 === 0 ? `, credit from account: ${accountOf(n % 50)}` : ''}`,
    lineType: n % 50 === 3 ? 'Refund' : 'Credit',
    currency: 'USD',
    exact: { digits: -BigInt(n * 7_919 + 60_013), scale: 6 },
    lines: 1 + (n % 5),
  };
}

function chargesOf(account: number): ChargeSum[] {
  return numbers(CHARGES_AN_ACCOUNT).map((n) => ({
    usageAccount: accountOf(account),
    service: serviceOf((account + n * 11) % SERVICES),
    lineType: 'Usage',
    currency: 'USD',
    usageDay: null,
    exact: { digits: BigInt(account * 10_007 + n * 7_919 + 1), scale: 6 },
    lines: 10,
  }));
}

function totalsBy(
  lines: readonly (ChargeSum | CreditLineSum)[],
  by: ControlTotal['by'],
  keyOf: (line: ChargeSum | CreditLineSum) => string,
): ControlTotal[] {
  return [...Map.groupBy(lines, keyOf)].map(([key, of]) => ({
    by,
    key,
    currency: 'USD',
    exact: sumExact(of.map((line): ExactAmount => line.exact)),
    lines: of.reduce((sum, line) => sum + line.lines, 0),
  }));
}

/** Some with a description, some for a customer, a reseller or a service alone; no rule wants every credit. */
function ruleOf(n: number): CreditRule {
  const only = (every: number, id: string): Scope =>
    n % every === 0 ? { kind: 'only', ids: [id] } : { kind: 'all' };
  const described = n % 3 !== 0;
  return {
    id: `rule-${n}`,
    name: `Rule ${n}`,
    version: 1,
    createdAt: `2025-${String((n % 12) + 1).padStart(2, '0')}-01`,
    sequence: n + 1,
    description: n === 0 ? 'MAP' : described ? `project ${n}` : '',
    match: n === 0 || described ? 'contains' : 'exact',
    forWhom: 'consumer',
    customerPercent: 600_000n,
    resellerPercent: 300_000n,
    firstPeriod: null,
    lastPeriod: null,
    customers: described ? { kind: 'all' } : only(3, customerOf(n * 4)),
    resellers: only(5, resellerOf(n % RESELLERS)),
    services: only(7, serviceOf(n % SERVICES)),
    note: '',
    active: n % 40 !== 39,
  };
}
