import { expect, test } from 'vitest';
import { busyBook } from '../support/book.ts';
import { liveThrough } from './history.ts';

/** Every seed is another history; together at least 2,000 verbs. A longer run: `npm run simulate`. */
const SEEDS = Array.from({ length: 40 }, (_, at) => at + 1);
const LENGTH = 55;
/** The long command compares after every verb. */
const COMPARE_EVERY = 2;

test.concurrent.each(SEEDS)('history %i: the book tells what the law says', async (seed) => {
  const book = await busyBook();
  try {
    const { verbs } = await liveThrough(book.pool, seed, LENGTH, COMPARE_EVERY);
    expect(verbs).toBeGreaterThanOrEqual(LENGTH);
  } finally {
    await book.close();
  }
});
