import type { Edge } from '../domain/ledger/grant.ts';
import type { ExactAmount } from '../domain/money/exact-amount.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import { priceBook } from '../domain/price/price-book.ts';
import type { Statement } from '../domain/statement/statement.ts';
import type { PriceFreeze, Shelves } from './book.ts';

type Buyer = Pick<Edge, 'seller' | 'buyer'>;

/** Prices as they were at each buyer's first draft of a period; as they are now for one that was never drafted (T2). */
export type FrozenPrices = {
  readonly asOf: (buyer: Buyer, period: BillingPeriod) => bigint;
  readonly uplift: (buyer: Buyer, service: string, period: BillingPeriod, asOf: bigint) => ExactAmount;
  /** What first drafts must remember. */
  readonly newFreezes: (
    drafts: readonly Pick<Statement, 'seller' | 'buyer' | 'period'>[],
  ) => readonly PriceFreeze[];
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
    newFreezes: (drafts) => {
      const added = new Map<string, PriceFreeze>();
      for (const { seller, buyer, period } of drafts) {
        const key = keyOf({ seller, buyer }, period);
        if (!freezes.has(key)) added.set(key, { seller, buyer, period, asOf: now });
      }
      return [...added.values()];
    },
  };
}

function keyOf({ seller, buyer }: Buyer, period: BillingPeriod): string {
  return `${seller}\0${buyer}\0${period}`;
}
