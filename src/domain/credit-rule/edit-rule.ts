import { storedTerms } from './check-terms.ts';
import { instantOf } from './created-at.ts';
import type { CreditRule, CreditRuleTerms, Scope } from './credit-rule.ts';

/** The terms were checked (checkTerms). `sequence` is the next of the whole book. */
export function newRule(
  terms: CreditRuleTerms,
  born: Pick<CreditRule, 'id' | 'createdAt' | 'sequence'>,
): CreditRule {
  return {
    ...storedTerms(terms),
    id: born.id,
    version: 1,
    createdAt: born.createdAt,
    sequence: born.sequence,
  };
}

/** A new version; created-at and insertion order stay those of the first, so its place by date stays. Source: R7, P5. */
export function editRule(existing: CreditRule, terms: CreditRuleTerms): CreditRule {
  const { id, version, createdAt, sequence } = existing;
  return { ...storedTerms(terms), id, version: version + 1, createdAt, sequence };
}

/** Deleting a rule: a new version that never competes. Source: semantics R7. */
export function deactivateRule(existing: CreditRule): CreditRule {
  return editRule(existing, { ...existing, active: false });
}

/** True when loading `terms` over `existing` would change nothing (P5). The order inside a list means nothing. */
export function sameTerms(existing: CreditRuleTerms, terms: CreditRuleTerms): boolean {
  return contentOf(existing) === contentOf(terms);
}

/** False: the load is to be refused, a rule's created-at never changes (P5). */
export function sameCreatedAt(a: string, b: string): boolean {
  return instantOf(a) === instantOf(b);
}

function contentOf(terms: CreditRuleTerms): string {
  const stored = storedTerms(terms);
  return JSON.stringify([
    stored.name,
    stored.description,
    stored.match,
    stored.customerPercent.toString(),
    stored.resellerPercent.toString(),
    stored.forWhom,
    stored.firstPeriod,
    stored.lastPeriod,
    ...[stored.customers, stored.resellers, stored.services].map(scopeContent),
    stored.note,
    stored.active,
  ]);
}

export function scopeContent(scope: Scope): readonly string[] {
  return scope.kind === 'all' ? [scope.kind] : [scope.kind, ...scope.ids.toSorted()];
}
