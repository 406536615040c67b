import type { Edge } from '../../domain/ledger/grant.ts';
import type { ExactAmount } from '../../domain/money/exact-amount.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { priceBook } from '../../domain/price/price-book.ts';
import type { AdjustmentLine } from '../../domain/statement/statement.ts';
import type { PriceFreeze, Shelves } from '../book.ts';

type Buyer = Pick<Edge, 'seller' | 'buyer'>;
/** One month of a buyer, as prices are frozen. */
export type PricedMonth = Omit<PriceFreeze, 'asOf'>;

/** Prices as they were at each buyer's first draft of a period; as they are now for one that was never drafted (T2). */
export type FrozenPrices = {
  readonly asOf: (buyer: Buyer, period: BillingPeriod) => bigint;
  readonly uplift: (buyer: Buyer, service: string, period: BillingPeriod, asOf: bigint) => ExactAmount;
  /** What must be remembered of months that were priced for the first time. */
  readonly newFreezes: (months: readonly PricedMonth[]) => readonly PriceFreeze[];
};

export async function frozenPrices(
  shelves: Shelves,
  periods: ReadonlySet<BillingPeriod>,
): Promise<FrozenPrices> {
  const kept = await shelves.prices.freezes([...periods]);
  const freezes = new Map(kept.map((freeze) => [keyOf(freeze, freeze.period), freeze.asOf]));
  const now = await shelves.prices.now();
  const prices = priceBook(await shelves.prices.versions());
  return {
    asOf: (buyer, period) => freezes.get(keyOf(buyer, period)) ?? now,
    uplift: ({ seller, buyer }, service, period, asOf) => prices.uplift(seller, buyer, service, period, asOf),
    newFreezes: (months) => {
      const added = new Map<string, PriceFreeze>();
      for (const month of months) {
        const key = monthKey(month);
        if (!freezes.has(key)) added.set(key, { ...month, asOf: now });
      }
      return [...added.values()];
    },
  };
}

/** The months that a statement is the first to price: its own, and closed ones in which its buyer has none (T2, N4). */
export function pricedMonths(
  { seller, buyer, period }: PricedMonth,
  adjustments: readonly AdjustmentLine[],
): PricedMonth[] {
  const neverDrafted = adjustments.filter((line) => line.originalStatement === null);
  const periods = new Set([period, ...neverDrafted.map((line) => line.originalPeriod)]);
  return [...periods].map((one) => ({ seller, buyer, period: one }));
}

export function monthKey(month: PricedMonth): string {
  return keyOf(month, month.period);
}

function keyOf({ seller, buyer }: Buyer, period: BillingPeriod): string {
  return `${seller}\0${buyer}\0${period}`;
}
