import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { LoadOptions } from '../options.ts';
import { noun, verb } from '../verb.ts';

export function pricesNoun(program: Command, perform: Perform): void {
  const prices = noun(program, 'prices', 'What sellers put on top of the cost');
  verb(prices, 'load', {
    summary: 'load or update the price books',
    does:
      'Reads a file like prices.csv: per seller, buyer and service the percentage on top of the cost. A period that ' +
      'was drafted keeps the prices of its first draft.',
    examples: ['prices load prices.csv', 'prices load prices.csv --dry-run'],
  })
    .argument('<file>')
    .option('--dry-run', 'only tell what would change')
    .action((file: string, options: LoadOptions) =>
      perform(options, async (run) =>
        (await import('../run/load.ts')).loadFile(run, 'prices', file, options),
      ),
    );
}
