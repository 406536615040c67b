import { exactToText } from '../../domain/money/exact-amount.ts';
import type { Price } from '../../domain/price/price.ts';
import type { PriceVersion } from '../../domain/price/price-book.ts';
import type { LoadCount } from '../desk.ts';
import type { MonthFolder } from './month-folder.ts';

export type PriceChanges = { readonly prices: readonly Price[]; readonly count: LoadCount };

/** Prices by seller, buyer, service and start: only what differs from the newest version is added (P5, T2). */
export function priceChanges(before: readonly PriceVersion[], folder: MonthFolder): PriceChanges {
  const newest = new Map(before.map((price) => [keyOf(price), exactToText(price.upliftPercent)]));
  const loaded = folder.prices.map((placed) => placed.value);
  const prices = loaded.filter((price) => newest.get(keyOf(price)) !== exactToText(price.upliftPercent));
  const added = prices.filter((price) => !newest.has(keyOf(price))).length;
  return { prices, count: { added, changed: prices.length - added, same: loaded.length - prices.length } };
}

function keyOf(price: Price): string {
  return JSON.stringify([price.seller, price.buyer, price.service, price.fromPeriod]);
}
