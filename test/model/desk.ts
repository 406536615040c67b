import type { Pool } from 'pg';
import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import type { Desk } from '../../src/application/desk.ts';
import type { Driven } from './apply-to-book.ts';
import { FilesInMemory } from './delivered.ts';
import { Oracle } from './oracle.ts';

/** The verbs' desk over an empty book, its billing files in memory, and an oracle that knows nothing yet. */
export function drivenOn(pool: Pool): Driven {
  const book = postgresBook(pool);
  const files = new FilesInMemory();
  const desk: Desk = { book, compileRegex: compileLinearRegex, billingFiles: files };
  return { desk, files, oracle: new Oracle(book.idOf) };
}
