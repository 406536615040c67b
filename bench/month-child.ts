import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { billingFiles } from '../src/adapters/billing-files/billing-files.ts';
import { monthFolderFiles } from '../src/adapters/month-folder/month-folder-files.ts';
import { postgresBook } from '../src/adapters/postgres/book.ts';
import { openBook } from '../src/adapters/postgres/connect.ts';
import { compileLinearRegex } from '../src/adapters/regex/linear-regex.ts';
import type { Book } from '../src/application/book.ts';
import { runMonth } from '../src/application/month/run-month.ts';
import { programId } from '../src/main/program-id.ts';
import { processorSeconds, timed } from './figure.ts';
import { type Stopwatch, stopwatch } from './stopwatch.ts';

/**
 * One month in a process of its own, as the command would run it: `month-child.ts FOLDER BOOK`. Prints one line of JSON
 * (ChildReport).
 */
export type ChildReport = {
  readonly openSeconds: number;
  /** Reading the folder, the whole month, the checks at its end. */
  readonly seconds: number;
  /** Processor time of this process, and of the database's for this month where it can be seen; else 0. */
  readonly processor: number;
  readonly databaseProcessor: number;
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
const startedWith = processorSeconds();
const { result: open, seconds: openSeconds } = await timed(() => openBook(where));
try {
  const desk = {
    book: watchedBook(postgresBook(open.pool), watch),
    compileRegex: compileLinearRegex,
    billingFiles: watch.watch('files', billingFiles()),
  };
  const { result, seconds } = await timed(async () => {
    const reading = await watch.watch('tables', monthFolderFiles(compileLinearRegex)).month(folder);
    return runMonth(
      desk,
      reading,
      { final: false, replace: false, useCredits: null, program: await programId() },
      () => undefined,
    );
  });
  const report: ChildReport = {
    openSeconds,
    seconds,
    processor: processorSeconds() - startedWith,
    databaseProcessor: await databaseProcessor(open.pool),
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

/** What the sessions' own processes have used, as Linux tells it, in hundredths of a second. */
async function databaseProcessor(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('select pid from pg_stat_activity');
  const used = rows.map(({ pid }): number => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return 0;
    }
  });
  return used.reduce((sum, seconds) => sum + seconds, 0);
}

function watchedBook(book: Book, on: Stopwatch): Book {
  return {
    ...book,
    write: (verb) =>
      timed(() => book.write((shelves) => verb(on.watch('book', shelves)))).then(taken('writing')),
    read: (verb) =>
      timed(() => book.read((shelves) => verb(on.watch('book', shelves)))).then(taken('reading')),
    readTogether: (verb) =>
      timed(() =>
        book.readTogether((shelves, beside) => verb(on.watch('book', shelves), on.watch('beside', beside))),
      ).then(taken('reading together')),
  };

  function taken(name: string) {
    return <T>({ result, seconds }: { result: T; seconds: number }): T => {
      on.add(name, seconds);
      return result;
    };
  }
}
