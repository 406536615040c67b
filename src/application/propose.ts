import { amountOf, type Credit } from '../domain/credit/credit.ts';
import type { CreditRule } from '../domain/credit-rule/credit-rule.ts';
import type { Choice } from '../domain/credit-rule/decide.ts';
import { type RuleBook, ruleBook } from '../domain/credit-rule/rule-book.ts';
import type { Holders, Owner } from '../domain/party/holders.ts';
import type { NoRulePolicy } from '../domain/party/settings.ts';
import { proposeShares } from '../domain/split/propose-shares.ts';
import type { Share } from '../domain/split/share.ts';
import { shareList } from '../domain/split/share-list.ts';
import type { Shelves } from './book.ts';
import type { Desk } from './desk.ts';
import { holdersOf } from './holders-of.ts';

export type HeldBecause = 'no-rule' | 'unmapped-account' | 'estimated' | 'refund';

/** What a rule run would do with a credit, or why it waits. */
export type Proposal = {
  readonly owner: Owner | null;
  readonly chosen: Choice | null;
  /** The policy that speaks where no rule does; null when a rule was chosen or the credit is held. */
  readonly policy: Exclude<NoRulePolicy, 'hold'> | null;
  readonly shares: readonly Share[] | null;
  readonly heldBecause: HeldBecause | null;
};

/** Proposes for one credit after the other, all from the same rules, tenures and policy (P2, R, S, R6). */
export type Proposer = {
  readonly propose: (credit: Credit) => Proposal;
  readonly rules: RuleBook;
  readonly holders: Holders;
};

export async function proposerOf(
  desk: Desk,
  shelves: Shelves,
  rules?: readonly CreditRule[],
): Promise<Proposer> {
  const book = ruleBook(rules ?? (await shelves.rules.newest()), desk.compileRegex);
  return proposer(book, await holdersOf(shelves), (await shelves.settings.load()).noRule);
}

export function proposer(rules: RuleBook, holders: Holders, noRule: NoRulePolicy): Proposer {
  const propose = (credit: Credit): Proposal => {
    const owner = holders.ofCredit(credit.usageAccount, credit.period);
    const waiting = credit.final ? null : 'estimated';
    const nobody = { owner, chosen: null, policy: null, shares: null };
    if (credit.kind === 'partner_discount') return { ...nobody, heldBecause: waiting };
    if (credit.kind === 'refund') return { ...nobody, heldBecause: waiting ?? 'refund' };
    if (owner === null) return { ...nobody, heldBecause: waiting ?? 'unmapped-account' };
    const { period, service, description } = credit;
    const chosen = rules.choose({ stem: description, ...owner, service, period });
    const amount = amountOf(credit.exact, credit.currency);
    const { shares, heldBecause } = proposeShares(amount, owner, chosen?.rule ?? null, noRule);
    return {
      owner,
      chosen,
      policy: chosen === null && noRule !== 'hold' ? noRule : null,
      shares: shares === null ? null : shareList(shares, owner),
      heldBecause: waiting ?? heldBecause,
    };
  };
  return { propose, rules, holders };
}
