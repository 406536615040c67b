import { type Command, Option } from 'commander';
import type { Perform } from '../command-run.ts';
import type { ExportOptions } from '../options.ts';
import { typedDate } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';
import { LEDGER_FORMATS } from '../world.ts';

export function ledgerNoun(program: Command, perform: Perform): void {
  const ledger = noun(program, 'ledger', 'The ledger behind every balance');
  verb(ledger, 'export', {
    summary: 'the whole ledger for hledger or Beancount, or as CSV',
    does: 'Writes every entry of the ledger: as a journal that hledger or Beancount reads and checks, or as CSV with one row for each posting.',
    examples: [
      'ledger export --format hledger > ledger.journal',
      'ledger export --format beancount --out ledger.beancount',
      'ledger export --format csv --out postings.csv',
    ],
  })
    .addOption(
      new Option('--format <format>', 'hledger, beancount or csv')
        .choices([...LEDGER_FORMATS])
        .default('hledger'),
    )
    .option('--at <YYYY-MM-DD>', 'only entries booked on or before this day', typedDate)
    .option('--out <file>', 'write into this file instead of stdout')
    .action((options: ExportOptions) =>
      perform(options, async (run) => (await import('../run/ledger.ts')).exportLedger(run, options)),
    );
}
