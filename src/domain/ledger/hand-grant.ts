import type { Currency } from '../money/currency.ts';
import type { Minor } from '../money/minor.ts';
import type { CalendarDate } from '../period/calendar-date.ts';

/** A credit that a seller adds by hand for one of its buyers (seed A, "Add credit"). Source: semantics L6. */
export type HandGrant = {
  readonly id: string;
  readonly seller: string;
  readonly buyer: string;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly comment: string;
  readonly cloud: string | null;
  readonly usageAccount: string | null;
  readonly description: string | null;
  readonly starts: CalendarDate | null;
  readonly ends: CalendarDate | null;
  /** The booking date; it limits nothing (T4). */
  readonly grantedOn: CalendarDate;
  /** The credit this grant passes on, if any. */
  readonly parentCredit: string | null;
};
