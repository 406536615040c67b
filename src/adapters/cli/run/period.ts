import { closePeriod } from '../../../application/month/close-period.ts';
import type { Run } from '../command-run.ts';
import type { CloseOptions } from '../options.ts';
import { ink } from '../print/ink.ts';
import type { ExitCode } from '../world.ts';

export async function close(run: Run, period: string, options: CloseOptions): Promise<ExitCode> {
  const closed = await closePeriod(await run.desk('write'), period, options.reason ?? '');
  run.answer(closed, () =>
    [
      `${period} is closed; nothing can be booked into it any more`,
      ...closed.warnings.map((warning) => `  ${ink.yellow('closed all the same:')} ${warning}`),
    ].join('\n'),
  );
  return 0;
}
