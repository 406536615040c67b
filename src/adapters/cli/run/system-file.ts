import { basename, dirname } from 'node:path';
import type { Book } from '../../../application/book.ts';
import { focusFile } from '../../../application/systems/focus-file.ts';
import { journalFile } from '../../../application/systems/journal-file.ts';
import type { SystemFileKind, SystemTable } from '../../../application/systems/system-table.ts';
import { usageFile } from '../../../application/systems/usage-file.ts';
import type { Run } from '../command-run.ts';
import type { SystemFileOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import type { ExitCode } from '../world.ts';
import { writeWhole } from '../write-files.ts';

export async function exportSystemFile(
  run: Run,
  kind: SystemFileKind,
  file: string,
  options: SystemFileOptions,
): Promise<ExitCode> {
  const table = await tableOf((await run.desk('read')).book, kind, options);
  const text = await run.world.systemCsv(table);
  if (file === '-') {
    run.world.stdout.write(text);
    return 0;
  }
  await writeWhole('<file>', dirname(file), { [basename(file)]: text });
  const { rows, totals } = table;
  run.answer({ file, rows: rows.length, totals }, () =>
    [
      `wrote ${counted(rows.length, 'row')} into ${file}`,
      ...totals.map(({ of, amount, currency }) => `  ${of}: ${amount} ${currency}`),
    ].join('\n'),
  );
  return 0;
}

function tableOf(
  book: Book,
  kind: SystemFileKind,
  { period, seller = '' }: SystemFileOptions,
): Promise<SystemTable> {
  if (kind === 'usage') return usageFile(book, period);
  return kind === 'focus' ? focusFile(book, period, seller) : journalFile(book, period, seller);
}
