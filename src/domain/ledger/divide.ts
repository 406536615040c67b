import type { Credit } from '../credit/credit.ts';
import { firstDayOf, periodOf } from '../period/billing-period.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import type { Share } from '../split/share.ts';
import { balanceAccount, fundingOf, keptBy, type LedgerAccount, owedBy } from './account.ts';
import { type EdgeAmount, edgeChanges, keptPostings } from './division.ts';
import { type Entry, type EntryKind, movedMinor, type Posting } from './entry.ts';
import type { Grant } from './grant.ts';
import type { Debit, GrantShelf, Lot } from './grant-shelf.ts';

/** One credit to be divided, or divided anew: the shares it had and those it shall have. */
export type DivisionOrder = {
  readonly kind: Extract<EntryKind, 'assignment' | 'reassignment' | 'restatement' | 'move'>;
  readonly credit: Credit;
  /** The usage account in whose name grants are made: the credit's own, unless it is divided for another's holder. */
  readonly account: string;
  readonly version: number;
  readonly before: readonly Share[];
  readonly after: readonly Share[];
  readonly reason: string;
  readonly bookedAt: CalendarDate;
};

export type Divided = {
  readonly entries: readonly Entry[];
  readonly grants: readonly Grant[];
  readonly debits: readonly Debit[];
};

/**
 * Books the divisions of a run: every grant of the run is made before any withdrawal; a negative change takes
 * unreserved remainders first and becomes a debit for the rest (C4, N2, N3).
 */
export function bookDivisions(
  orders: readonly DivisionOrder[],
  shelf: GrantShelf,
  idOf: (kind: 'grant' | 'debit', key: string) => string,
): Divided {
  const grants: Grant[] = [];
  const debits: Debit[] = [];
  const postingsOf = orders.map((order) => keptPostings(order.before, order.after, order.credit.currency));
  const changesOf = orders.map((order) => edgeChanges(order.before, order.after, order.credit.currency));

  orders.forEach((order, at) => {
    for (const change of changesOf[at] ?? []) {
      if (change.amount < 0n) continue;
      const grant = grantFrom(order, change, shelf.nextSeq(), idOf);
      shelf.put(grant);
      grants.push(grant);
      postingsOf[at]?.push(...granted(change, grant));
    }
  });
  orders.forEach((order, at) => {
    for (const change of changesOf[at] ?? []) {
      if (change.amount > 0n) continue;
      const taken = takeBack(order, change, shelf, idOf);
      postingsOf[at]?.push(...taken.postings);
      debits.push(...taken.debits);
    }
  });
  const entries = orders.map((order, at) => entryOf(order, postingsOf[at] ?? []));
  return { entries: entries.filter((entry) => entry.postings.length > 0), grants, debits };
}

function granted({ edge, amount }: EdgeAmount, grant: Grant): Posting[] {
  const { seller, buyer, currency } = edge;
  return movedMinor(
    fundingOf(seller, 'credit'),
    balanceAccount(seller, buyer, 'available'),
    amount,
    currency,
    grant.id,
  );
}

/**
 * What a buyer's balance falls by, nearest grants first: of each kind what is unreserved, then what the seller had
 * withdrawn for itself. Only credit that the buyer has used, or that a draft holds, becomes a debit (C4, L7).
 */
function takeBack(
  order: DivisionOrder,
  { edge, amount }: EdgeAmount,
  shelf: GrantShelf,
  idOf: (kind: 'grant' | 'debit', key: string) => string,
): { postings: Posting[]; debits: Debit[] } {
  const { seller, buyer, currency } = edge;
  const funding = fundingOf(seller, 'credit');
  const postings: Posting[] = [];
  let short = -amount;
  const take = (from: LedgerAccount, lots: readonly Lot[]): void => {
    for (const lot of lots) {
      postings.push(...movedMinor(from, funding, lot.amount, currency, lot.grant.id));
      short -= lot.amount;
    }
  };
  for (const near of [0, 1, 2] as const) {
    if (short === 0n) break;
    const grants = (): Grant[] => grantsThatNear(shelf.of(edge), order, near);
    take(balanceAccount(seller, buyer, 'available'), shelf.withdraw(grants(), short));
    take(keptBy(seller), shelf.giveBack(grants(), short));
  }
  if (short === 0n) return { postings, debits: [] };
  postings.push(...movedMinor(owedBy(seller, buyer), funding, short, currency));
  const id = idOf('debit', JSON.stringify([order.credit.id, order.version, seller, buyer]));
  const bookedPeriod = periodOf(order.bookedAt);
  return { postings, debits: [{ ...edge, id, amount: short, credit: order.credit.id, bookedPeriod }] };
}

/** Never grants added by hand. 0: the credit's own when a person redivides it, 1: its kin, 2: others; newest first (C4). */
function grantsThatNear(grants: readonly Grant[], order: DivisionOrder, near: 0 | 1 | 2): Grant[] {
  const { credit } = order;
  const nearness = (grant: Grant): number => {
    if (order.kind !== 'restatement' && grant.credit === credit.id) return 0;
    const kin =
      grant.usageAccount === order.account &&
      grant.description === credit.description &&
      grant.ownerAccount === credit.ownerAccount;
    return kin ? 1 : 2;
  };
  return grants
    .filter((grant) => grant.source === 'credit' && nearness(grant) === near)
    .sort((a, b) => (a.seq === b.seq ? 0 : a.seq > b.seq ? -1 : 1));
}

function grantFrom(
  order: DivisionOrder,
  { edge, amount }: EdgeAmount,
  seq: bigint,
  idOf: (kind: 'grant' | 'debit', key: string) => string,
): Grant {
  const { credit } = order;
  return {
    ...edge,
    id: idOf('grant', JSON.stringify([credit.id, order.version, edge.seller, edge.buyer])),
    source: 'credit',
    credit: credit.id,
    cloud: credit.cloud,
    usageAccount: order.account,
    description: credit.description,
    ownerAccount: credit.ownerAccount,
    comment: order.kind === 'assignment' ? '' : order.reason,
    starts: firstDayOf(credit.period),
    ends: null,
    grantedOn: order.bookedAt,
    parentCredit: null,
    seq,
    granted: amount,
    reserved: 0n,
    applied: 0n,
    expired: 0n,
    withdrawn: 0n,
    keptBack: 0n,
  };
}

function entryOf(order: DivisionOrder, postings: readonly Posting[]): Entry {
  return {
    key: `credit:${order.credit.id}:${order.kind}:${order.version}`,
    kind: order.kind,
    bookedAt: order.bookedAt,
    credit: order.credit.id,
    assignmentVersion: order.version,
    statement: null,
    reverses: null,
    reason: order.reason,
    postings,
  };
}
