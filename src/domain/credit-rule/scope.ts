import type { Scope } from './credit-rule.ts';

/**
 * Whether a party or service is meant. null is a direct customer's missing reseller: it satisfies All and
 * Only excluded, never Only selected. Source: semantics R3.
 */
export function inScope(scope: Scope, id: string | null): boolean {
  if (scope.kind === 'all') return true;
  const named = id !== null && scope.ids.includes(id);
  return scope.kind === 'only' ? named : !named;
}

/** Only excluded with an empty list is All; a list names each id once. Source: semantics R3. */
export function storedScope(scope: Scope): Scope {
  if (scope.kind === 'all') return scope;
  const ids = [...new Set(scope.ids)];
  return scope.kind === 'except' && ids.length === 0 ? { kind: 'all' } : { kind: scope.kind, ids };
}

/** True when `outer` means everything that `inner` means. Nobody knows all ids, so no list ever amounts to All. */
export function scopeCovers(outer: Scope, inner: Scope): boolean {
  if (outer.kind === 'all') return true;
  if (outer.kind === 'only') return inner.kind === 'only' && isSubset(inner.ids, outer.ids);
  if (inner.kind === 'all') return outer.ids.length === 0;
  return inner.kind === 'except' ? isSubset(outer.ids, inner.ids) : !sharesAny(inner.ids, outer.ids);
}

/** True when something is meant by both. */
export function scopesMeet(a: Scope, b: Scope): boolean {
  if (a.kind !== 'only') return b.kind !== 'only' || b.ids.some((id) => inScope(a, id));
  return a.ids.some((id) => inScope(b, id));
}

function isSubset(ids: readonly string[], of: readonly string[]): boolean {
  if (ids.length < 2) return ids.every((id) => of.includes(id));
  const all = new Set(of);
  return ids.every((id) => all.has(id));
}

function sharesAny(ids: readonly string[], others: readonly string[]): boolean {
  const all = new Set(others);
  return ids.some((id) => all.has(id));
}
