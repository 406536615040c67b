import { type BillingPeriod, lastDayOf, periodOf } from '../period/billing-period.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import type { CreditUse } from './membership.ts';

/** `2026-03-01 to 2026-03-15: its own bill`; `from 2026-04-01: the bill of payer 123456789012`. */
export function segmentSentence(from: CalendarDate, to: CalendarDate | null, use: CreditUse): string {
  return `${days(from, to)}: ${pays(use)}`;
}

/** A half-open span as people say it, with its last day. */
export function days(from: CalendarDate, to: CalendarDate | null): string {
  if (to === null) return `from ${from}`;
  const last = lastDayBefore(to, periodOf(from));
  return last === from ? from : `${from} to ${last}`;
}

function pays(use: CreditUse): string {
  if (use.kind === 'own-bill') return 'its own bill';
  return use.kind === 'nothing' ? 'nothing' : `the bill of payer ${use.payerAccount}`;
}

/** The span begins in `period` and ends in it, or with it. */
function lastDayBefore(to: CalendarDate, period: BillingPeriod): CalendarDate {
  if (periodOf(to) !== period) return lastDayOf(period);
  return `${period}-${String(Number(to.slice(8)) - 1).padStart(2, '0')}`;
}
