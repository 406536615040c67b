import type { Pool } from 'pg';
import { idOf } from '../src/adapters/postgres/book.ts';
import { sessionOn } from '../src/adapters/postgres/session.ts';
import type { Book } from '../src/application/book.ts';
import type { Credit } from '../src/domain/credit/credit.ts';
import { bookDivisions, type Divided } from '../src/domain/ledger/divide.ts';
import { GrantShelf } from '../src/domain/ledger/grant-shelf.ts';
import { exactToText } from '../src/domain/money/exact-amount.ts';
import { type Figure, timed, timesReference, wholeText } from './figure.ts';
import { withFreshBook } from './fresh-book.ts';

const CREDITS = 25_000;
const ROUNDS = 3;
const MOST_TIMES = 3;

/**
 * The entries of 25,000 assigned credits, four postings each (granted to the reseller, passed on to its customer, kept
 * by both sellers), saved with everything that holds them: keys, foreign keys, indexes, the closed periods, and the look
 * whether each grant is funded with what it was granted. Beside it one COPY of the same 100,000 posting rows into a table
 * of the same columns and nothing else. Both in a transaction of their own, confirmed on disk. Each round saves into a
 * new book.
 */
export async function postings(): Promise<Figure[]> {
  const divided = divisions();
  const count = divided.entries.reduce((sum, entry) => sum + entry.postings.length, 0);
  const rounds: { saved: number; copied: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(
      await withFreshBook('postings', async (book, pool) => {
        await prepare(book, pool, divided);
        const copied = await copyPlainly(pool, divided);
        const { seconds } = await timed(() =>
          book.write((shelves) => shelves.ledger.saveEntries(divided.entries)),
        );
        return { saved: seconds, copied };
      }),
    );
  }
  const median = (of: 'saved' | 'copied'): number =>
    rounds.map((round) => round[of]).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  const name = `${wholeText(count)} postings of ${wholeText(divided.entries.length)} entries saved`;
  return [
    timesReference(name, median('saved'), {
      name: 'one plain COPY',
      seconds: median('copied'),
      most: MOST_TIMES,
    }),
  ];
}

function divisions(): Divided {
  const orders = Array.from({ length: CREDITS }, (_, n) => ({
    kind: 'assignment' as const,
    credit: creditOf(n),
    account: creditOf(n).usageAccount,
    version: 1,
    before: [],
    after: [
      {
        party: 'customer' as const,
        id: `customer-${n % 4_000}`,
        reseller: `reseller-${n % 100}`,
        amount: 6_000n,
      },
      { party: 'reseller' as const, id: `reseller-${n % 100}`, amount: 3_000n },
      { party: 'distributor' as const, amount: 1_000n },
    ],
    reason: 'rule default version 1, by only-candidate',
    bookedAt: '2026-03-31',
  }));
  return bookDivisions(orders, new GrantShelf([]), (kind, key) =>
    idOf(kind === 'grant' ? 'grt' : 'dbt', key),
  );
}

function creditOf(n: number): Credit {
  return {
    id: idOf('crd', `${n}`),
    cloud: 'AWS',
    payerAccount: '700000000000',
    period: '2026-03',
    usageAccount: `7000${String(n % 5_000).padStart(8, '0')}`,
    service: 'AmazonEC2',
    description: `Credit ${n}`,
    ownerAccount: null,
    currency: 'USD',
    lineType: 'Credit',
    kind: 'credit',
    exact: { digits: -100n, scale: 0 },
    lines: 1,
    final: true,
    bookedExact: { digits: -100n, scale: 0 },
  };
}

/** The credits and grants stand in the book before; only the entries are measured. */
async function prepare(book: Book, pool: Pool, divided: Divided): Promise<void> {
  await book.write(async (shelves) => {
    await shelves.credits.add(Array.from({ length: CREDITS }, (_, n) => creditOf(n)));
    await shelves.ledger.saveGrants(divided.grants.map((grant) => ({ ...grant, contentHash: grant.id })));
  });
  await pool.query('create table plain_postings (like postings)');
  await pool.query('vacuum analyze');
}

async function copyPlainly(pool: Pool, divided: Divided): Promise<number> {
  const connection = await pool.connect();
  try {
    const { seconds } = await timed(async () => {
      await connection.query('begin');
      const rows = divided.entries.flatMap((entry, at) =>
        entry.postings.map((posting, line) => [
          `${at + 1}`,
          line + 1,
          posting.from,
          posting.to,
          exactToText(posting.amount),
          posting.currency,
          posting.grant,
        ]),
      );
      const columns = ['entry_id', 'line', 'from_account', 'to_account', 'amount', 'currency', 'grant_id'];
      await sessionOn(connection).copy('plain_postings', columns, rows);
      await connection.query('commit');
    });
    return seconds;
  } finally {
    connection.release();
  }
}
