import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { LoadOptions, RecordListOptions, RecordMatchOptions } from '../options.ts';
import { typedDate, typedPeriod } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

export function creditRecordsNoun(program: Command, perform: Perform): void {
  const records = noun(
    program,
    'credit-records',
    "AWS's own records of its credits: whose, how much is left, until when",
  );
  verb(records, 'import', {
    summary: "read AWS's answers about its credits",
    does:
      'Reads answers of AWS Billing GetCredits and GetCreditAllocationHistory as JSON files of any name: pages, lists of ' +
      'answers, answers of several accounts. The same answer again changes nothing; a newer one is a new state of the ' +
      'same credit, and the earlier states are kept.',
    examples: [
      'credit-records import credits.json history-1.json history-2.json',
      'credit-records import months/2026-03/credit-records --dry-run',
    ],
  })
    .argument('<file...>', 'JSON files, or folders of them')
    .option('--dry-run', 'only tell what would change')
    .action((files: string[], options: LoadOptions) =>
      perform(options, async (run) =>
        (await import('../run/credit-records.ts')).importRecords(run, files, options),
      ),
    );
  verb(records, 'list', {
    summary: 'what is left of each and when it ends, with a warning 90, 60 and 30 days before',
    does:
      'Lists what AWS says of its credits, what ends soonest first, and sums up per account what would lapse within 30, ' +
      '60 and 90 days. Those that are used up or have ended are left out of the text; --json has every one.',
    examples: ['credit-records list', 'credit-records list --account 111122223333 --today 2026-04-01'],
  })
    .option('--account <id>', 'of this account')
    .option('--today <YYYY-MM-DD>', 'as of this day (default: the day it is, UTC)', typedDate)
    .option('--all', 'those that are used up or have ended, too')
    .option('--full', 'print long lists whole')
    .action((options: RecordListOptions) =>
      perform(options, async (run) => (await import('../run/credit-records.ts')).listRecords(run, options)),
    );
  verb(records, 'match', {
    summary: 'who owns and who used each credit, and what does not match',
    does:
      "Joins AWS's records with the credits of the billing files by month, account, service and amount, and tells per " +
      'credit who owns it and who used it, how many match, and why the others do not. Changes nothing.',
    examples: ['credit-records match --period 2026-03'],
  })
    .option('--period <YYYY-MM>', 'of this billing period', typedPeriod)
    .option('--full', 'print long lists whole')
    .action((options: RecordMatchOptions) =>
      perform(options, async (run) => (await import('../run/credit-records.ts')).matchRecords(run, options)),
    );
}
