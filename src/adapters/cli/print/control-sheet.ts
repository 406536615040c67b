import type { MonthReport } from '../../../application/month/run-month.ts';
import { ink } from './ink.ts';
import { oneLine } from './table.ts';

/** One answer of the control sheet. */
export type CheckResult = MonthReport['checks'][number];

const NAME_WIDTH = 20;

/** Each check: it reads 0.00, or what is off. */
export function controlSheet(checks: readonly CheckResult[]): string {
  return checks.map(checkText).join('\n');
}

/** True: the book is wrong. A warning only waits for a person. */
export function hasFailed(checks: readonly CheckResult[]): boolean {
  return checks.some((check) => !check.ok && check.severity === 'error');
}

export function checksJson(checks: readonly CheckResult[]): unknown {
  return checks.map(({ check, ok, detail, severity }) => ({ check, ok, detail, severity }));
}

function checkText({ check, ok, sentence, findings, more, severity }: CheckResult): string {
  const name = check.padEnd(NAME_WIDTH);
  if (ok) return `  ${name}  ${ink.green('reads 0.00')}  ${ink.dim(sentence)}`;
  const word = severity === 'error' ? ink.red('WRONG     ') : ink.yellow('waiting   ');
  const lines = findings.map(({ object, amount }) => oneLine(`${object}: ${amount}`));
  const [first = '', ...others] = more > 0 ? [...lines, `and ${more} more`] : lines;
  const indent = ' '.repeat(NAME_WIDTH + 16);
  return [`  ${name}  ${word}  ${first}`, ...others.map((line) => `${indent}${line}`)].join('\n');
}
