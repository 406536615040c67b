import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { openBook } from '../../src/adapters/postgres/connect.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import { Refusal } from '../../src/application/errors.ts';
import { draftStatements } from '../../src/application/statements/draft-statements.ts';
import { openStatements } from '../../src/application/statements/open-statements.ts';
import { FilesInMemory } from '../model/delivered.ts';
import { liveTheMonths } from './months.ts';

/**
 * `rival.ts URL months` or `rival.ts URL PERIOD`: one of two processes at one book. Says `ready`, waits for a line on
 * its input, then lives the months, or drafts and opens that one period.
 */
const [url = '', task = ''] = process.argv.slice(2);
const { pool, close } = await openBook(url);
const book = postgresBook(pool);
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
if (task === 'months') await liveTheMonths(book);
else {
  const desk = { book, compileRegex: compileLinearRegex, billingFiles: new FilesInMemory() };
  await draftStatements(desk, { period: task, useCredits: true, late: true });
  await openStatements(desk, { period: task }).catch(unlessTheOthersDraftComesFirst);
}
await close();
process.exit(0);

/** The law's own answer when the other has drafted the month before and not yet opened it (T8). */
function unlessTheOthersDraftComesFirst(error: unknown): void {
  if (!(error instanceof Refusal) || error.code !== 'earlier-draft') throw error;
}
