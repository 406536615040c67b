import { type BillingPeriod, firstDayOf, lastDayOf, periodOf } from '../period/billing-period.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
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
  /** The reseller a customer had at the end of the period, or last inside it; null: direct (P2). */
  readonly resellerOf: (customer: string, period: BillingPeriod) => string | null;
  /** P3: the owner of a charge used on that day; null day = the account never changes hands inside the period. */
  readonly ofCharge: (
    usageAccount: string,
    period: BillingPeriod,
    usageDay: CalendarDate | null,
  ) => Owner | null;
  /**
   * More than one owner (customer or reseller) inside the period: `owner_changed`. The owner of P2 counts too:
   * a reseller that changes after the account was given back still makes charge and credit part ways.
   */
  readonly changedInside: (usageAccount: string, period: BillingPeriod) => boolean;
  /** Everything these answers depend on, as text: equal texts bill and credit the same owners. */
  readonly fingerprint: (usageAccount: string, period: BillingPeriod) => string;
  /** The accounts and periods in which an owner changes: their charges are kept per usage day (P3). */
  readonly changers: () => { readonly usageAccount: string; readonly period: BillingPeriod }[];
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
    return {
      customer: held.customer,
      reseller: sold === undefined ? resellerAtEnd(held.customer, period) : sold.reseller,
    };
  };

  const ofCharge = (usageAccount: string, period: BillingPeriod, day: CalendarDate | null): Owner | null =>
    (day === null ? null : onDay(usageAccount, period, day)) ?? ofCredit(usageAccount, period);

  /** Who stands behind the account from which day on, inside the period; equal neighbours are one. */
  const ownersInside = (
    usageAccount: string,
    period: BillingPeriod,
  ): { from: CalendarDate; owner: Owner }[] => {
    const held = (byAccount.get(usageAccount) ?? []).filter((tenure) => touches(tenure, period));
    const inside: { from: CalendarDate; owner: Owner }[] = [];
    for (const from of daysWhereOwnersMayChange(held, byCustomer, period)) {
      const owner = ofCharge(usageAccount, period, from);
      if (owner !== null && !sameOwner(inside.at(-1)?.owner ?? null, owner)) inside.push({ from, owner });
    }
    return inside;
  };

  return {
    ofCredit,
    resellerOf: resellerAtEnd,
    ofCharge,
    changedInside: (usageAccount, period) => ownersInside(usageAccount, period).length > 1,
    fingerprint: (usageAccount, period) =>
      JSON.stringify([ofCredit(usageAccount, period), ownersInside(usageAccount, period)]),
    changers: () =>
      [...byAccount].flatMap(([usageAccount, held]) =>
        periodsOfChange(held, byCustomer)
          .filter((period) => ownersInside(usageAccount, period).length > 1)
          .map((period) => ({ usageAccount, period })),
      ),
  };
}

function sameOwner(a: Owner | null, b: Owner): boolean {
  return a !== null && a.customer === b.customer && a.reseller === b.reseller;
}

/** The periods in which any tenure behind the account begins or ends. */
function periodsOfChange(
  held: readonly AccountTenure[],
  byCustomer: ReadonlyMap<string, readonly ResellerTenure[]>,
): BillingPeriod[] {
  const spans: Span[] = held.flatMap((tenure) => [tenure, ...(byCustomer.get(tenure.customer) ?? [])]);
  const days = spans.flatMap((span) => [span.from, span.to]).filter((day) => day !== null);
  return [...new Set(days.map(periodOf))].sort();
}

/** The first day, and every later one on which a tenure behind the account begins or ends. */
function daysWhereOwnersMayChange(
  held: readonly AccountTenure[],
  byCustomer: ReadonlyMap<string, readonly ResellerTenure[]>,
  period: BillingPeriod,
): CalendarDate[] {
  const first = firstDayOf(period);
  const last = lastDayOf(period);
  const spans: Span[] = held.flatMap((tenure) => [tenure, ...(byCustomer.get(tenure.customer) ?? [])]);
  const days = spans.flatMap((span) => [span.from, span.to]).filter((day) => day !== null);
  return [...new Set([first, ...days.filter((day) => day > first && day <= last)])].sort();
}
