import type { Minor } from '../money/minor.ts';

/** One party's part of a credit. A customer's share passes through its reseller, if it has one (L2). */
export type Share =
  | {
      readonly party: 'customer';
      readonly id: string;
      readonly reseller: string | null;
      readonly amount: Minor;
    }
  | { readonly party: 'reseller'; readonly id: string; readonly amount: Minor }
  | { readonly party: 'distributor'; readonly amount: Minor };

/** Sum over all parties; for an assigned credit this is the credit's amount (S2). */
export function totalOf(shares: readonly Share[]): Minor {
  return shares.reduce((sum, share) => sum + share.amount, 0n);
}

/** What the parties of one kind get together. */
export function partOf(shares: readonly Share[], party: Share['party']): Minor {
  return shares.reduce((sum, share) => (share.party === party ? sum + share.amount : sum), 0n);
}
