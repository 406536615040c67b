import type { Run } from '../command-run.ts';
import type { ServeCommandOptions } from '../options.ts';
import type { ExitCode } from '../world.ts';

/** Answers as soon as the service listens and stays until it is told to stop. */
export async function serve(run: Run, { book, port, host }: ServeCommandOptions): Promise<ExitCode> {
  const { url, firstRunUrl, ended } = await run.world.serve({ book, port, host });
  run.answer({ url, firstRunUrl }, () =>
    [
      `Creditbook is at ${url}`,
      ...(firstRunUrl === null ? [] : [`First run: become its admin at ${firstRunUrl}`]),
    ].join('\n'),
  );
  run.note('Ctrl-C stops it.');
  await ended;
  return 0;
}
