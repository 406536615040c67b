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
  const rows = new Map<string, Map<string, Map<string, PriceVersion[]>>>();
  for (const price of versions) {
    const ofSeller = rows.get(price.seller) ?? new Map<string, Map<string, PriceVersion[]>>();
    const ofBuyer = ofSeller.get(price.buyer) ?? new Map<string, PriceVersion[]>();
    const ofService = ofBuyer.get(price.service) ?? [];
    rows.set(price.seller, ofSeller.set(price.buyer, ofBuyer.set(price.service, ofService)));
    ofService.push(price);
  }
  const uplift: PriceBook['uplift'] = (seller, buyer, service, period, asOf) => {
    const ofSeller = rows.get(seller);
    for (const whom of [buyer, ANY]) {
      const prices = ofSeller?.get(whom);
      for (const what of prices === undefined ? [] : [service, ANY]) {
        const price = latest(prices?.get(what) ?? [], period, asOf);
        if (price !== null) return price.upliftPercent;
      }
    }
    return EXACT_ZERO;
  };
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
