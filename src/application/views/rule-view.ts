import type { CreditRule } from '../../domain/credit-rule/credit-rule.ts';
import type { LintFinding } from '../../domain/credit-rule/lint.ts';
import { ruleBook } from '../../domain/credit-rule/rule-book.ts';
import { percentToText } from '../../domain/money/percent.ts';
import type { Desk } from '../desk.ts';
import { lintBook } from '../rules/lint-book.ts';

/** The newest version of a rule; percentages are decimal strings. */
export type RuleView = Omit<CreditRule, 'customerPercent' | 'resellerPercent'> & {
  readonly customerPercent: string;
  readonly resellerPercent: string;
};

/** Every rule in the order in which they are tried, those that are switched off too (R4). */
export function ruleViews(desk: Desk): Promise<RuleView[]> {
  return desk.book.read(async (shelves) =>
    ruleBook(await shelves.rules.newest(), desk.compileRegex).order.map((rule) => ({
      ...rule,
      customerPercent: percentToText(rule.customerPercent),
      resellerPercent: percentToText(rule.resellerPercent),
    })),
  );
}

export type LintView = {
  readonly findings: readonly {
    readonly kind: LintFinding['kind'];
    readonly rule: string;
    readonly cause: string;
    /** Of a pair ordered only by date: the id of a credit that both want. */
    readonly example: string | null;
    readonly sentence: string;
  }[];
  readonly pairsLeftOut: number;
};

/** What is odd about the book's rules, each finding with the rule that causes it (R9). */
export function lintView(desk: Desk): Promise<LintView> {
  return desk.book.read(async (shelves) => {
    const { findings, pairsLeftOut } = await lintBook(desk, shelves, await shelves.rules.newest());
    return {
      findings: findings.map(({ kind, rule, cause, example, sentence }) => ({
        kind,
        rule: rule.id,
        cause: cause.id,
        example: example?.id ?? null,
        sentence,
      })),
      pairsLeftOut,
    };
  });
}
