import { extname } from 'node:path';
import { type Deed, roomOf } from '../../../application/access/act.ts';
import type { AuditEntry } from '../../../application/access/service-book.ts';
import { bringIn, type TableReport } from '../../../application/tables/bring-in.ts';
import { rowsOut } from '../../../application/tables/rows-out.ts';
import {
  type RowOut,
  type Subject,
  TABLE_FORMATS,
  type TableFormat,
} from '../../../application/tables/table.ts';
import { TABLES } from '../../../application/tables/tables.ts';
import type { Viewer } from '../../../domain/access/viewer.ts';
import type { CreditStatus } from '../../../domain/ledger/credit-status.ts';
import type { Run } from '../command-run.ts';
import type { LoadOptions, TableExportOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { tableText } from '../print/table-report.ts';
import { wrongUsage } from '../typed-values.ts';
import { writeWholeFrom } from '../write-files.ts';

/** Whoever runs commands on the book's machine is its admin. */
const HERE: Viewer = {
  id: 'command-line',
  name: 'the command line',
  kind: 'user',
  role: 'distributor-admin',
  party: null,
};
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
    for await (const page of rowsOut(office, HERE, subject, { ...filter, status: wanted })) {
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
  options: LoadOptions,
): Promise<undefined> {
  formatOf(`load ${subject}`, file);
  const dryRun = options.dryRun === true;
  const office = await run.bookOffice();
  const opened = await (await run.world.tableFiles()).open(subject, file);
  const report = await office.book.writeAs(HERE, dryRun ? 'try' : 'keep', async (shelves) => {
    const deed = await bringIn(office, roomOf(office, shelves), HERE, { subject, opened, dryRun });
    const told = deed.answer as TableReport;
    if (told.count.added + told.count.changed > 0) await shelves.audit.add(entryOf(run, deed));
    return told;
  });
  run.answer(report, () => tableText(report));
}

/** As every command signs, with what was changed to what (0022). */
function entryOf({ signature: { asked, ...signed } }: Run, { after }: Deed): AuditEntry {
  return { ...signed, role: 'command line', before: null, after: { asked, ...(after as object) } };
}

function formatOf(command: string, file: string): TableFormat {
  const end = extname(file).slice(1).toLowerCase();
  const format = TABLE_FORMATS.find((one) => one === end);
  if (format !== undefined) return format;
  throw wrongUsage(command, file, 'name a file that ends in .csv or .xlsx');
}
