import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { BalancesOptions } from '../options.ts';
import { typedDate } from '../typed-values.ts';
import { verb } from '../verb.ts';

export function balancesVerb(program: Command, perform: Perform): void {
  verb(program, 'balances', {
    summary: 'who has how much credit at whom',
    does: 'One balance per seller, buyer and currency: granted = applied + reserved + expired + withdrawn + available.',
    examples: ['balances', 'balances --at 2026-02-28'],
  })
    .option('--at <YYYY-MM-DD>', 'as they stood at the end of this day, by booking date', typedDate)
    .option('--full', 'print long lists whole')
    .action((options: BalancesOptions) =>
      perform(options, async (run) => (await import('../run/balances.ts')).balances(run, options)),
    );
}
