import { instantOf } from './created-at.ts';
import type { CreditRule } from './credit-rule.ts';
import { isBlank } from './description.ts';

/** The levels of R4; the first at which two rules differ puts one before the other. */
export type OrderLevel = 'description' | 'customer' | 'reseller' | 'service' | 'created' | 'sequence';

const RANKING_CONDITIONS: readonly OrderLevel[] = ['description', 'customer', 'reseller', 'service'];

/** What R4 looks at, worked out once per rule. `conditions` counts 8, 4, 2, 1 for its first four levels. */
export type OrderKey = { readonly conditions: number; readonly created: bigint; readonly sequence: number };

/** One rule in the order, and the level at which it stands behind the rule before it (null: it is the first). */
export type PlacedRule = {
  readonly rule: CreditRule;
  readonly place: number;
  readonly behind: OrderLevel | null;
};

export function orderKeyOf(rule: CreditRule): OrderKey {
  const conditions =
    (isBlank(rule.description) ? 0 : 8) +
    (rule.customers.kind === 'only' ? 4 : 0) +
    (rule.resellers.kind === 'only' ? 2 : 0) +
    (rule.services.kind === 'only' ? 1 : 0);
  return { conditions, created: instantOf(rule.createdAt), sequence: rule.sequence };
}

/** Negative when `a` comes first. Source: semantics R4. */
export function compareKeys(a: OrderKey, b: OrderKey): number {
  if (a.conditions !== b.conditions) return b.conditions - a.conditions;
  if (a.created !== b.created) return a.created > b.created ? -1 : 1;
  return b.sequence - a.sequence;
}

/** The first level of R4 at which the two differ. */
export function levelBetween(a: OrderKey, b: OrderKey): OrderLevel {
  const difference = a.conditions ^ b.conditions;
  if (difference !== 0) return RANKING_CONDITIONS[Math.clz32(difference) - 28] ?? 'service';
  return a.created !== b.created ? 'created' : 'sequence';
}

/** The fixed order in which rules are asked, active or not. Source: semantics R4. */
export function evaluationOrder(rules: readonly CreditRule[]): CreditRule[] {
  return inOrder(rules).map(({ rule }) => rule);
}

/** The same order with the reason for each place: for the rules screen and `rules list`. */
export function placesInOrder(rules: readonly CreditRule[]): PlacedRule[] {
  const ordered = inOrder(rules);
  return ordered.map(({ rule, key }, at) => {
    const before = ordered[at - 1];
    return { rule, place: at + 1, behind: before === undefined ? null : levelBetween(before.key, key) };
  });
}

function inOrder(rules: readonly CreditRule[]): { readonly rule: CreditRule; readonly key: OrderKey }[] {
  return rules.map((rule) => ({ rule, key: orderKeyOf(rule) })).sort((a, b) => compareKeys(a.key, b.key));
}
