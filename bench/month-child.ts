import { billingFiles } from '../src/adapters/billing-files/billing-files.ts';
import { monthFolderFiles } from '../src/adapters/month-folder/month-folder-files.ts';
import { postgresBook } from '../src/adapters/postgres/book.ts';
import { openBook } from '../src/adapters/postgres/connect.ts';
import { compileLinearRegex } from '../src/adapters/regex/linear-regex.ts';
import type { Book } from '../src/application/book.ts';
import { runMonth } from '../src/application/run-month.ts';
import { timed } from './figure.ts';
import { type Stopwatch, stopwatch } from './stopwatch.ts';

/**
 * One month in a process of its own, as the command would run it: `month-child.ts FOLDER BOOK`. Prints one line of JSON
 * (ChildReport).
 */
export type ChildReport = {
  readonly openSeconds: number;
  /** Reading the folder, the whole month, the checks at its end. */
  readonly seconds: number;
  /** The most memory this process ever had resident. */
  readonly peakMegabytes: number;
  readonly statements: number;
  readonly credits: number;
  readonly lines: number;
  readonly checks: readonly string[];
  /** Where the time went: steps, and below them the port and shelf methods. */
  readonly spent: Readonly<Record<string, number>>;
};

const [folder = '', where = ''] = process.argv.slice(2);
const watch = stopwatch();
const { result: open, seconds: openSeconds } = await timed(() => openBook(where));
try {
  const desk = {
    book: watchedBook(postgresBook(open.pool), watch),
    compileRegex: compileLinearRegex,
    billingFiles: watch.watch('files', billingFiles()),
  };
  const { result, seconds } = await timed(async () => {
    const reading = await watch.watch('tables', monthFolderFiles(compileLinearRegex)).month(folder);
    return runMonth(desk, reading, { final: false, replace: false, useCredits: null }, () => undefined);
  });
  const report: ChildReport = {
    openSeconds,
    seconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    statements: result.drafted.reduce((sum, drafted) => sum + drafted.drafted, 0),
    credits: result.imported.months.reduce((sum, month) => sum + month.creditsNew, 0),
    lines: result.imported.months.reduce((sum, month) => sum + month.lines, 0),
    checks: result.checks
      .filter((check) => !check.ok && check.severity === 'error')
      .map((check) => check.check),
    spent: watch.seconds(),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await open.close();
}

function watchedBook(book: Book, on: Stopwatch): Book {
  return {
    ...book,
    write: (verb) =>
      timed(() => book.write((shelves) => verb(on.watch('book', shelves)))).then(taken('writing')),
    read: (verb) =>
      timed(() => book.read((shelves) => verb(on.watch('book', shelves)))).then(taken('reading')),
  };

  function taken(name: string) {
    return <T>({ result, seconds }: { result: T; seconds: number }): T => {
      on.add(name, seconds);
      return result;
    };
  }
}
