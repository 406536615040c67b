import { type CalendarDate, daysInMonth } from './calendar-date.ts';

/** A calendar month in UTC, `YYYY-MM`. Text order is time order. */
export type BillingPeriod = string;

export function isBillingPeriod(text: string): text is BillingPeriod {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function periodOf(date: CalendarDate): BillingPeriod {
  return date.slice(0, 7);
}

export function firstDayOf(period: BillingPeriod): CalendarDate {
  return `${period}-01`;
}

export function lastDayOf(period: BillingPeriod): CalendarDate {
  return `${period}-${daysInMonth(Number(period.slice(0, 4)), Number(period.slice(5)))}`;
}

export function nextPeriod(period: BillingPeriod): BillingPeriod {
  return shiftPeriod(period, 1);
}

export function shiftPeriod(period: BillingPeriod, months: number): BillingPeriod {
  const [year, month] = period.split('-').map(Number) as [number, number];
  const index = year * 12 + (month - 1) + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** How many periods lie from one to the other: 0 for the same, negative when `to` is earlier. */
export function periodsBetween(from: BillingPeriod, to: BillingPeriod): number {
  const monthsOf = (period: BillingPeriod): number => {
    const [year, month] = period.split('-').map(Number) as [number, number];
    return year * 12 + month;
  };
  return monthsOf(to) - monthsOf(from);
}
