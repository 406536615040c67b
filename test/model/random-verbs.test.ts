import { expect, test } from 'vitest';
import { freshBook } from '../support/book.ts';
import { liveThrough } from './history.ts';

/** Every seed is another history; together at least 2,000 verbs. A longer run: `npm run simulate`. */
const SEEDS = Array.from({ length: 40 }, (_, at) => at + 1);
const LENGTH = 55;

test.each(SEEDS)('history %i: the book tells what the law says after every verb', async (seed) => {
  const book = await freshBook();
  try {
    const { verbs } = await liveThrough(book.pool, seed, LENGTH);
    expect(verbs).toBeGreaterThanOrEqual(LENGTH);
  } finally {
    await book.close();
  }
});
