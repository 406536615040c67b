import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { BacktestOptions, EveryOption, RuleListOptions } from '../options.ts';
import { typedCount } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';
import { loadTableVerb } from './tables.ts';

export function rulesNoun(program: Command, perform: Perform): void {
  const rules = noun(program, 'rules', 'Credit rules: who gets which percentage of a credit');
  loadTableVerb(rules, 'load', 'rules', perform);
  verb(rules, 'list', {
    summary: 'the rules in the order in which they are tried',
    does: 'Lists the newest version of every active rule. The first one that fits a credit decides it.',
    examples: ['rules list', 'rules list --all'],
  })
    .option('--all', 'rules that are switched off, too')
    .action((options: RuleListOptions) =>
      perform(options, async (run) => (await import('../run/rules.ts')).listRules(run, options)),
    );
  verb(rules, 'lint', {
    summary: 'rules that can never win, say the same twice, or differ by date alone',
    does: 'Looks for rules that are probably not meant as they stand, each with the rule that causes it. Findings are no fault: the exit code stays 0.',
    examples: ['rules lint'],
  }).action((options: EveryOption) =>
    perform(options, async (run) => (await import('../run/rules.ts')).lintBook(run)),
  );
  verb(rules, 'backtest', {
    summary: 'what other rules would have given, and to whom',
    does:
      "Decides the credits of the book's last periods with a file's rules laid over the live ones, and tells who would " +
      "have got how much more or less. Nothing is posted. The live rules' own file gives 0.00.",
    examples: ['rules backtest new-rules.csv --periods 6'],
  })
    .argument('<file>')
    .option('--periods <n>', 'how many periods back', typedCount, 3)
    .option('--full', 'print long lists whole')
    .action((file: string, options: BacktestOptions) =>
      perform(options, async (run) => (await import('../run/rules.ts')).backtest(run, file, options)),
    );
}
