import { exportDocuments } from '../../../application/documents/export-documents.ts';
import { Refusal } from '../../../application/errors.ts';
import type { StatementState } from '../../../domain/statement/statement.ts';
import type { Run } from '../command-run.ts';
import type { StatementExportOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { shownPrinting } from '../progress.ts';
import type { ExitCode } from '../world.ts';
import { filterOf, refuseUnclear } from './statements.ts';

export async function exportStatements(
  run: Run,
  ids: readonly string[],
  options: StatementExportOptions,
): Promise<ExitCode> {
  const states = options.state === undefined ? {} : { states: [options.state as StatementState] };
  const filter = { ...filterOf(options), ...states };
  refuseUnclear('statements export', ids, filter, options);
  const desk = await run.desk('read');
  if (ids.length > 0) {
    const found = await desk.book.read((shelves) => shelves.statements.list({ ids }));
    const missing = ids.filter((id) => !found.some((one) => one.id === id));
    if (missing.length > 0)
      throw new Refusal('unknown-statement', `there is no statement ${missing.join(', ')}`);
  }
  const report = await exportDocuments(
    desk.book,
    await run.world.documentPrinter(),
    await run.world.documentFolder('--out', options.out),
    {
      sight: { kind: 'everything' },
      choice: ids.length > 0 ? { ids } : filter,
      kinds: options.as ?? ['pdf'],
      alone: false,
    },
    shownPrinting(run.world),
  );
  run.answer(report, () =>
    [
      `${counted(report.files.length, 'document')} of ${counted(report.statements, 'statement')} in ${options.out}`,
      `  ${report.written} written, ${report.kept} already there and up to date`,
    ].join('\n'),
  );
  return 0;
}
