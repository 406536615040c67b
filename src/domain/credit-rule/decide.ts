import type { BillingPeriod } from '../period/billing-period.ts';
import type { CreditRule } from './credit-rule.ts';
import { type CompileRegex, type Description, describe } from './description.ts';
import { compareKeys, levelBetween, type OrderKey, type OrderLevel, orderKeyOf } from './order.ts';
import { inScope } from './scope.ts';
import { normaliseStem } from './stem.ts';

/** What a rule is chosen for: a credit's stem (C2), owner (P2), service and billing period. Unmapped credits never get here. */
export type RuleSubject = {
  readonly stem: string;
  readonly customer: string;
  /** null: a direct customer. */
  readonly reseller: string | null;
  readonly service: string;
  readonly period: BillingPeriod;
};

/** The conditions of R1 in the order in which they are tried. */
export type Condition = 'active' | 'description' | 'period' | 'customer' | 'reseller' | 'service';

/** The first level at which the winner beats the second in order. */
export type DecidedBy = OrderLevel | 'only-candidate';

/** The chosen rule in the version that was asked, and why it. */
export type Choice = { readonly rule: CreditRule; readonly decidedBy: DecidedBy };

/** The rule chosen and why, or why none; both lists stand in R4's order. Source: semantics R5. */
export type Decision = {
  readonly chosen: Choice | null;
  readonly losers: readonly { readonly rule: CreditRule; readonly lostAt: OrderLevel }[];
  readonly ineligible: readonly { readonly rule: CreditRule; readonly failed: Condition }[];
};

/** A rule with what can be worked out before any credit is seen. */
export type ReadyRule = {
  readonly rule: CreditRule;
  readonly key: OrderKey;
  readonly description: Description;
};

export function readyInOrder(rules: readonly CreditRule[], compileRegex: CompileRegex): ReadyRule[] {
  return rules
    .map((rule) => ({ rule, key: orderKeyOf(rule), description: describe(rule, compileRegex) }))
    .sort((a, b) => compareKeys(a.key, b.key));
}

/** The same decision whatever the order of `rules`. For many credits build a ruleBook once instead. */
export function decide(
  rules: readonly CreditRule[],
  subject: RuleSubject,
  compileRegex: CompileRegex,
): Decision {
  return decideInOrder(readyInOrder(rules, compileRegex), subject);
}

export function decideInOrder(ordered: readonly ReadyRule[], subject: RuleSubject): Decision {
  const stem = normaliseStem(subject.stem);
  const eligible: ReadyRule[] = [];
  const ineligible: { rule: CreditRule; failed: Condition }[] = [];
  for (const ready of ordered) {
    const failed = firstFailed(ready, subject, stem);
    if (failed === null) eligible.push(ready);
    else ineligible.push({ rule: ready.rule, failed });
  }
  const [winner, ...others] = eligible;
  if (winner === undefined) return { chosen: null, losers: [], ineligible };
  const losers = others.map(({ rule, key }) => ({ rule, lostAt: levelBetween(winner.key, key) }));
  return {
    chosen: { rule: winner.rule, decidedBy: losers[0]?.lostAt ?? 'only-candidate' },
    losers,
    ineligible,
  };
}

/** The plain way to the choice alone: ask one rule after the other until two are eligible. */
export function chooseInOrder(ordered: readonly ReadyRule[], subject: RuleSubject): Choice | null {
  const stem = normaliseStem(subject.stem);
  let winner: ReadyRule | null = null;
  for (const ready of ordered) {
    if (firstFailed(ready, subject, stem) !== null) continue;
    if (winner !== null) return { rule: winner.rule, decidedBy: levelBetween(winner.key, ready.key) };
    winner = ready;
  }
  return winner === null ? null : { rule: winner.rule, decidedBy: 'only-candidate' };
}

/** null: eligible. Created-at limits nothing (R8). `stem` is normalised. Source: semantics R1. */
function firstFailed({ rule, description }: ReadyRule, subject: RuleSubject, stem: string): Condition | null {
  if (!rule.active) return 'active';
  if (!description.matches(stem)) return 'description';
  if (!isApplicable(rule, subject.period)) return 'period';
  if (!inScope(rule.customers, subject.customer)) return 'customer';
  if (!inScope(rule.resellers, subject.reseller)) return 'reseller';
  if (!inScope(rule.services, subject.service)) return 'service';
  return null;
}

/** Against the credit's billing period, never today; both ends belong to it (R1). */
export function isApplicable(rule: CreditRule, period: BillingPeriod): boolean {
  return (
    (rule.firstPeriod === null || rule.firstPeriod <= period) &&
    (rule.lastPeriod === null || period <= rule.lastPeriod)
  );
}
