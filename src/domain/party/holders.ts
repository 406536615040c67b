import type { BillingPeriod } from '../period/billing-period.ts';
import { type CalendarDate, dayAfter } from '../period/calendar-date.ts';
import { firstDayOf, lastDayOf } from '../period/billing-period.ts';
import { atEndOf, covers, type Span, touches } from '../period/tenure.ts';

/** A customer holds a usage account for a span (P1). */
export type AccountTenure = Span & {
  readonly usageAccount: string;
  readonly customer: string;
  readonly payerAccount: string | null;
};

/** A reseller, or nobody (null: direct), has a customer for a span (P1). */
export type ResellerTenure = Span & { readonly customer: string; readonly reseller: string | null };

/** Who stands behind a usage account: the customer, and its reseller or null when direct. */
export type Owner = { readonly customer: string; readonly reseller: string | null };

/** Who held what when. Built once per run from the tenures; every answer is a look-up. */
export type Holders = {
  /** P2: the owner of a credit; null when the account is unmapped. */
  readonly ofCredit: (usageAccount: string, period: BillingPeriod) => Owner | null;
  /** P3: the owner of a charge used on that day; null day = the account never changes hands inside the period. */
  readonly ofCharge: (usageAccount: string, period: BillingPeriod, usageDay: CalendarDate | null) => Owner | null;
  /** More than one owner (customer or reseller) inside the period: `owner_changed`. */
  readonly changedInside: (usageAccount: string, period: BillingPeriod) => boolean;
};

export function holdersFrom(
  accounts: readonly AccountTenure[],
  resellers: readonly ResellerTenure[],
): Holders {
  const byAccount = Map.groupBy(accounts, (tenure) => tenure.usageAccount);
  const byCustomer = Map.groupBy(resellers, (tenure) => tenure.customer);

  const resellerAtEnd = (customer: string, period: BillingPeriod): string | null =>
    atEndOf(byCustomer.get(customer) ?? [], period)?.reseller ?? null;

  const ofCredit = (usageAccount: string, period: BillingPeriod): Owner | null => {
    const held = atEndOf(byAccount.get(usageAccount) ?? [], period);
    return held === null ? null : { customer: held.customer, reseller: resellerAtEnd(held.customer, period) };
  };

  const onDay = (usageAccount: string, period: BillingPeriod, day: CalendarDate): Owner | null => {
    const held = byAccount.get(usageAccount)?.find((tenure) => covers(tenure, day));
    if (held === undefined) return null;
    const sold = byCustomer.get(held.customer)?.find((tenure) => covers(tenure, day));
    return { customer: held.customer, reseller: sold === undefined ? resellerAtEnd(held.customer, period) : sold.reseller };
  };

  const ofCharge = (usageAccount: string, period: BillingPeriod, day: CalendarDate | null): Owner | null =>
    (day === null ? null : onDay(usageAccount, period, day)) ?? ofCredit(usageAccount, period);

  const changedInside = (usageAccount: string, period: BillingPeriod): boolean => {
    const held = (byAccount.get(usageAccount) ?? []).filter((tenure) => touches(tenure, period));
    if (held.length === 0) return false;
    const owners = new Set<string>();
    for (const day of daysWhereOwnersMayChange(held, byCustomer, period)) {
      const owner = onDay(usageAccount, period, day);
      if (owner !== null) owners.add(JSON.stringify([owner.customer, owner.reseller]));
    }
    return owners.size > 1;
  };

  return { ofCredit, ofCharge, changedInside };
}

function daysWhereOwnersMayChange(
  held: readonly AccountTenure[],
  byCustomer: ReadonlyMap<string, readonly ResellerTenure[]>,
  period: BillingPeriod,
): Set<CalendarDate> {
  const first = firstDayOf(period);
  const end = dayAfter(lastDayOf(period));
  const spans: Span[] = held.flatMap((tenure) => [tenure, ...(byCustomer.get(tenure.customer) ?? [])]);
  const starts = spans.flatMap((span) => [span.from, span.to]).filter((day) => day !== null && day > first && day < end);
  return new Set([first, ...(starts as CalendarDate[])]);
}
