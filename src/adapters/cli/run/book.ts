import { checkBook } from '../../../application/checks/check-book.ts';
import type { Run } from '../command-run.ts';
import type { EveryOption } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { checksJson, controlSheet, hasFailed } from '../print/control-sheet.ts';
import type { BookSums, ExitCode } from '../world.ts';

export async function exportWhole(run: Run, file: string, { book }: EveryOption): Promise<ExitCode> {
  const sums = await run.world.exportBook(book, file);
  run.answer({ file, ...sums }, () => `wrote ${sumsText(sums)} into ${file}`);
  return 0;
}

export async function importWhole(run: Run, file: string, { book }: EveryOption): Promise<ExitCode> {
  const { sums, desk } = await run.world.importBook(book, file, run.signature);
  const checks = await checkBook(desk, null);
  run.answer({ file, ...sums, checks: checksJson(checks) }, () =>
    [`read ${sumsText(sums)} from ${file} into a new book`, controlSheet(checks)].join('\n'),
  );
  return hasFailed(checks) ? 1 : 0;
}

function sumsText({ tables, rows, sha256 }: BookSums): string {
  return `${counted(tables, 'table')} with ${counted(rows, 'row')} (sha256 ${sha256})`;
}
