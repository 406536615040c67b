import type { Pages } from './pages.ts';

/** A customer and the reseller it buys from; null: it buys from the distributor. */
export type Owner = { readonly customer: string; readonly reseller: string | null };

/** All days of a month, by counting. */
export function daysOf(period: string): string[] {
  const days: string[] = [];
  const month = Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)) - 1, 1);
  for (let day = 0; day < 31; day += 1) {
    const text = new Date(month + day * 86_400_000).toISOString().slice(0, 10);
    if (text.startsWith(period)) days.push(text);
  }
  return days;
}

export function firstDay(period: string): string {
  return `${period}-01`;
}

export function lastDay(period: string): string {
  return daysOf(period).at(-1) ?? '';
}

export type Held = {
  readonly holder: string | null;
  readonly from: string | null;
  readonly to: string | null;
};

function heldOn(tenures: readonly Held[], day: string): Held | null {
  for (const tenure of tenures) {
    if ((tenure.from === null || tenure.from <= day) && (tenure.to === null || day < tenure.to))
      return tenure;
  }
  return null;
}

/** P2: at the last instant of the period, else the last one inside it. */
function heldLast(tenures: readonly Held[], period: string): Held | null {
  for (const day of daysOf(period).toReversed()) {
    const held = heldOn(tenures, day);
    if (held !== null) return held;
  }
  return null;
}

/** P2. */
export function resellerOf(pages: Pages, customer: string, period: string): string | null {
  return heldLast(pages.resellerTenures.get(customer) ?? [], period)?.holder ?? null;
}

/** P2: null is unmapped. */
export function ownerOfCredit(pages: Pages, account: string, period: string): Owner | null {
  const customer = heldLast(pages.accountTenures.get(account) ?? [], period)?.holder ?? null;
  return customer === null ? null : { customer, reseller: resellerOf(pages, customer, period) };
}

/** P3. */
export function ownerOfCharge(pages: Pages, account: string, day: string): Owner | null {
  const period = day.slice(0, 7);
  const customer = heldOn(pages.accountTenures.get(account) ?? [], day)?.holder ?? null;
  if (customer === null) return ownerOfCredit(pages, account, period);
  const sold = heldOn(pages.resellerTenures.get(customer) ?? [], day);
  return { customer, reseller: sold === null ? resellerOf(pages, customer, period) : sold.holder };
}

/** P3: whose charges must be known by day. */
export function changesHands(pages: Pages, account: string, period: string): boolean {
  const owners = daysOf(period).map((day) => JSON.stringify(ownerOfCharge(pages, account, day)));
  return new Set(owners).size > 1;
}
