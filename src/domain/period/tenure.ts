import { type BillingPeriod, firstDayOf, lastDayOf } from './billing-period.ts';
import type { CalendarDate } from './calendar-date.ts';

/** Half-open dates `[from, to)`; null is open. Source: semantics 1, P1. */
export type Span = { readonly from: CalendarDate | null; readonly to: CalendarDate | null };

export function covers(span: Span, day: CalendarDate): boolean {
  return (span.from === null || span.from <= day) && (span.to === null || day < span.to);
}

export function overlap(a: Span, b: Span): boolean {
  return (
    (a.from === null || b.to === null || a.from < b.to) && (b.from === null || a.to === null || b.from < a.to)
  );
}

export function touches(span: Span, period: BillingPeriod): boolean {
  return (
    (span.from === null || span.from <= lastDayOf(period)) &&
    (span.to === null || firstDayOf(period) < span.to)
  );
}

/** The span in force on the period's last day; else the last one that touched the period (P2). */
export function atEndOf<S extends Span>(spans: readonly S[], period: BillingPeriod): S | null {
  const inside = spans.filter((span) => touches(span, period));
  inside.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  return inside.at(-1) ?? null;
}
