import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { SystemFileOptions } from '../options.ts';
import { typedPeriod } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';
import { exportTableVerbs } from './tables.ts';

export function exportNoun(program: Command, perform: Perform): void {
  const exporting = noun(program, 'export', 'Tables of the book, and files for other systems');
  exportTableVerbs(exporting, perform);
  const fileOf = (kind: 'usage' | 'focus' | 'journal', command: Command): Command =>
    command
      .argument('<file>', 'where it is written; - is stdout')
      .requiredOption('--period <YYYY-MM>', 'the period it was booked in', typedPeriod)
      .action((file: string, options: SystemFileOptions) =>
        perform(options, async (run) =>
          (await import('../run/system-file.ts')).exportSystemFile(run, kind, file, options),
        ),
      );
  fileOf(
    'usage',
    verb(exporting, 'usage', {
      summary: 'the usage file for platforms in the manner of CloudBlue',
      does:
        'Writes one record for each credit, account and tier: tier 0 is what the customer is billed less, tier 1 what its ' +
        'reseller is. What is divided anew later is a record of its own, of the difference, with an id of its own: the ' +
        'file may be sent again, and records that were there before are the same to the byte.',
      examples: ['export usage usage.csv --period 2026-01'],
    }),
  );
  fileOf(
    'focus',
    verb(exporting, 'focus', {
      summary: 'the credits of a seller as rows of FOCUS 1.2',
      does:
        'Writes what a seller granted its buyers out of cloud credits as CSV with every mandatory column of FOCUS 1.2. ' +
        'What changes a month that was billed or closed before has the charge class Correction.',
      examples: [
        'export focus credits.csv --period 2026-01',
        'export focus - --period 2026-01 --seller harbor',
      ],
    }).option('--seller <id>', 'whose buyers', 'distributor'),
  );
  fileOf(
    'journal',
    verb(exporting, 'journal', {
      summary: 'the ledger of a seller as a journal with account codes',
      does:
        'Writes the entries of a period as CSV for an accounting system, balanced one by one, under the codes that ' +
        'systems.accountCodes of the settings gives the ledger accounts. An account without a code is refused.',
      examples: ['export journal journal.csv --period 2026-01'],
    }).option('--seller <id>', 'whose ledger', 'distributor'),
  );
}
