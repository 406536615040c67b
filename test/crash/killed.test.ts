import { afterAll, expect, test } from 'vitest';
import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { brokenChecks } from '../model/compare.ts';
import { drivenOn } from '../model/desk.ts';
import { busyBook, type FreshBook } from '../support/book.ts';
import { liveTheMonths } from './months.ts';
import { processes } from './process.ts';
import { whole } from './whole-book.ts';

/** As many books are killed at once. */
const AT_ONCE = 2;
const NEVER = 0;
const { start, forget } = processes();
afterAll(forget);

test('killed at any write of a month, the book is whole and the month goes on where it stopped (L3, L4, T8)', async () => {
  const uninterrupted = await inBook(async ({ url }) => {
    expect(await diedAt(url, NEVER)).toBe(false);
  });
  let next = 1;
  let killed = 0;
  const untilTheEnd = async (): Promise<void> => {
    for (let nth = next++; ; nth = next++) {
      let isOver = false;
      const resumed = await inBook(async ({ url, pool }) => {
        isOver = !(await diedAt(url, nth));
        expect(await brokenChecks(drivenOn(pool).desk)).toEqual([]);
        await liveTheMonths(postgresBook(pool));
      });
      expect({ nth, ...resumed }).toEqual({ nth, ...uninterrupted });
      if (isOver) return;
      killed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, untilTheEnd));
  expect(killed).toBeGreaterThan(40);
}, 600_000);

/** Everything that a book of its own tells after this work. */
async function inBook(work: (book: FreshBook) => Promise<void>) {
  const book = await busyBook();
  try {
    await work(book);
    return await whole(book.pool);
  } finally {
    await book.close();
  }
}

/** true: killed at that boundary of a write; false: it came to its end first. */
async function diedAt(url: string, nth: number): Promise<boolean> {
  const { code, signal, told } = await start('die-at.ts', [url, `${nth}`]).ended;
  if (signal === 'SIGKILL') return true;
  expect({ code, told }).toEqual({ code: 0, told: '' });
  return false;
}
