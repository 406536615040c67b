import type { Pool } from 'pg';
import type { Book } from '../src/application/book.ts';
import { saveHandGrants } from '../src/application/month-folder/load-grants.ts';
import type { HandGrant } from '../src/domain/ledger/hand-grant.ts';
import type { StoredCharge } from '../src/domain/statement/billable.ts';

export const MADE_PERIOD = '2026-03';
const ACCOUNTS_EACH = 2;
const SERVICES_EACH = 10;
const MONTH = { cloud: 'AWS', payerAccount: '700000000000', period: MADE_PERIOD };

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** A book in which each of so many direct customers has a month of twenty lines to pay and a grant that pays a part. */
export async function makeBuyers(book: Book, pool: Pool, buyers: number): Promise<void> {
  await book.write(async (shelves) => {
    await shelves.parties.saveCustomers(
      numbers(buyers).map((n) => ({
        id: `customer-${n}`,
        name: `Customer ${n}`,
        email: null,
        taxPercent: { digits: 19n, scale: 0 },
        taxPosition: n % 2 === 0 ? 'after_tax' : 'before_tax',
      })),
    );
    const accounts = numbers(buyers * ACCOUNTS_EACH);
    await shelves.parties.replaceAccountTenures(
      accounts.map(accountOf),
      accounts.map((n) => ({
        usageAccount: accountOf(n),
        customer: `customer-${n % buyers}`,
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
    await shelves.periods.markChanged([MADE_PERIOD]);
    await saveHandGrants(shelves, numbers(buyers).map(grantOf));
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
