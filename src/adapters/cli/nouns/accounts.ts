import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { AccountListOptions } from '../options.ts';
import { typedPeriod } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

export function accountsNoun(program: Command, perform: Perform): void {
  const accounts = noun(program, 'accounts', 'Usage accounts');
  verb(accounts, 'list', {
    summary: "whose bill each account's own AWS credits pay in a month",
    does:
      "Per AWS usage account and month: who holds it, and whose bill AWS lets the account's own credits pay. An account " +
      'that joins an organization inside the month pays nothing from the joining day on; its credits go to the ' +
      "organization's bill from the next month.",
    examples: ['accounts list --period 2026-03', 'accounts list --period 2026-03 --customer blue-kiln'],
  })
    .option('--period <YYYY-MM>', "the month (default: the book's newest)", typedPeriod)
    .option('--customer <id>', 'only the accounts of this customer')
    .option('--full', 'print long lists whole')
    .action((options: AccountListOptions) =>
      perform(options, async (run) => (await import('../run/accounts.ts')).listAccounts(run, options)),
    );
}
