import type { Backtest } from '../../../application/rules/backtest-rules.ts';
import type { LintView, RuleView } from '../../../application/views/rule-view.ts';
import type { Scope } from '../../../domain/credit-rule/credit-rule.ts';
import { counted } from './amounts.ts';
import { ink } from './ink.ts';
import { type Column, heading, table } from './table.ts';

export function ruleTable(rules: readonly RuleView[]): string {
  const columns: Column<RuleView>[] = [
    { head: 'rule', of: (rule) => rule.id },
    { head: 'name', of: (rule) => rule.name },
    { head: 'description', of: descriptionText },
    { head: 'customer %', of: (rule) => rule.customerPercent, right: true },
    { head: 'reseller %', of: (rule) => rule.resellerPercent, right: true },
    { head: 'for', of: (rule) => rule.forWhom },
    { head: 'periods', of: periodsText },
    { head: 'customers', of: (rule) => scopeText(rule.customers) },
    { head: 'resellers', of: (rule) => scopeText(rule.resellers) },
    { head: 'services', of: (rule) => scopeText(rule.services) },
    { head: 'created', of: (rule) => rule.createdAt },
    { head: 'version', of: (rule) => `${rule.version}${rule.active ? '' : ', off'}`, right: true },
  ];
  return table(columns, rules, { rows: 'rules', full: true });
}

function descriptionText({ description, match }: RuleView): string {
  if (description.trim() === '') return 'every credit';
  return match === 'exact' ? description : `${match}: ${description}`;
}

function periodsText({ firstPeriod, lastPeriod }: RuleView): string {
  if (firstPeriod === null && lastPeriod === null) return 'all';
  return `${firstPeriod ?? ''}..${lastPeriod ?? ''}`;
}

function scopeText(scope: Scope): string {
  return scope.kind === 'all' ? 'all' : `${scope.kind}: ${scope.ids.join(', ')}`;
}

const BY_WEIGHT = ['never-wins', 'duplicate', 'only-by-date'] as const;

export function lintText({ findings, pairsLeftOut }: LintView): string {
  if (findings.length === 0) return 'No rule looks odd.';
  return [
    counted(findings.length, 'finding'),
    ...BY_WEIGHT.flatMap((kind) =>
      findings
        .filter((finding) => finding.kind === kind)
        .map(({ rule, sentence }) => `  ${ink.yellow(rule)}: ${sentence}`),
    ),
    ...(pairsLeftOut === 0 ? [] : [`  … and ${pairsLeftOut} more pairs ordered by date alone`]),
  ].join('\n');
}

export function backtestText(result: Backtest, full: boolean): string {
  const { periods, credits, rows, changed } = result;
  const span = periods.length === 0 ? 'no period' : `${periods[0]} to ${periods.at(-1)}`;
  return [
    `${counted(credits, 'credit')} of ${span} decided again; nothing was posted`,
    heading('Who would have got more or less'),
    table(
      [
        { head: 'party', of: (row) => row.party },
        { head: 'difference', of: (row) => row.difference, right: true },
        { head: '', of: (row) => row.currency },
      ],
      rows,
      { rows: 'parties', full },
    ),
    ...(changed.length === 0
      ? ['  No credit would have been decided otherwise.']
      : [heading('Credits that would have been decided otherwise'), changedTable(result, full)]),
  ].join('\n');
}

function changedTable({ changed }: Backtest, full: boolean): string {
  return table(
    [
      { head: 'period', of: (credit) => credit.period },
      { head: 'account', of: (credit) => credit.usageAccount },
      { head: 'credit', of: (credit) => credit.description },
      { head: 'rule now', of: (credit) => credit.ruleNow ?? 'none' },
      { head: 'rule then', of: (credit) => credit.ruleThen ?? 'none' },
    ],
    changed,
    { rows: 'credits', full },
  );
}
