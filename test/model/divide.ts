import { sum } from './exact.ts';
import {
  bookingDay,
  type Credit,
  type Division,
  type Edge,
  type Grant,
  leftOf,
  type Pages,
  type Share,
  sameEdge,
} from './pages.ts';
import { firstDay, lastDay } from './who.ts';

/** A credit gets a division in place of the one it had. `byCloud`: the cloud changed its total (N2). */
export type Order = { readonly credit: Credit; readonly to: Division; readonly byCloud: boolean };

type Change = { readonly edge: Edge; readonly amount: bigint };

/** L2: what a set of shares grants, on every edge of the chain. */
function grantsOf(shares: readonly Share[], currency: string): Change[] {
  return shares.flatMap((share): Change[] => {
    if (share.party === 'distributor') return [];
    const { id, amount } = share;
    if (share.party === 'reseller') return [{ edge: { seller: 'distributor', buyer: id, currency }, amount }];
    if (share.reseller === null) return [{ edge: { seller: 'distributor', buyer: id, currency }, amount }];
    return [
      { edge: { seller: 'distributor', buyer: share.reseller, currency }, amount },
      { edge: { seller: share.reseller, buyer: id, currency }, amount },
    ];
  });
}

function changesOf({ credit, to }: Order): Change[] {
  const all = [
    ...grantsOf(to.shares, credit.currency),
    ...grantsOf(credit.division?.shares ?? [], credit.currency).map(({ edge, amount }) => ({
      edge,
      amount: -amount,
    })),
  ];
  const edges = all.map((change) => change.edge);
  const distinct = edges.filter((edge, at) => edges.findIndex((other) => sameEdge(other, edge)) === at);
  return distinct.map((edge) => ({
    edge,
    amount: sum(all.filter((change) => sameEdge(change.edge, edge)).map((change) => change.amount)),
  }));
}

/** C4: in one run all grants are made before any withdrawal. */
export function divide(pages: Pages, orders: readonly Order[]): void {
  const changes = orders.map((order) => ({ order, changes: changesOf(order) }));
  for (const { order, changes: of } of changes) {
    for (const { edge, amount } of of)
      if (amount > 0n) pages.grants.push(grantOf(pages, order, edge, amount));
  }
  for (const { order, changes: of } of changes) {
    for (const { edge, amount } of of) if (amount < 0n) takeBack(pages, order, edge, -amount);
  }
  for (const { credit, to } of orders) {
    credit.division = { ...to, version: versionAfter(credit) };
  }
}

function versionAfter(credit: Credit): number {
  return (credit.division?.version ?? 0) + 1;
}

function grantOf(pages: Pages, { credit, to }: Order, edge: Edge, amount: bigint): Grant {
  const key = JSON.stringify([credit.id, versionAfter(credit), edge.seller, edge.buyer]);
  return {
    ...edge,
    id: pages.label('grt', key),
    credit,
    account: to.account,
    starts: firstDay(credit.period),
    ends: null,
    grantedOn: bookingDay(pages, lastDay(credit.period)),
    granted: amount,
    reserved: 0n,
    applied: 0n,
    expired: 0n,
    withdrawn: 0n,
    keptBack: 0n,
  };
}

/**
 * C4, L7, R10: in the name of the same account, the same stem and owner first, newest first; then other cloud grants;
 * never one added by hand. Of each of the two what is left, then what the seller had taken for itself; the rest is a
 * debit. The law does not say whose come first when a person divides a credit anew: its own do.
 */
function takeBack(pages: Pages, { credit, to, byCloud }: Order, edge: Edge, amount: bigint): void {
  const isOwn = (grant: Grant): boolean => !byCloud && grant.credit === credit;
  const isKin = (grant: Grant): boolean =>
    grant.credit !== null &&
    grant.account === to.account &&
    grant.credit.stem === credit.stem &&
    grant.credit.owner === credit.owner;
  const newestFirst = pages.grants
    .filter((grant) => sameEdge(grant, edge) && grant.credit !== null)
    .toReversed();
  const inTurn = [
    newestFirst.filter(isOwn),
    newestFirst.filter((grant) => !isOwn(grant) && isKin(grant)),
    newestFirst.filter((grant) => !isOwn(grant) && !isKin(grant)),
  ];
  let left = amount;
  for (const grants of inTurn) {
    for (const grant of grants) {
      const part = leftOf(grant) < left ? leftOf(grant) : left;
      grant.withdrawn += part;
      left -= part;
    }
    for (const grant of grants) {
      const part = grant.keptBack < left ? grant.keptBack : left;
      grant.keptBack -= part;
      left -= part;
    }
  }
  if (left === 0n) return;
  pages.debits.push({ ...edge, amount: left, period: bookingDay(pages, lastDay(credit.period)).slice(0, 7) });
}
