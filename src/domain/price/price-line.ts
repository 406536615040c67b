import type { Currency } from '../money/currency.ts';
import { addExact, type ExactAmount, multiplyExact } from '../money/exact-amount.ts';
import { type Minor, roundToMinor } from '../money/minor.ts';

const HUNDRED: ExactAmount = { digits: 100n, scale: 0 };
const HUNDREDTH: ExactAmount = { digits: 1n, scale: 2 };

/** exact × (100 + uplift %) / 100, before rounding (T2). */
export function exactPrice(exact: ExactAmount, upliftPercent: ExactAmount): ExactAmount {
  return multiplyExact(exact, multiplyExact(addExact(HUNDRED, upliftPercent), HUNDREDTH));
}

/** The price of one line, rounded half away from zero (T2). */
export function priceOf(exact: ExactAmount, upliftPercent: ExactAmount, currency: Currency): Minor {
  return roundToMinor(exactPrice(exact, upliftPercent), currency);
}

/** A percentage of an amount, before rounding (T5). */
export function percentOf(amount: ExactAmount, percent: ExactAmount): ExactAmount {
  return multiplyExact(amount, multiplyExact(percent, HUNDREDTH));
}
