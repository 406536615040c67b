import type { Minor } from '../money/minor.ts';
import { HUNDRED_PERCENT } from '../money/percent.ts';
import type { Owner } from '../party/holders.ts';
import type { NoRulePolicy } from '../party/settings.ts';
import { type SharePercents, type Shares, splitCredit } from './split-credit.ts';

/** Who would get what of a credit, or why it waits. */
export type ShareProposal =
  | { readonly shares: Shares; readonly heldBecause: null }
  | { readonly shares: null; readonly heldBecause: 'unmapped-account' | 'no-rule' };

const NO_RULE_SHARES: Readonly<Record<Exclude<NoRulePolicy, 'hold'>, SharePercents>> = {
  'pass-through': { customerPercent: HUNDRED_PERCENT, resellerPercent: 0n },
  retain: { customerPercent: 0n, resellerPercent: 0n },
};

/**
 * The chosen rule's shares; without a rule those of the policy. A 0/0 rule is a decision, and an unmapped account
 * is held whatever the rules or the policy say. Source: semantics R6, S2, S3.
 */
export function proposeShares(
  amount: Minor,
  owner: Owner | null,
  chosen: SharePercents | null,
  noRule: NoRulePolicy,
): ShareProposal {
  if (owner === null) return { shares: null, heldBecause: 'unmapped-account' };
  if (chosen === null && noRule === 'hold') return { shares: null, heldBecause: 'no-rule' };
  const percents = chosen ?? NO_RULE_SHARES[noRule === 'retain' ? 'retain' : 'pass-through'];
  return { shares: splitCredit(amount, percents, owner.reseller === null), heldBecause: null };
}
