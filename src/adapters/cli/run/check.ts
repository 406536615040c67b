import { checkBook } from '../../../application/checks/check-book.ts';
import type { Run } from '../command-run.ts';
import type { CheckOptions } from '../options.ts';
import { checksJson, controlSheet, hasFailed } from '../print/control-sheet.ts';
import { ink } from '../print/ink.ts';
import type { ExitCode } from '../world.ts';

export async function check(run: Run, options: CheckOptions): Promise<ExitCode> {
  const checks = await checkBook(await run.desk('read'), options.period ?? null);
  run.answer(checksJson(checks), () => [ink.bold('Control sheet'), controlSheet(checks)].join('\n'));
  return hasFailed(checks) ? 1 : 0;
}
