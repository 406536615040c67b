import type { Owner } from '../party/holders.ts';
import type { Share } from './share.ts';
import type { Shares } from './split-credit.ts';

/** The three parts of a credit as shares of its owner, of the reseller between, and of the distributor (L2). */
export function shareList(shares: Shares, owner: Owner): Share[] {
  return [
    { party: 'customer', id: owner.customer, reseller: owner.reseller, amount: shares.customer },
    ...(owner.reseller === null
      ? []
      : [{ party: 'reseller', id: owner.reseller, amount: shares.reseller } as const]),
    { party: 'distributor', amount: shares.distributor },
  ];
}
