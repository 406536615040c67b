import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { openBook } from '../../src/adapters/postgres/connect.ts';
import { bookWithBoundaries } from './dying-book.ts';
import { liveTheMonths } from './months.ts';

/** `die-at.ts URL N`: lives the months and is killed at the N-th boundary of a write; exit 0 when there are fewer. */
const [url = '', nth = ''] = process.argv.slice(2);
let passed = 0;
const book = await openBook(url);
await liveTheMonths(
  bookWithBoundaries(postgresBook(book.pool), () => {
    passed += 1;
    if (passed === Number(nth)) process.kill(process.pid, 'SIGKILL');
  }),
);
await book.close();
