import type { Job } from '../job.ts';
import type { ServeCommandOptions } from '../options.ts';
import type { ExitCode } from '../world.ts';

/** Answers as soon as the service listens and stays until it is told to stop. */
export async function serve(job: Job, { book, port, host }: ServeCommandOptions): Promise<ExitCode> {
  const { url, firstRunUrl, ended } = await job.world.serve({ book, port, host });
  job.answer({ url, firstRunUrl }, () =>
    [
      `Creditbook is at ${url}`,
      ...(firstRunUrl === null ? [] : [`First run: become its admin at ${firstRunUrl}`]),
    ].join('\n'),
  );
  job.note('Ctrl-C stops it.');
  await ended;
  return 0;
}
