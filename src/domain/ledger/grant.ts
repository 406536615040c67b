import type { Currency } from '../money/currency.ts';
import type { Minor } from '../money/minor.ts';
import { type BillingPeriod, periodOf } from '../period/billing-period.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import { compareText } from '../text-order/compare-text.ts';

/** Whose balance at whom: one per seller, buyer and currency (L2). */
export type Edge = { readonly seller: string; readonly buyer: string; readonly currency: Currency };

/** One text for one edge: no text of a book holds the character between its parts. */
export function edgeKey(edge: Edge): string {
  return `${edge.seller}\0${edge.buyer}\0${edge.currency}`;
}

/** Spendable credit of one buyer at one seller: a lot that keeps its own remainder and never goes below zero (L3). */
export type Grant = Edge & {
  readonly id: string;
  readonly source: 'credit' | 'hand';
  /** The credit it is a share of; null for one added by hand. */
  readonly credit: string | null;
  readonly cloud: string | null;
  readonly usageAccount: string | null;
  readonly description: string | null;
  readonly ownerAccount: string | null;
  readonly comment: string;
  readonly starts: CalendarDate | null;
  readonly ends: CalendarDate | null;
  readonly grantedOn: CalendarDate;
  readonly parentCredit: string | null;
  /** Place in the book's history; later grants have higher ones. */
  readonly seq: bigint;
  readonly granted: Minor;
  readonly reserved: Minor;
  readonly applied: Minor;
  readonly expired: Minor;
  readonly withdrawn: Minor;
  /** Of what was withdrawn: what the seller took back for itself and still has (L7). */
  readonly keptBack: Minor;
};

export function availableOf(grant: Grant): Minor {
  return grant.granted - grant.reserved - grant.applied - grant.expired - grant.withdrawn;
}

/** May pay a statement of the period: starts on or before its last day, ends on or after its first (T4). */
export function mayPay(grant: Grant, period: BillingPeriod): boolean {
  return (
    (grant.starts === null || periodOf(grant.starts) <= period) &&
    (grant.ends === null || periodOf(grant.ends) >= period)
  );
}

/** Soonest end first (none last), then oldest, then id (T4). */
export function inOrderOfUse(a: Grant, b: Grant): number {
  return (
    compareText(a.ends ?? '9999-12-31', b.ends ?? '9999-12-31') ||
    compareText(a.grantedOn, b.grantedOn) ||
    compareText(a.id, b.id)
  );
}
