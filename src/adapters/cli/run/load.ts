import { loadFolder } from '../../../application/load-folder.ts';
import type { Reading } from '../../../application/month-folder.ts';
import type { Job } from '../job.ts';
import type { LoadOptions, PartiesLoadOptions } from '../options.ts';
import { loadText } from '../print/load-text.ts';
import type { ExitCode } from '../world.ts';

export async function loadParties(job: Job, folder: string, options: PartiesLoadOptions): Promise<ExitCode> {
  const reading = await (await job.world.monthFolderFiles()).parties(folder);
  return load(job, reading, options, options.files ?? []);
}

export async function loadFile(
  job: Job,
  kind: 'rules' | 'prices' | 'grants',
  file: string,
  options: LoadOptions,
): Promise<ExitCode> {
  return load(job, await (await job.world.monthFolderFiles())[kind](file), options, []);
}

async function load(
  job: Job,
  reading: Reading,
  options: LoadOptions,
  morePaths: readonly string[],
): Promise<ExitCode> {
  const dryRun = options.dryRun === true;
  const desk = await job.desk(dryRun ? 'read' : 'make');
  const report = await loadFolder(desk, reading, { dryRun, morePaths, arriving: [] });
  job.answer({ dryRun, ...report }, () => loadText(report, dryRun));
  return 0;
}
