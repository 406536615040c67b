import { type BillingPeriod, firstDayOf, periodOf } from './billing-period.ts';
import type { CalendarDate } from './calendar-date.ts';

/** Nothing is booked into a closed period: what belongs there counts on the first day that is still open (N2). */
export function bookingDay(natural: CalendarDate, earliestOpen: BillingPeriod | null): CalendarDate {
  return earliestOpen !== null && periodOf(natural) < earliestOpen ? firstDayOf(earliestOpen) : natural;
}
