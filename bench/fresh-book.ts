import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { postgresBook } from '../src/adapters/postgres/book.ts';
import { openBook } from '../src/adapters/postgres/connect.ts';
import type { Book } from '../src/application/book.ts';
import type { BillingFiles } from '../src/application/ports.ts';

/** Works on an empty embedded book of this name, which is gone afterwards. */
export async function withFreshBook<T>(
  name: string,
  work: (book: Book, pool: Pool) => Promise<T>,
): Promise<T> {
  const where = join(import.meta.dirname, '.data', `book-${name}`);
  await rm(where, { recursive: true, force: true });
  const { pool, close } = await openBook(where);
  try {
    return await work(postgresBook(pool), pool);
  } finally {
    await close();
    await rm(where, { recursive: true, force: true });
  }
}

/** For a desk whose verbs read none. */
export const NO_FILES: BillingFiles = {
  find: async () => [],
  summarise: async () => [],
};
