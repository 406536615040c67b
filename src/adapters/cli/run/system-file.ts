import { basename, dirname } from 'node:path';
import { systemTable } from '../../../application/systems/system-file.ts';
import type { SystemFileKind, SystemTable } from '../../../application/systems/system-table.ts';
import { DISTRIBUTOR } from '../../../domain/party/party.ts';
import type { Run } from '../command-run.ts';
import type { SystemFileOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import type { ExitCode } from '../world.ts';
import { STDOUT, writeWhole } from '../write-files.ts';

export async function exportSystemFile(
  run: Run,
  kind: SystemFileKind,
  file: string,
  { period, seller = DISTRIBUTOR }: SystemFileOptions,
): Promise<ExitCode> {
  const { book } = await run.desk('read');
  const table = await book.read((shelves) => systemTable(book.idOf, shelves, { kind, period, seller }));
  const told = { file, rows: table.rows.length, totals: table.totals };
  const text = await run.world.systemCsv(table);
  if (file === STDOUT) {
    // Only the rows of a table that JSON was asked for stand in it; nobody else could have them.
    if (run.json) run.answer({ ...told, records: recordsOf(table) }, () => '');
    else run.world.stdout.write(text);
    return 0;
  }
  await writeWhole('<file>', dirname(file), { [basename(file)]: text });
  run.answer(told, () =>
    [
      `wrote ${counted(table.rows.length, 'row')} into ${file}`,
      ...table.totals.map(({ of, amount, currency }) => `  ${of}: ${amount} ${currency}`),
    ].join('\n'),
  );
  return 0;
}

function recordsOf({ columns, rows }: SystemTable): Readonly<Record<string, string>>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ''])));
}
