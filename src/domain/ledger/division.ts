import type { Currency } from '../money/currency.ts';
import type { Minor } from '../money/minor.ts';
import { DISTRIBUTOR } from '../party/party.ts';
import type { Share } from '../split/share.ts';
import { keptBy, receivedBy, UNALLOCATED } from './account.ts';
import { movedMinor, type Posting } from './entry.ts';
import { type Edge, edgeKey } from './grant.ts';

/** How much the balance of one buyer at one seller moves. */
export type EdgeAmount = { readonly edge: Edge; readonly amount: Minor };

/**
 * The change from one division of a credit to another, along the chain of sellers: the distributor grants the
 * reseller its own share and its customers', the reseller grants each customer its share (L2). Zero changes are
 * left out, so dividing the same way twice moves nothing.
 */
export function edgeChanges(
  before: readonly Share[],
  after: readonly Share[],
  currency: Currency,
): EdgeAmount[] {
  const changes = new Map<string, EdgeAmount>();
  const add = (seller: string, buyer: string, amount: Minor): void => {
    const edge = { seller, buyer, currency };
    const key = edgeKey(edge);
    changes.set(key, { edge, amount: (changes.get(key)?.amount ?? 0n) + amount });
  };
  for (const { share, amount } of signed(before, after)) {
    if (share.party === 'reseller') add(DISTRIBUTOR, share.id, amount);
    if (share.party !== 'customer') continue;
    if (share.reseller !== null) add(DISTRIBUTOR, share.reseller, amount);
    add(share.reseller ?? DISTRIBUTOR, share.id, amount);
  }
  return [...changes.values()].filter(({ amount }) => amount !== 0n);
}

/** What the distributor and the resellers keep for themselves. */
export function keptPostings(
  before: readonly Share[],
  after: readonly Share[],
  currency: Currency,
): Posting[] {
  const kept = new Map<string, Minor>();
  for (const { share, amount } of signed(before, after)) {
    if (share.party === 'customer') continue;
    const party = share.party === 'reseller' ? share.id : DISTRIBUTOR;
    kept.set(party, (kept.get(party) ?? 0n) + amount);
  }
  return [...kept].flatMap(([party, amount]) => {
    const source = party === DISTRIBUTOR ? UNALLOCATED : receivedBy(party);
    return movedMinor(source, keptBy(party), amount, currency);
  });
}

function signed(before: readonly Share[], after: readonly Share[]): { share: Share; amount: Minor }[] {
  return [
    ...before.map((share) => ({ share, amount: -share.amount })),
    ...after.map((share) => ({ share, amount: share.amount })),
  ];
}
