import type { Pool } from 'pg';
import { compileLinearRegex } from '../src/adapters/regex/linear-regex.ts';
import type { Book } from '../src/application/book.ts';
import { draftStatements } from '../src/application/draft-statements.ts';
import { saveHandGrants } from '../src/application/load-grants.ts';
import type { HandGrant } from '../src/domain/ledger/hand-grant.ts';
import type { StoredCharge } from '../src/domain/statement/billable.ts';
import { aSecond, type Figure, secondsText, timed } from './figure.ts';
import { withFreshBook } from './fresh-book.ts';

const STATEMENTS = 5_000;
const ACCOUNTS_EACH = 2;
const SERVICES_EACH = 10;
const LEAST_A_SECOND = 2_000;
const PERIOD = '2026-03';
const MONTH = { cloud: 'AWS', payerAccount: '700000000000', period: PERIOD };

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/**
 * Drafts one statement for each of 5,000 direct customers: 20 priced lines, tax, and a grant that pays a part; from the
 * book's charges to saved and reserved, in the one transaction that the command uses.
 */
export async function statements(): Promise<Figure[]> {
  return await withFreshBook('statements', async (book, pool) => {
    await prepare(book, pool);
    const desk = { book, compileRegex: compileLinearRegex, billingFiles: NO_FILES };
    const options = { period: PERIOD, useCredits: null, late: false };
    const first = await timed(() => draftStatements(desk, options));
    const again = await timed(() => draftStatements(desk, options));
    if (first.result.drafted !== STATEMENTS || again.result.kept !== STATEMENTS) {
      throw new Error(
        `drafted ${first.result.drafted}, kept ${again.result.kept} of ${STATEMENTS} statements`,
      );
    }
    return [
      aSecond('statements of 20 lines drafted', 'statements', STATEMENTS / first.seconds, LEAST_A_SECOND, [
        `all kept when drafted again, in ${secondsText(again.seconds)}`,
      ]),
    ];
  });
}

const NO_FILES = {
  find: async () => [],
  summarise: async () => [],
};

async function prepare(book: Book, pool: Pool): Promise<void> {
  await book.write(async (shelves) => {
    await shelves.parties.saveCustomers(
      numbers(STATEMENTS).map((n) => ({
        id: `customer-${n}`,
        name: `Customer ${n}`,
        email: null,
        taxPercent: { digits: 19n, scale: 0 },
        taxPosition: n % 2 === 0 ? 'after_tax' : 'before_tax',
      })),
    );
    const accounts = numbers(STATEMENTS * ACCOUNTS_EACH);
    await shelves.parties.replaceAccountTenures(
      accounts.map(accountOf),
      accounts.map((n) => ({
        usageAccount: accountOf(n),
        customer: `customer-${n % STATEMENTS}`,
        payerAccount: null,
        from: null,
        to: null,
      })),
    );
    await shelves.prices.add([
      {
        seller: 'distributor',
        buyer: '*',
        service: '*',
        upliftPercent: { digits: 7n, scale: 0 },
        fromPeriod: null,
      },
    ]);
    await shelves.deliveries.save(
      {
        ...MONTH,
        id: 'dlv-bench',
        version: 1,
        format: 'legacy-cur',
        files: [],
        manifestTime: null,
        lines: 0,
        lastUsageDay: null,
        usageAccounts: [],
        linesWithoutInvoice: 0,
        final: true,
        current: true,
      },
      accounts.flatMap(chargesOf),
      [],
    );
    await shelves.periods.markChanged([PERIOD]);
    await saveHandGrants(shelves, numbers(STATEMENTS).map(grantOf));
  });
  await pool.query('analyze');
}

function accountOf(n: number): string {
  return `7000${String(n).padStart(8, '0')}`;
}

function chargesOf(n: number): StoredCharge[] {
  return numbers(SERVICES_EACH).map((service) => ({
    ...MONTH,
    usageAccount: accountOf(n),
    service: `AmazonService${service}`,
    lineType: 'Usage',
    currency: 'USD',
    usageDay: null,
    exact: { digits: BigInt(n * 1_000_003 + service * 7_919 + 1), scale: 10 },
    lines: 1,
  }));
}

function grantOf(n: number): HandGrant {
  return {
    id: `grant-${n}`,
    seller: 'distributor',
    buyer: `customer-${n}`,
    currency: 'USD',
    amount: 50n,
    comment: 'bench',
    cloud: null,
    usageAccount: null,
    description: null,
    starts: null,
    ends: null,
    grantedOn: '2026-03-01',
    parentCredit: null,
  };
}
