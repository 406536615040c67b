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
import { addRank, emptyRanks, nextCommonRank, type RankSet } from './rank-set.ts';
import { indexScopes } from './scope-index.ts';

/** The rules made ready for many credits. `choose` and `explain` always agree; `choose` is the fast one. */
export type RuleBook = {
  readonly choose: (subject: RuleSubject) => Choice | null;
  readonly explain: (subject: RuleSubject) => Decision;
  /** R4's order, active or not. */
  readonly order: readonly CreditRule[];
};

/**
 * Every condition of R1 answers with the set of ranks that meet it; the first rank in all of them has won, the
 * second one tells at which level. Source: semantics R1, R4, R5.
 */
export function ruleBook(rules: readonly CreditRule[], compileRegex: CompileRegex): RuleBook {
  const ordered = readyInOrder(rules, compileRegex);
  const descriptions = indexDescriptions(ordered);
  const byPeriod = indexPeriods(ordered);
  const byCustomer = indexScopes(ordered.map(({ rule }) => rule.customers));
  const byReseller = indexScopes(ordered.map(({ rule }) => rule.resellers));
  const byService = indexScopes(ordered.map(({ rule }) => rule.services));

  const choose = (subject: RuleSubject): Choice | null => {
    const stem = descriptions.answerTo(subject.stem);
    const period = byPeriod(subject.period);
    const customer = byCustomer(subject.customer);
    const reseller = byReseller(subject.reseller);
    const service = byService(subject.service);
    let winner: ReadyRule | null = null;
    let rank = nextCommonRank(stem.ranks, period, customer, reseller, service, 0);
    while (rank >= 0) {
      const ready = ordered[rank] as ReadyRule;
      if (descriptions.confirms(stem, rank)) {
        if (winner !== null) return { rule: winner.rule, decidedBy: levelBetween(winner.key, ready.key) };
        winner = ready;
      }
      rank = nextCommonRank(stem.ranks, period, customer, reseller, service, rank + 1);
    }
    return winner === null ? null : { rule: winner.rule, decidedBy: 'only-candidate' };
  };

  return {
    choose,
    explain: (subject) => decideInOrder(ordered, subject),
    order: ordered.map(({ rule }) => rule),
  };
}

const MOST_PERIODS_KEPT = 1_000;

function indexPeriods(ordered: readonly ReadyRule[]): (period: BillingPeriod) => RankSet {
  const kept = new Map<BillingPeriod, RankSet>();
  return (period) => {
    const known = kept.get(period);
    if (known !== undefined) return known;
    const set = emptyRanks(ordered.length);
    ordered.forEach(({ rule }, rank) => {
      if (isApplicable(rule, period)) addRank(set, rank);
    });
    if (kept.size >= MOST_PERIODS_KEPT) kept.clear();
    kept.set(period, set);
    return set;
  };
}
