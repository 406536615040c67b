/** Dates of the trade are days, not moments: they are shown as written, in no time zone. */
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortMonths = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** `2026-03-01` as a day. */
export function dayText(day: string): string {
  return days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}

/** `2026-03` as a month; what is no month, because it is still being typed, as it stands. */
export function periodText(period: string): string {
  const first = new Date(`${period}-01T00:00:00Z`);
  return Number.isNaN(first.getTime()) ? period : months.format(first);
}

export function shortPeriodText(period: string): string {
  return shortMonths.format(new Date(`${period}-01T00:00:00Z`));
}

/** An instant, in the viewer's own time zone. */
export function momentText(instant: string): string {
  return moments.format(new Date(instant));
}
