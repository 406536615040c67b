import type { BillingPeriod } from '../period/billing-period.ts';
import type { CreditRule } from './credit-rule.ts';
import {
  type Choice,
  type Decision,
  decideInOrder,
  isApplicable,
  type ReadyRule,
  type RuleSubject,
  readyInOrder,
} from './decide.ts';
import type { CompileRegex } from './description.ts';
import { indexDescriptions } from './description-index.ts';
import { levelBetween } from './order.ts';
import {
  addRank,
  emptyRanks,
  nextCommonRank,
  type RankPool,
  type RankSet,
  rankPool,
  releaseRanks,
} from './rank-set.ts';
import { indexScopes } from './scope-index.ts';

/** The rules made ready for many credits. `choose` and `explain` always agree; `choose` is the fast one. */
export type RuleBook = {
  readonly choose: (subject: RuleSubject) => Choice | null;
  readonly explain: (subject: RuleSubject) => Decision;
  /** R4's order, active or not. */
  readonly order: readonly CreditRule[];
};

/** What each index may remember, in words of 32 ranks: 64 MB. */
const MOST_WORDS = 16_000_000;

/**
 * Every condition of R1 answers with the set of ranks that meet it; the first rank in all of them has won, the
 * second one tells at which level. Source: semantics R1, R4, R5.
 */
export function ruleBook(
  rules: readonly CreditRule[],
  compileRegex: CompileRegex,
  mostWords: number = MOST_WORDS,
): RuleBook {
  const ordered = readyInOrder(rules, compileRegex);
  const pool = rankPool(ordered.length, mostWords);
  const descriptions = indexDescriptions(ordered, pool);
  const byPeriod = indexPeriods(ordered, pool);
  const byCustomer = indexScopes(
    ordered.map(({ rule }) => rule.customers),
    pool,
  );
  const byReseller = indexScopes(
    ordered.map(({ rule }) => rule.resellers),
    pool,
  );
  const byService = indexScopes(
    ordered.map(({ rule }) => rule.services),
    pool,
  );

  const choose = (subject: RuleSubject): Choice | null => {
    const stem = descriptions.answerTo(subject.stem);
    const sets = {
      description: stem.ranks,
      period: byPeriod(subject.period),
      customer: byCustomer(subject.customer),
      reseller: byReseller(subject.reseller),
      service: byService(subject.service),
    };
    let winner: ReadyRule | null = null;
    for (let rank = nextCommonRank(pool, sets, 0); rank >= 0; rank = nextCommonRank(pool, sets, rank + 1)) {
      if (!descriptions.confirms(stem, rank)) {
        sets.description = stem.ranks;
        continue;
      }
      const ready = ordered[rank] as ReadyRule;
      if (winner !== null) return { rule: winner.rule, decidedBy: levelBetween(winner.key, ready.key) };
      winner = ready;
    }
    return winner === null ? null : { rule: winner.rule, decidedBy: 'only-candidate' };
  };

  return {
    choose,
    explain: (subject) => decideInOrder(ordered, subject),
    order: ordered.map(({ rule }) => rule),
  };
}

function indexPeriods(ordered: readonly ReadyRule[], pool: RankPool): (period: BillingPeriod) => RankSet {
  const kept = new Map<BillingPeriod, RankSet>();
  return (period) => {
    const known = kept.get(period);
    if (known !== undefined) return known;
    const set = emptyRanks(pool);
    ordered.forEach(({ rule }, rank) => {
      if (isApplicable(rule, period)) addRank(pool, set, rank);
    });
    if (kept.size >= pool.mostKept) {
      releaseRanks(pool, [...kept.values()]);
      kept.clear();
    }
    kept.set(period, set);
    return set;
  };
}
