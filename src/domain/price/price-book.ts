import { EXACT_ZERO, type ExactAmount } from '../money/exact-amount.ts';
import type { BillingPeriod } from '../period/billing-period.ts';
import { ANY, type Price } from './price.ts';

/** A price as it was loaded at one moment of the book's history. */
export type PriceVersion = Price & { readonly seq: bigint };

/** The uplift of a seller for a buyer and service in a period, by the price book as it stood at `asOf` (T2). */
export type PriceBook = {
  readonly uplift: (
    seller: string,
    buyer: string,
    service: string,
    period: BillingPeriod,
    asOf: bigint,
  ) => ExactAmount;
};

/** Most specific first: buyer and service, buyer, service, default, else 0; then the latest start ≤ period (T2). */
export function priceBook(versions: readonly PriceVersion[]): PriceBook {
  const rows = Map.groupBy(versions, (price) => keyOf(price.seller, price.buyer, price.service));
  const known = new Map<string, ExactAmount | null>();

  const inForce = (key: string, period: BillingPeriod, asOf: bigint): ExactAmount | null => {
    const memo = `${key} ${period} ${asOf}`;
    const before = known.get(memo);
    if (before !== undefined) return before;
    const found = latest(rows.get(key) ?? [], period, asOf)?.upliftPercent ?? null;
    known.set(memo, found);
    return found;
  };

  const uplift: PriceBook['uplift'] = (seller, buyer, service, period, asOf) =>
    inForce(keyOf(seller, buyer, service), period, asOf) ??
    inForce(keyOf(seller, buyer, ANY), period, asOf) ??
    inForce(keyOf(seller, ANY, service), period, asOf) ??
    inForce(keyOf(seller, ANY, ANY), period, asOf) ??
    EXACT_ZERO;
  return { uplift };
}

function latest(versions: readonly PriceVersion[], period: BillingPeriod, asOf: bigint): PriceVersion | null {
  let best: PriceVersion | null = null;
  for (const price of versions) {
    if (price.seq > asOf || (price.fromPeriod ?? '') > period) continue;
    if (best === null || isLater(price, best)) best = price;
  }
  return best;
}

function isLater(a: PriceVersion, b: PriceVersion): boolean {
  const [startA, startB] = [a.fromPeriod ?? '', b.fromPeriod ?? ''];
  return startA === startB ? a.seq > b.seq : startA > startB;
}

function keyOf(seller: string, buyer: string, service: string): string {
  return JSON.stringify([seller, buyer, service]);
}
