import { backtestRules } from '../../../application/rules/backtest-rules.ts';
import { lintView, ruleViews } from '../../../application/views/rule-view.ts';
import type { Run } from '../command-run.ts';
import type { BacktestOptions, RuleListOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { backtestText, lintText, ruleTable } from '../print/rule-text.ts';
import type { ExitCode } from '../world.ts';

export async function listRules(run: Run, options: RuleListOptions): Promise<ExitCode> {
  const all = await ruleViews(await run.desk('read'));
  const rules = options.all === true ? all : all.filter((rule) => rule.active);
  const off = all.length - rules.length;
  run.answer(rules, () =>
    [
      `${counted(rules.length, 'rule')} in the order in which they are tried${off === 0 ? '' : `; ${off} switched off (--all)`}`,
      ruleTable(rules),
    ].join('\n'),
  );
  return 0;
}

export async function lintBook(run: Run): Promise<ExitCode> {
  const lint = await lintView(await run.desk('read'));
  run.answer(lint, () => lintText(lint));
  return 0;
}

export async function backtest(run: Run, file: string, options: BacktestOptions): Promise<ExitCode> {
  const reading = await (await run.world.monthFolderFiles()).rules(file);
  const result = await backtestRules(await run.desk('read'), reading, options.periods);
  run.answer(result, () => backtestText(result, options.full === true));
  return 0;
}
