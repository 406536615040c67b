import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { TenureLoadOptions } from '../options.ts';
import { noun, verb } from '../verb.ts';

export function partiesNoun(program: Command, perform: Perform): void {
  const parties = noun(program, 'parties', 'Resellers, customers and their usage accounts');
  verb(parties, 'load', {
    summary: 'load or update resellers, customers and accounts',
    does:
      'Reads resellers.csv, customers.csv and accounts.csv of a folder, as far as they are there. Rows are known by ' +
      'their id; rows and files that are missing change nothing; the dates of a customer or account are replaced as a ' +
      'set. When dates of an imported month change, its billing files are read again where they lie.',
    examples: ['parties load months/2026-03', 'parties load months/2026-03 --dry-run'],
  })
    .argument('<folder>')
    .option('--dry-run', 'only tell what would change')
    .option(
      '--files <path...>',
      'where imported billing files were moved to, if their dates must be read again',
    )
    .action((folder: string, options: TenureLoadOptions) =>
      perform(options, async (run) => (await import('../run/load.ts')).loadParties(run, folder, options)),
    );
}
