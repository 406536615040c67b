import type { ScopeView } from '../../../contract/rules.ts';

const SCOPES = ['customers', 'resellers', 'services'] as const;

/** All three scopes of a rule in words; what is not narrowed is left out. */
export function scopesWords(terms: { readonly [of in (typeof SCOPES)[number]]: ScopeView }): string {
  const narrowed = SCOPES.filter((of) => terms[of].kind !== 'all');
  return narrowed.length === 0 ? 'everybody' : narrowed.map((of) => scopeWords(terms[of], of)).join(', ');
}

/** A scope in words: `all customers`, `only 2 customers`, `all but 1 service`. */
export function scopeWords(scope: ScopeView, things: string): string {
  if (scope.kind === 'all') return `all ${things}`;
  const count = scope.ids.length;
  const noun = count === 1 ? things.replace(/s$/, '') : things;
  return `${scope.kind === 'only' ? 'only' : 'all but'} ${count} ${noun}`;
}
