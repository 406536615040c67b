import type { Credit } from '../../domain/credit/credit.ts';
import type { Edge } from '../../domain/ledger/grant.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';
import type { Share } from '../../domain/split/share.ts';

/** One division of a credit as it was booked: by its rule or a hand, anew, after a newer delivery, or moved (S, N2, L7). */
export type BookedDivision = {
  readonly credit: Credit;
  /** Of its assignment, from 1. */
  readonly version: number;
  readonly rule: string | null;
  readonly ruleVersion: number | null;
  /** The usage account for whose holder it was divided (R10, S4). */
  readonly account: string;
  readonly shares: readonly Share[];
  /** The shares it had until then; none if this was the first. */
  readonly before: readonly Share[];
  readonly bookedAt: CalendarDate;
  /** The entry's place in the book's history. */
  readonly seq: bigint;
};

/** A month that was billed to a buyer, and when that was first: the opening of a statement, even if it was voided since. */
export type IssuedMonth = Edge & { readonly period: BillingPeriod; readonly openedSeq: bigint };

export type DivisionShelf = {
  /** Every division booked in the period, in the order in which they were booked. */
  readonly bookedIn: (period: BillingPeriod) => Promise<BookedDivision[]>;
  readonly issued: (periods: readonly BillingPeriod[]) => Promise<IssuedMonth[]>;
};
