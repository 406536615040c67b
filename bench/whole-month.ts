import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openBook } from '../src/adapters/postgres/connect.ts';
import { bareScan, touchScan } from './bare-scan.ts';
import { atMost, type Figure, secondsText, timesReference, wholeText } from './figure.ts';
import { type LineFormat, type MadeMonth, madeMonth } from './made-month/make-month.ts';
import type { ChildReport } from './month-child.ts';

const BOOKS = join(import.meta.dirname, '.data');
const MOST_TIMES: Readonly<Record<LineFormat, number>> = { csv: 1.5, parquet: 2.5 };
const MOST_TIMES_AGAIN = 1.3;
const MOST_MEGABYTES = 2_048;
const MOST_GROWTH = 1.15;
const LONGEST_SPENT_SHOWN = 14;

/** A month from its files to saved drafts, then the same month again, each beside a bare scan of the same files. */
export async function wholeMonth(format: LineFormat, lines: number): Promise<Figure[]> {
  const month = await madeMonth(format, lines);
  const touch = await touchScan(month); // And from here on the files come from the same cache for everybody.
  const before = await bareScan(month);
  const first = await monthInto(month, 'fresh');
  const between = await bareScan(month);
  const rowsBefore = await rowsWritten(format);
  const again = await monthInto(month, 'same');
  const rowsAfter = await rowsWritten(format);
  if (first.lines !== lines) throw new Error(`the month saw ${first.lines} of ${lines} lines`);
  if (first.checks.length > 0) throw new Error(`the month's checks failed: ${first.checks.join(', ')}`);
  const bare = { name: 'the bare scan', seconds: (before.seconds + between.seconds) / 2 };
  const bareProcessor = (before.processor + between.processor) / 2;
  const of = `${wholeText(lines)} lines of ${format}`;
  return [
    timesReference(`whole month, ${of}`, first.seconds, { ...bare, most: MOST_TIMES[format] }, [
      `${wholeText(first.credits)} credits, ${wholeText(first.statements)} drafts; the book was open after ${secondsText(first.openSeconds)}`,
      processorNote(first, bareProcessor),
      `only touching the columns takes the engine ${secondsText(touch.seconds)} (processor ${secondsText(touch.processor)})`,
      ...spentNotes(first),
    ]),
    atMost(`memory of that command, ${of}`, 'MB at its peak', first.peakMegabytes, MOST_MEGABYTES),
    timesReference(`the same month again, ${of}`, again.seconds, { ...bare, most: MOST_TIMES_AGAIN }, [
      processorNote(again, bareProcessor),
      ...spentNotes(again),
    ]),
    atMost(`rows the second run wrote, ${of}`, 'rows', rowsAfter - rowsBefore, 0),
  ];
}

/** Whether the memory follows the lines: a month of `lines` and one of three times as many. */
export async function memoryGrowth(lines: number): Promise<Figure[]> {
  const peaks: number[] = [];
  for (const count of [lines, lines * 3]) {
    peaks.push((await monthInto(await madeMonth('csv', count), 'fresh')).peakMegabytes);
  }
  const [small = 0, large = 0] = peaks;
  return [
    {
      name: `memory at ${wholeText(lines * 3)} lines of csv`,
      measured: `${wholeText(large)} MB = ${(large / small).toFixed(2)} × that at ${wholeText(lines)} lines (${wholeText(small)} MB)`,
      against: `at most ${MOST_GROWTH} ×`,
      ofLimit: large / small / MOST_GROWTH,
      notes: [],
    },
    atMost(`memory at ${wholeText(lines * 3)} lines of csv`, 'MB at its peak', large, MOST_MEGABYTES),
  ];
}

async function monthInto(month: MadeMonth, book: 'fresh' | 'same'): Promise<ChildReport> {
  const where = bookOf(month.format);
  if (book === 'fresh') {
    await rm(where, { recursive: true, force: true });
    await (await openBook(where)).close();
  }
  const child = join(import.meta.dirname, 'month-child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-semi-space-size=16', // As the command itself runs.
    '--disable-warning=ExperimentalWarning',
    child,
    month.folder,
    where,
  ]);
  return JSON.parse(stdout) as ChildReport;
}

/** Rows ever inserted, changed or deleted in the book, by the database's own count. */
async function rowsWritten(format: LineFormat): Promise<number> {
  const { pool, close } = await openBook(bookOf(format));
  try {
    const { rows } = await pool.query<{ rows: string }>(
      'select sum(n_tup_ins + n_tup_upd + n_tup_del) as rows from pg_stat_user_tables',
    );
    return Number(rows[0]?.rows ?? 0);
  } finally {
    await close();
  }
}

function bookOf(format: LineFormat): string {
  return join(BOOKS, `book-${format}`);
}

/** Wall time suffers from what else runs on the machine; processor time much less. */
function processorNote({ processor, databaseProcessor }: ChildReport, bare: number): string {
  const all = processor + databaseProcessor;
  return `processor: ${secondsText(processor)} ours, ${secondsText(databaseProcessor)} the database's = ${(all / bare).toFixed(2)} × the bare scan's ${secondsText(bare)}`;
}

function spentNotes({ spent }: ChildReport): string[] {
  return Object.entries(spent)
    .slice(0, LONGEST_SPENT_SHOWN)
    .map(([what, seconds]) => `${secondsText(seconds).padStart(8)} ${what}`);
}
