import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { CloseOptions } from '../options.ts';
import { typedPeriod } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

export function periodNoun(program: Command, perform: Perform): void {
  const period = noun(program, 'period', 'Billing periods');
  verb(period, 'close', {
    summary: 'end a period: nothing can be booked into it afterwards',
    does:
      'Closes a billing period. Refused while a check fails, a draft waits or an earlier period is open; while something is ' +
      'pending, unmapped or unknown, only with a reason.',
    examples: ['period close 2026-01', 'period close 2026-01 --reason "the refund is settled outside"'],
  })
    .argument('<period>', 'YYYY-MM', typedPeriod)
    .option('--reason <text>', 'why it is closed although something waits')
    .action((name: string, options: CloseOptions) =>
      perform(options, async (run) => (await import('../run/period.ts')).close(run, name, options)),
    );
}
