import type { ScopeView } from '../../../contract/rules.ts';

/** A scope in words: `all customers`, `only 2 customers`, `all but 1 service`. */
export function scopeWords(scope: ScopeView, things: string): string {
  if (scope.kind === 'all') return `all ${things}`;
  const count = scope.ids.length;
  const noun = count === 1 ? things.replace(/s$/, '') : things;
  return `${scope.kind === 'only' ? 'only' : 'all but'} ${count} ${noun}`;
}
