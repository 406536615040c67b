import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { MonthCommandOptions } from '../options.ts';
import { typedSwitch } from '../typed-values.ts';
import { verb } from '../verb.ts';

export function monthVerb(program: Command, perform: Perform): void {
  verb(program, 'month', {
    summary: 'read a month folder: the whole path from billing files to draft statements',
    does:
      'Reads a month folder into the book and prints the month: loads its parties, prices, rules and grants, imports ' +
      'the billing files in its cur, decides and divides every credit, drafts the statements of the imported period, ' +
      'and runs the checks. The book is made if there is none. Safe to run again: what is there already is not ' +
      'written twice.',
    examples: ['month months/2026-03', 'month months/2026-03 --out out/2026-03 --use-credits off'],
  })
    .argument('<folder>')
    .option(
      '--out <dir>',
      'write credits.json, statements.json, balances.json, checks.json and ledger.journal of the whole book into this folder',
    )
    .option('--final', "take every line as the cloud's final word, invoice id or not")
    .option('--replace', 'take a delivery although it looks older or smaller than the one in the book')
    .option(
      '--use-credits <on|off>',
      "let the statements use credit balances (default: each seller's setting)",
      typedSwitch,
    )
    .option('--full', 'print long lists whole')
    .action((folder: string, options: MonthCommandOptions) =>
      perform(options, async (run) => (await import('../run/month.ts')).month(run, folder, options)),
    );
}
