import { type BillingPeriod, isBillingPeriod } from '../../domain/period/billing-period.ts';

const UTC_INSTANT =
  /^(\d{4}-\d{2})-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\s*(?:Z|UTC|[+-]00(?::?00)?)?$/;

/** The billing period a period-start cell names, null when it cannot be read as a UTC date (`4/1/2026`, `+02:00`). */
export function periodStarting(cell: string): BillingPeriod | null {
  const month = UTC_INSTANT.exec(cell.trim())?.[1];
  return month !== undefined && isBillingPeriod(month) ? month : null;
}
