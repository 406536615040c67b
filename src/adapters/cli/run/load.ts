import { loadFolder } from '../../../application/load-folder.ts';
import type { Reading } from '../../../application/month-folder.ts';
import type { Run } from '../command-run.ts';
import type { LoadOptions, PartiesLoadOptions } from '../options.ts';
import { loadText } from '../print/load-text.ts';
import type { ExitCode } from '../world.ts';

export async function loadParties(run: Run, folder: string, options: PartiesLoadOptions): Promise<ExitCode> {
  const reading = await (await run.world.monthFolderFiles()).parties(folder);
  return load(run, reading, options, options.files ?? []);
}

export async function loadFile(
  run: Run,
  kind: 'rules' | 'prices' | 'grants',
  file: string,
  options: LoadOptions,
): Promise<ExitCode> {
  return load(run, await (await run.world.monthFolderFiles())[kind](file), options, []);
}

async function load(
  run: Run,
  reading: Reading,
  options: LoadOptions,
  morePaths: readonly string[],
): Promise<ExitCode> {
  const dryRun = options.dryRun === true;
  const desk = await run.desk(dryRun ? 'read' : 'make');
  const report = await loadFolder(desk, reading, { dryRun, morePaths, arriving: [] });
  run.answer({ dryRun, ...report }, () => loadText(report, dryRun));
  return 0;
}
