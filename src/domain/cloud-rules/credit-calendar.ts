import { type BillingPeriod, firstDayOf, nextPeriod, periodOf } from '../period/billing-period.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import { covers } from '../period/tenure.ts';
import type { CreditUse, Membership } from './membership.ts';
import { type PoolShare, poolShares } from './pool-share.ts';
import { segmentSentence } from './segment-sentence.ts';

export type AccountMonth = {
  readonly usageAccount: string;
  readonly period: BillingPeriod;
  /** All that is known of the account, not only this month's; they do not overlap. */
  readonly memberships: readonly Membership[];
  /** Whether the organization shares credits among its accounts (A5). */
  readonly sharing: boolean;
};

/** Half-open days `[from, to)` with one use; an open end is what follows when the next month begins. */
export type CreditSegment = {
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly use: CreditUse;
  readonly sentence: string;
};

export type CreditCalendar = {
  readonly usageAccount: string;
  readonly period: BillingPeriod;
  readonly segments: readonly CreditSegment[];
  readonly pool: readonly PoolShare[];
  /** Where a user would wonder. */
  readonly notes: readonly string[];
};

/** What AWS itself does with an account's own credits in one month. Source: semantics A1 to A5, seed A. */
export function creditCalendar(month: AccountMonth): CreditCalendar {
  const { usageAccount, period, sharing } = month;
  const memberships = month.memberships.filter(lastsADay);
  return {
    usageAccount,
    period,
    segments: segmentsOf(period, memberships),
    pool: sharing ? poolShares(period, memberships) : [],
    notes: joinsInside(period, memberships) ? ['first month linked: credits may not show yet'] : [],
  };
}

/** The state on the 1st, 00:00 UTC, holds for the month (A1); only who stood alone on it can join into nothing (A2). */
function segmentsOf(period: BillingPeriod, memberships: readonly Membership[]): CreditSegment[] {
  const first = firstDayOf(period);
  const end = firstDayOf(nextPeriod(period));
  const use = useOnFirst(memberships, first);
  const next = useOnFirst(memberships, end);
  const joined = use.kind === 'own-bill' ? firstJoinInside(period, memberships) : null;
  const segments =
    joined === null
      ? [segment(first, end, use)]
      : [segment(first, joined, use), segment(joined, end, { kind: 'nothing' })];
  return joined === null && sameUse(use, next) ? segments : [...segments, segment(end, null, next)];
}

/** A3 in an organization, else A4: what the first day of a month finds. */
function useOnFirst(memberships: readonly Membership[], day: CalendarDate): CreditUse {
  const membership = memberships.find((span) => covers(span, day));
  if (membership === undefined) return { kind: 'own-bill' };
  return { kind: 'organization', payerAccount: membership.payerAccount };
}

function firstJoinInside(period: BillingPeriod, memberships: readonly Membership[]): CalendarDate | null {
  const joins = memberships.flatMap(({ from }) => (from !== null && periodOf(from) === period ? [from] : []));
  return joins.toSorted()[0] ?? null;
}

function joinsInside(period: BillingPeriod, memberships: readonly Membership[]): boolean {
  return firstJoinInside(period, memberships) !== null;
}

/** Joined and left on one day: as if it never had been. */
function lastsADay({ from, to }: Membership): boolean {
  return from === null || to === null || from < to;
}

function segment(from: CalendarDate, to: CalendarDate | null, use: CreditUse): CreditSegment {
  return { from, to, use, sentence: segmentSentence(from, to, use) };
}

function sameUse(a: CreditUse, b: CreditUse): boolean {
  return a.kind === 'organization'
    ? b.kind === a.kind && a.payerAccount === b.payerAccount
    : a.kind === b.kind;
}
