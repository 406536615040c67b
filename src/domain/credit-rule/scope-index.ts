import type { Scope } from './credit-rule.ts';
import {
  addRank,
  copyRanks,
  emptyRanks,
  type RankPool,
  type RankSet,
  releaseRanks,
  removeRank,
} from './rank-set.ts';

/** Which ranks' scopes hold for an id; null is a direct customer's missing reseller (R3). */
export type ScopeIndex = (id: string | null) => RankSet;

/** An id that some rules name, and once it was asked for, the ranks whose scopes hold for it. */
type Named = { readonly ranks: number[]; set: RankSet | null };

/** `scopes[rank]` is the scope of the rule at that rank. An id that no rule names shares one set with all others like it. */
export function indexScopes(scopes: readonly Scope[], pool: RankPool): ScopeIndex {
  const unnamed = emptyRanks(pool);
  const named = new Map<string, Named>();
  scopes.forEach((scope, rank) => {
    if (scope.kind !== 'only') addRank(pool, unnamed, rank);
    if (scope.kind === 'all') return;
    for (const id of scope.ids) {
      const same = named.get(id);
      if (same === undefined) named.set(id, { ranks: [rank], set: null });
      else same.ranks.push(rank);
    }
  });

  const kept: RankSet[] = [];
  const setFor = (naming: Named): RankSet => {
    if (kept.length >= pool.mostKept) {
      for (const other of named.values()) other.set = null;
      releaseRanks(pool, kept);
    }
    const set = copyRanks(pool, unnamed);
    for (const rank of naming.ranks) {
      if (scopes[rank]?.kind === 'only') addRank(pool, set, rank);
      else removeRank(pool, set, rank);
    }
    naming.set = set;
    kept.push(set);
    return set;
  };

  return (id) => {
    if (id === null) return unnamed;
    const naming = named.get(id);
    return naming === undefined ? unnamed : (naming.set ?? setFor(naming));
  };
}
