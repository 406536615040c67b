import { divide } from './divide.ts';
import { type Grant, leftOf, type Pages, Refused, type Share } from './pages.ts';

/** L6, L7: what a seller takes back of a credit's grant it keeps, until the cloud wants it. */
export function withdraw(pages: Pages, id: string, amount: bigint | null): void {
  const grant = changeable(pages, id);
  const taken = amount ?? leftOf(grant);
  if (taken <= 0n || taken > leftOf(grant)) throw new Refused('more-than-left');
  grant.withdrawn += taken;
  if (grant.credit !== null) grant.keptBack += taken;
}

/** L7: what is left goes to the new seller, as another division of its credit. */
export function moveGrant(pages: Pages, id: string, seller: string): void {
  const grant = changeable(pages, id);
  const { credit } = grant;
  if (credit?.division == null) throw new Refused('own-pocket');
  if (seller === grant.seller) throw new Refused('same-seller');
  if (!buysFrom(pages, grant.buyer, seller)) throw new Refused('not-a-buyer');
  const { shares } = credit.division;
  const moved = leftOf(grant);
  const through = (of: string): string | null => (of === 'distributor' ? null : of);
  const isShareOf = (share: Share, of: string): boolean =>
    share.party === 'customer' && share.id === grant.buyer && share.reseller === through(of);
  const none = (of: string): Share[] =>
    shares.some((share) => isShareOf(share, of))
      ? []
      : [{ party: 'customer', id: grant.buyer, reseller: through(of), amount: 0n }];
  const all = [...shares, ...none(grant.seller), ...none(seller)];
  const after = all.map((share): Share => {
    if (isShareOf(share, grant.seller)) return { ...share, amount: share.amount - moved };
    return isShareOf(share, seller) ? { ...share, amount: share.amount + moved } : share;
  });
  const to = { ...credit.division, by: 'hand' as const, rule: null, shares: after };
  divide(pages, [{ credit, to, byCloud: false }]);
}

function buysFrom(pages: Pages, buyer: string, seller: string): boolean {
  if (pages.resellers.has(buyer)) return seller === 'distributor';
  const tenures = pages.resellerTenures.get(buyer) ?? [];
  return tenures.some((tenure) => (tenure.holder ?? 'distributor') === seller);
}

function changeable(pages: Pages, id: string): Grant {
  const grant = pages.grants.find((one) => one.id === id);
  if (grant === undefined) throw new Refused('unknown-grant');
  if (leftOf(grant) === 0n) throw new Refused('nothing-left');
  return grant;
}
