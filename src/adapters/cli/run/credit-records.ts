import { loadFolder } from '../../../application/month-folder/load-folder.ts';
import { creditRecordViews } from '../../../application/views/credit-record-view.ts';
import { recordMatchView } from '../../../application/views/record-match-view.ts';
import type { Run } from '../command-run.ts';
import type { LoadOptions, RecordListOptions, RecordMatchOptions } from '../options.ts';
import { loadText } from '../print/load-text.ts';
import { matchText, recordsText } from '../print/record-tables.ts';
import type { ExitCode } from '../world.ts';

export async function importRecords(
  run: Run,
  files: readonly string[],
  options: LoadOptions,
): Promise<ExitCode> {
  const dryRun = options.dryRun === true;
  const reading = await (await run.world.monthFolderFiles()).creditRecords(files);
  const desk = await run.desk(dryRun ? 'read' : 'make');
  const report = await loadFolder(desk, reading, { dryRun, morePaths: [], arriving: [] });
  const { creditRecords, drawdowns, warnings } = report;
  run.answer({ dryRun, creditRecords, drawdowns, warnings }, () => loadText(report, dryRun));
  return 0;
}

export async function listRecords(run: Run, options: RecordListOptions): Promise<ExitCode> {
  const list = await creditRecordViews(await run.desk('read'), options.today ?? run.world.today());
  const own = <T extends { readonly account: string | null }>(rows: readonly T[]): T[] =>
    rows.filter((row) => options.account === undefined || row.account === options.account);
  const items = own(list.items);
  const ids = new Set(items.map((item) => item.id));
  const endings = list.endings.filter((ending) => ids.has(ending.record));
  const found = { ...list, items, endings, endingSums: own(list.endingSums) };
  run.answer(found, () => recordsText(found, options.all === true, options.full === true));
  return 0;
}

export async function matchRecords(run: Run, options: RecordMatchOptions): Promise<ExitCode> {
  const view = await recordMatchView(await run.desk('read'), options.period ?? null);
  run.answer(view, () => matchText(view, options.full === true));
  return 0;
}
