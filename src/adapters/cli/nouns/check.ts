import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { CheckOptions } from '../options.ts';
import { typedPeriod } from '../typed-values.ts';
import { verb } from '../verb.ts';

export function checkVerb(program: Command, perform: Perform): void {
  verb(program, 'check', {
    summary: 'the control sheet: every named check over the whole book',
    does: 'Runs every check on the live book. What is wrong is told with the objects and the amounts; what only waits for a person is a warning and leaves the exit code 0.',
    examples: ['check', 'check --period 2026-03 --json'],
  })
    .option('--period <YYYY-MM>', 'look at the charges and waiting credits of this period only', typedPeriod)
    .action((options: CheckOptions) =>
      perform(options, async (run) => (await import('../run/check.ts')).check(run, options)),
    );
}
