import type { Percent } from '../money/percent.ts';
import type { Minor } from '../money/minor.ts';
import type { Owner } from '../party/holders.ts';
import type { NoRulePolicy } from '../party/settings.ts';
import type { Share } from './share.ts';
import { splitCredit } from './split-credit.ts';

export type SplitPercents = { readonly customerPercent: Percent; readonly resellerPercent: Percent };

/** The shares a rule's percentages give of a credit to its owner, the reseller between, and the distributor (S2, S3). */
export function sharesByPercents(amount: Minor, percents: SplitPercents, owner: Owner): Share[] {
  const split = splitCredit(amount, percents, owner.reseller === null);
  return [
    { party: 'customer', id: owner.customer, reseller: owner.reseller, amount: split.customer },
    ...(owner.reseller === null ? [] : [{ party: 'reseller', id: owner.reseller, amount: split.reseller } as const]),
    { party: 'distributor', amount: split.distributor },
  ];
}

/** What happens without a rule (R6): everything to the customer, or everything kept. `hold` has no shares. */
export function sharesByPolicy(amount: Minor, policy: Exclude<NoRulePolicy, 'hold'>, owner: Owner): Share[] {
  if (policy === 'retain') return [{ party: 'distributor', amount }];
  return [{ party: 'customer', id: owner.customer, reseller: owner.reseller, amount }];
}
