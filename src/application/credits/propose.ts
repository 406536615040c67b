import { amountOf, type Credit } from '../../domain/credit/credit.ts';
import type { OwnerAccount } from '../../domain/credit-record/owner-account.ts';
import type { CreditRule } from '../../domain/credit-rule/credit-rule.ts';
import type { Choice } from '../../domain/credit-rule/decide.ts';
import { type RuleBook, ruleBook } from '../../domain/credit-rule/rule-book.ts';
import type { Holders, Owner } from '../../domain/party/holders.ts';
import type { NoRulePolicy } from '../../domain/party/settings.ts';
import { proposeShares } from '../../domain/split/propose-shares.ts';
import type { Share } from '../../domain/split/share.ts';
import { shareList } from '../../domain/split/share-list.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { holdersOf } from '../parties/holders-of.ts';
import { type Ownership, ownershipOf } from '../parties/ownership.ts';

export type HeldBecause = 'no-rule' | 'unmapped-account' | 'unmapped-owner' | 'estimated' | 'refund';

/** What a rule run would do with a credit, or why it waits. */
export type Proposal = {
  /** Who held the account that used the credit (P2); null: nobody. */
  readonly consumer: Owner | null;
  /** Whose credit it was (A8). */
  readonly ownerAccount: OwnerAccount;
  /** For whom it is divided: the consumer, or the owner account's holder where the rule says so (R10). */
  readonly owner: Owner | null;
  /** The usage account in whose name the shares are. */
  readonly account: string;
  readonly chosen: Choice | null;
  /** The policy that speaks where no rule does; null when a rule was chosen or the credit is held. */
  readonly policy: Exclude<NoRulePolicy, 'hold'> | null;
  readonly shares: readonly Share[] | null;
  readonly heldBecause: HeldBecause | null;
};

/** Proposes for one credit after the other, all from the same rules, tenures, records and policy (P2, R, S, R6). */
export type Proposer = {
  readonly propose: (credit: Credit) => Proposal;
  /** As if the credit had been used on another account, and divided for that account's holder (S4). */
  readonly proposeMoved: (credit: Credit, usageAccount: string) => Proposal;
  readonly rules: RuleBook;
  readonly holders: Holders;
};

/** What a proposal follows from besides the rules. */
export type ProposerFacts = {
  readonly holders: Holders;
  readonly noRule: NoRulePolicy;
  readonly ownership: Ownership;
};

/** For these credits: what AWS's records say of them is read ahead. */
export async function proposerOf(
  desk: Desk,
  shelves: Shelves,
  credits: readonly Credit[],
  rules?: readonly CreditRule[],
): Promise<Proposer> {
  const book = ruleBook(rules ?? (await shelves.rules.newest()), desk.compileRegex);
  return proposer(book, {
    holders: await holdersOf(shelves),
    noRule: (await shelves.settings.load()).noRule,
    ownership: await ownershipOf(shelves, credits),
  });
}

export function proposer(rules: RuleBook, facts: ProposerFacts): Proposer {
  return {
    propose: (credit) => proposalFor(credit, credit.usageAccount, false, rules, facts),
    proposeMoved: (credit, usageAccount) => proposalFor(credit, usageAccount, true, rules, facts),
    rules,
    holders: facts.holders,
  };
}

function proposalFor(
  credit: Credit,
  usageAccount: string,
  moved: boolean,
  rules: RuleBook,
  { holders, noRule, ownership }: ProposerFacts,
): Proposal {
  const { period, service, description } = credit;
  const consumer = holders.ofCredit(usageAccount, period);
  const ownerAccount = ownership(credit);
  const waiting = credit.final ? null : 'estimated';
  const used = { consumer, ownerAccount, owner: consumer, account: usageAccount };
  const nobody = { ...used, chosen: null, policy: null, shares: null };
  if (credit.kind === 'partner_discount') return { ...nobody, heldBecause: waiting };
  if (credit.kind === 'refund') return { ...nobody, heldBecause: waiting ?? 'refund' };
  if (consumer === null) return { ...nobody, heldBecause: waiting ?? 'unmapped-account' };
  const chosen = rules.choose({ stem: description, ...consumer, service, period });
  const forOwner = chosen?.rule.forWhom === 'owner' && !moved;
  const account = forOwner ? ownerAccount.account : usageAccount;
  const owner = forOwner ? holders.ofCredit(account, period) : consumer;
  if (owner === null) return { ...nobody, owner, account, chosen, heldBecause: waiting ?? 'unmapped-owner' };
  const amount = amountOf(credit.exact, credit.currency);
  const { shares, heldBecause } = proposeShares(amount, owner, chosen?.rule ?? null, noRule);
  return {
    ...used,
    owner,
    account,
    chosen,
    policy: chosen === null && noRule !== 'hold' ? noRule : null,
    shares: shares === null ? null : shareList(shares, owner),
    heldBecause: waiting ?? heldBecause,
  };
}
