import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { EveryOption } from '../options.ts';
import { noun, verb } from '../verb.ts';

export function focusNoun(program: Command, perform: Perform): void {
  const focus = noun(program, 'focus', 'Files of FOCUS rows');
  verb(focus, 'check', {
    summary: 'whether a file keeps the rules of FOCUS 1.2',
    does:
      'Reads a CSV file of FOCUS rows, this program’s or anybody’s, and tells where it does not keep the rules of FOCUS ' +
      '1.2: the columns that must be there, what each may hold, and what must hold between the columns of a row. It ' +
      'needs no book.',
    examples: ['focus check credits.csv'],
  })
    .argument('<file>', 'a CSV file')
    .action((file: string, options: EveryOption) =>
      perform(options, async (run) => (await import('../run/focus.ts')).checkFile(run, file)),
    );
}
