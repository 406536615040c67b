import { extname } from 'node:path';
import { act } from '../../../application/access/act.ts';
import { bringIn, type TableReport } from '../../../application/tables/bring-in.ts';
import { rowsOut } from '../../../application/tables/rows-out.ts';
import {
  type RowOut,
  type Subject,
  TABLE_FORMATS,
  type TableFormat,
} from '../../../application/tables/table.ts';
import { TABLES } from '../../../application/tables/tables.ts';
import type { CreditStatus } from '../../../domain/ledger/credit-status.ts';
import type { Run } from '../command-run.ts';
import type { TableExportOptions, TenureLoadOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { tableText } from '../print/table-report.ts';
import { wrongUsage } from '../typed-values.ts';
import { askedHere, viewerHere } from '../viewer-here.ts';
import { writeWholeFrom } from '../write-files.ts';

const STATUSES: readonly CreditStatus[] = ['estimated', 'pending', 'assigned', 'processing', 'processed'];

export async function exportTable(
  run: Run,
  subject: Subject,
  file: string,
  { book: _book, json: _json, status, ...filter }: TableExportOptions,
): Promise<undefined> {
  const format = formatOf(`export ${subject}`, file);
  const wanted = STATUSES.find((one) => one === status);
  if (status !== undefined && wanted === undefined)
    throw wrongUsage(`export ${subject}`, `--status ${status}`, `write one of ${STATUSES.join(', ')}`);
  const office = await run.bookOffice();
  let rows = 0;
  const counting = async function* (): AsyncGenerator<readonly RowOut[], void> {
    for await (const page of rowsOut(office, viewerHere(run), subject, { ...filter, status: wanted })) {
      rows += page.length;
      yield page;
    }
  };
  const { write } = await run.world.tableFiles();
  await writeWholeFrom('<file>', file, write(TABLES[subject], counting(), format));
  run.answer({ file, subject, rows }, () => `wrote ${counted(rows, 'row')} of ${subject} into ${file}`);
}

export async function loadTable(
  run: Run,
  subject: Subject,
  file: string,
  { dryRun = false, files: morePaths = [] }: TenureLoadOptions,
): Promise<undefined> {
  formatOf(run.signature.what, file);
  const office = await run.bookOffice();
  const opened = await (await run.world.tableFiles()).open(subject, file);
  const asked = askedHere(run, dryRun);
  const report = await act(office, asked, (room) =>
    bringIn(office, room, asked.viewer, { subject, opened, dryRun, morePaths }),
  );
  run.answer(report, () => tableText(report as TableReport));
}

function formatOf(command: string, file: string): TableFormat {
  const end = extname(file).slice(1).toLowerCase();
  const format = TABLE_FORMATS.find((one) => one === end);
  if (format !== undefined) return format;
  throw wrongUsage(command, file, 'name a file that ends in .csv or .xlsx');
}
