import { loadFolder } from '../../../application/month-folder/load-folder.ts';
import type { Run } from '../command-run.ts';
import type { TenureLoadOptions } from '../options.ts';
import { loadText } from '../print/load-text.ts';
import type { ExitCode } from '../world.ts';

export async function loadParties(
  run: Run,
  folder: string,
  { dryRun = false, files: morePaths = [] }: TenureLoadOptions,
): Promise<ExitCode> {
  const reading = await (await run.world.monthFolderFiles()).parties(folder);
  const desk = await run.desk(dryRun ? 'read' : 'make');
  const report = await loadFolder(desk, reading, { dryRun, morePaths, arriving: [] });
  run.answer({ dryRun, ...report }, () => loadText(report, dryRun));
  return 0;
}
