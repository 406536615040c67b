import type { Scope } from './credit-rule.ts';
import { addRank, copyRanks, emptyRanks, type RankSet, removeRank } from './rank-set.ts';

/** Which ranks' scopes hold for an id; null is a direct customer's missing reseller (R3). */
export type ScopeIndex = (id: string | null) => RankSet;

/** 64 MB of words: what is kept for the ids seen so far is forgotten beyond that. */
const MOST_WORDS_KEPT = 16_000_000;

/** `scopes[rank]` is the scope of the rule at that rank. An id that no rule names shares one set with all others like it. */
export function indexScopes(scopes: readonly Scope[]): ScopeIndex {
  const unnamed = emptyRanks(scopes.length);
  const naming = new Map<string, number[]>();
  scopes.forEach((scope, rank) => {
    if (scope.kind !== 'only') addRank(unnamed, rank);
    if (scope.kind === 'all') return;
    for (const id of scope.ids) {
      const ranks = naming.get(id);
      if (ranks === undefined) naming.set(id, [rank]);
      else ranks.push(rank);
    }
  });

  const mostKept = Math.ceil(MOST_WORDS_KEPT / unnamed.length);
  const kept = new Map<string, RankSet>();
  const setFor = (ranks: readonly number[]): RankSet => {
    const set = copyRanks(unnamed);
    for (const rank of ranks) {
      if (scopes[rank]?.kind === 'only') addRank(set, rank);
      else removeRank(set, rank);
    }
    return set;
  };

  return (id) => {
    if (id === null) return unnamed;
    const known = kept.get(id);
    if (known !== undefined) return known;
    const ranks = naming.get(id);
    if (ranks === undefined) return unnamed;
    if (kept.size >= mostKept) kept.clear();
    const set = setFor(ranks);
    kept.set(id, set);
    return set;
  };
}
