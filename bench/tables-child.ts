import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { tableOpener } from '../src/adapters/month-folder/open-table.ts';
import { writeTable } from '../src/adapters/month-folder/write-table.ts';
import { openBook } from '../src/adapters/postgres/connect.ts';
import { serviceBook } from '../src/adapters/postgres/service-book.ts';
import { compileLinearRegex } from '../src/adapters/regex/linear-regex.ts';
import { act, type BookOffice } from '../src/application/access/act.ts';
import { bringIn, type TableReport } from '../src/application/tables/bring-in.ts';
import { rowsOut } from '../src/application/tables/rows-out.ts';
import { type RowOut, SUBJECTS, type Subject } from '../src/application/tables/table.ts';
import { TABLES } from '../src/application/tables/tables.ts';
import type { Viewer } from '../src/domain/access/viewer.ts';
import { timed } from './figure.ts';
import { NO_FILES } from './fresh-book.ts';

/** One table in or out, in a process of its own: `tables-child.ts BOOK in|out SUBJECT FILE`. Prints a TableStep as JSON. */
export type TableStep = {
  readonly seconds: number;
  /** The most memory this process ever had resident; the database's is not counted. */
  readonly peakMegabytes: number;
  readonly rows: number;
  readonly added: number;
};

const VIEWER: Viewer = { id: 'bench', name: 'bench', kind: 'user', role: 'distributor-admin', party: null };

const [where = '', way = '', named = '', file = ''] = process.argv.slice(2);
const subject = SUBJECTS.find((one) => one === named) ?? 'grants';
const { pool, close } = await openBook(where);
try {
  const office: BookOffice = {
    book: serviceBook(pool, false),
    compileRegex: compileLinearRegex,
    billingFiles: NO_FILES,
    today: () => '2026-04-01',
  };
  const { result, seconds } = await timed(() =>
    way === 'in' ? broughtIn(office, subject) : out(office, subject),
  );
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ seconds, peakMegabytes, ...result })}\n`);
} finally {
  await close();
}

async function broughtIn(office: BookOffice, of: Subject): Promise<{ rows: number; added: number }> {
  const opened = await tableOpener(compileLinearRegex)(of, file);
  const shape = (answer: unknown) => ({ sent: answer, kept: '' });
  const asked = { viewer: VIEWER, origin: 'bench', what: `load ${of}`, dryRun: false, key: null, shape };
  const report = (await act(office, asked, (room) =>
    bringIn(office, room, VIEWER, { subject: of, opened, dryRun: false }),
  )) as TableReport;
  const { added, changed, same } = report.count;
  return { rows: added + changed + same, added };
}

async function out(office: BookOffice, of: Subject): Promise<{ rows: number; added: number }> {
  const format = file.endsWith('.csv') ? 'csv' : 'xlsx';
  let rows = 0;
  const counted = async function* (): AsyncGenerator<readonly RowOut[], void> {
    for await (const page of rowsOut(office, VIEWER, of, {})) {
      rows += page.length;
      yield page;
    }
  };
  await pipeline(writeTable(TABLES[of], counted(), format), createWriteStream(file));
  return { rows, added: 0 };
}
