import { availableOf, type Grant } from '../../domain/ledger/grant.ts';
import { minorToText } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { type BillingPeriod, lastDayOf } from '../../domain/period/billing-period.ts';
import { covers } from '../../domain/period/tenure.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { type Parties, partiesOf } from '../month-folder/load-parties.ts';

/** One grant of seed A's credit table. Amounts are decimal strings. */
export type GrantView = {
  readonly id: string;
  readonly seller: string;
  readonly buyer: string;
  readonly currency: string;
  readonly source: 'credit' | 'hand';
  readonly credit: string | null;
  readonly cloud: string | null;
  readonly usageAccount: string | null;
  readonly description: string | null;
  /** Of a shared credit: the account it comes from (C2). */
  readonly ownerAccount: string | null;
  readonly comment: string;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly grantedOn: string;
  readonly parentCredit: string | null;
  readonly granted: string;
  readonly reserved: string;
  readonly applied: string;
  readonly expired: string;
  readonly withdrawn: string;
  /** Of it, what the seller took back for itself and still has (L7). */
  readonly keptBack: string;
  readonly available: string;
  /** The day on which its buyer stopped buying from its seller, while something is left of it; else null (L7). */
  readonly strandedSince: string | null;
};

export type GrantListFilter = {
  readonly seller?: string;
  readonly buyer?: string;
  readonly onlyStranded?: boolean;
};

export function grantViews(desk: Desk, filter: GrantListFilter): Promise<GrantView[]> {
  return desk.book.read((shelves) => grantViewsOn(shelves, filter));
}

export async function grantViewsOn(shelves: Shelves, filter: GrantListFilter): Promise<GrantView[]> {
  const parties = await partiesOf(shelves);
  const newest = (await shelves.periods.list()).at(-1)?.period ?? null;
  return (await shelves.ledger.grants({}))
    .filter((grant) => filter.seller === undefined || grant.seller === filter.seller)
    .filter((grant) => filter.buyer === undefined || grant.buyer === filter.buyer)
    .map((grant) => viewOf(grant, strandedSince(grant, parties, newest)))
    .filter((view) => filter.onlyStranded !== true || view.strandedSince !== null);
}

function viewOf(grant: Grant, stranded: string | null): GrantView {
  const text = (minor: bigint): string => minorToText(minor, grant.currency);
  const { seq, ...shown } = grant;
  return {
    ...shown,
    granted: text(grant.granted),
    reserved: text(grant.reserved),
    applied: text(grant.applied),
    expired: text(grant.expired),
    withdrawn: text(grant.withdrawn),
    keptBack: text(grant.keptBack),
    available: text(availableOf(grant)),
    strandedSince: stranded,
  };
}

/** L7: something is left at a seller the buyer no longer buys from, as of the newest period of the book. */
function strandedSince(grant: Grant, parties: Parties, newest: BillingPeriod | null): string | null {
  if (availableOf(grant) === 0n || newest === null) return null;
  const tenures = parties.resellerTenures.filter((tenure) => tenure.customer === grant.buyer);
  if (tenures.length === 0) return null;
  const seller = grant.seller === DISTRIBUTOR ? null : grant.seller;
  const own = tenures.filter((tenure) => tenure.reseller === seller);
  if (own.length === 0 || own.some((tenure) => covers(tenure, lastDayOf(newest)))) return null;
  const ends = own.flatMap((tenure) => (tenure.to === null ? [] : [tenure.to]));
  return (
    ends
      .filter((end) => end <= lastDayOf(newest))
      .sort()
      .at(-1) ?? null
  );
}
