import { DISTRIBUTOR } from '../party/party.ts';

/** The name of a ledger account. The chart of accounts is this file. */
export type LedgerAccount = string;

/** Where a grant's money is: free, promised to a draft, used on an open statement, or lapsed. */
export type Bucket = 'available' | 'reserved' | 'applied' | 'expired';

/** Credits of a payer account that nobody has been assigned yet (P4). */
export const UNALLOCATED: LedgerAccount = `${DISTRIBUTOR}:unallocated`;

/** What rounding a credit to minor units sets aside, in exact decimals (C3). */
export const ROUNDING: LedgerAccount = `${DISTRIBUTOR}:rounding`;

/** Where credits come from. */
export function cloudAccount(payerAccount: string): LedgerAccount {
  return `cloud:${payerAccount}`;
}

/** A party's own share of credits. */
export function keptBy(party: string): LedgerAccount {
  return `${party}:kept`;
}

/** The other side of what the distributor granted a reseller: its balance is what was passed on plus kept (L2). */
export function receivedBy(reseller: string): LedgerAccount {
  return `${reseller}:received`;
}

/** What a seller gives out of its own pocket (L6). */
export function goodwillOf(seller: string): LedgerAccount {
  return `${seller}:goodwill`;
}

/** One balance per seller and buyer (L2), in its four buckets. */
export function balanceAccount(seller: string, buyer: string, bucket: Bucket): LedgerAccount {
  return `${seller}:${buyer}:${bucket}`;
}

/** What a buyer owes its seller because a credit it had used was taken back, and no open statement bills yet (C4). */
export function owedBy(seller: string, buyer: string): LedgerAccount {
  return `${seller}:${buyer}:owed`;
}

/** What open statements billed of it: from there on the statement is owed, no longer this. */
export function billedTo(seller: string, buyer: string): LedgerAccount {
  return `${seller}:${buyer}:billed`;
}

/** Where a seller's grants come from: the credits it was given, or its own pocket. */
export function fundingOf(seller: string, source: 'credit' | 'hand'): LedgerAccount {
  if (source === 'hand') return goodwillOf(seller);
  return seller === DISTRIBUTOR ? UNALLOCATED : receivedBy(seller);
}
