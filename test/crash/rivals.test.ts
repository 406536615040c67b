import { afterAll, expect, test } from 'vitest';
import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { applyToBook } from '../model/apply-to-book.ts';
import { drivenOn } from '../model/desk.ts';
import { ACCOUNT_DIRECT, ASSIGNED, credited, delivery, opened, PARTIES, used } from '../model/small-trade.ts';
import { type FreshBook, freshBook } from '../support/book.ts';
import { liveTheMonths } from './months.ts';
import { processes } from './process.ts';
import { whole } from './whole-book.ts';

const { start, forget } = processes();
afterAll(forget);
const TIMES = [1, 2, 3];

async function inBook<T>(work: (book: FreshBook) => Promise<T>): Promise<T> {
  const book = await freshBook();
  try {
    return await work(book);
  } finally {
    await book.close();
  }
}

/** Both processes are connected and waiting before either is told to go. */
async function together(url: string, tasks: readonly string[]): Promise<void> {
  const rivals = tasks.map((task) => start('rival.ts', [url, task]));
  await Promise.all(
    rivals.map(({ child, ended }) => {
      const ready = new Promise((resolve) => child.stdout.once('data', resolve));
      return Promise.race([ready, ended]);
    }),
  );
  for (const { child } of rivals) child.stdin.write('go\n');
  for (const { ended } of rivals) expect(await ended).toEqual({ code: 0, signal: null, told: '' });
}

test('two processes that live the same months at once leave what one leaves (L3, L4)', async () => {
  const alone = await inBook(async ({ pool }) => {
    await liveTheMonths(postgresBook(pool));
    return whole(pool);
  });
  for (const _ of TIMES) {
    const both = await inBook(async ({ pool, url }) => {
      await together(url, ['months', 'months']);
      return whole(pool);
    });
    expect(both).toEqual(alone);
  }
});

test('two months drafted and opened at once on one balance never take more than is there (L3)', async () => {
  for (const _ of TIMES) {
    await inBook(async ({ pool, url }) => {
      const driven = drivenOn(pool);
      const months = ['2025-01', '2025-02'];
      const credits = [credited(ACCOUNT_DIRECT, 100_00)];
      const verbs = [
        ...PARTIES,
        ...months.map((period, at) =>
          delivery(period, period, [used(ACCOUNT_DIRECT, period, 80_00)], at === 0 ? credits : []),
        ),
        ASSIGNED,
      ];
      for (const verb of verbs) expect(await applyToBook(driven, verb)).toBeNull();
      await together(url, months);
      for (const period of months) expect(await applyToBook(driven, opened(period))).toBeNull();
      const { balances, statements } = await whole(pool);
      expect(statements.map((s) => [s.period, s.state])).toEqual(months.map((period) => [period, 'open']));
      expect(statements.map((s) => s.number).sort()).toEqual([1, 2]);
      // 60.00 for two bills of 88.00: whoever comes first takes all of it, once.
      expect(statements.map((s) => s.creditApplied).sort()).toEqual(['0.00', '60.00']);
      expect(balances).toMatchObject([
        { granted: '60.00', applied: '60.00', reserved: '0.00', available: '0.00' },
      ]);
    });
  }
});
