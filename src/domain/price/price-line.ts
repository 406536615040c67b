import type { Currency } from '../money/currency.ts';
import { type ExactAmount, multiplyExact, powerOfTen } from '../money/exact-amount.ts';
import { type Minor, roundToMinor } from '../money/minor.ts';

const HUNDREDTH: ExactAmount = { digits: 1n, scale: 2 };

/** exact × (100 + uplift %) / 100, before rounding (T2). */
export function exactPrice(exact: ExactAmount, upliftPercent: ExactAmount): ExactAmount {
  return multiplyExact(exact, factorOf(upliftPercent));
}

/** The price of one line, rounded half away from zero (T2). */
export function priceOf(exact: ExactAmount, upliftPercent: ExactAmount, currency: Currency): Minor {
  const factor = factorOf(upliftPercent);
  return roundToMinor({ digits: exact.digits * factor.digits, scale: exact.scale + factor.scale }, currency);
}

/** (100 + uplift %) / 100; for rounding it need not be in lowest terms. */
function factorOf({ digits, scale }: ExactAmount): ExactAmount {
  return { digits: 100n * powerOfTen(scale) + digits, scale: scale + 2 };
}

/** A percentage of an amount, before rounding (T5). */
export function percentOf(amount: ExactAmount, percent: ExactAmount): ExactAmount {
  return multiplyExact(amount, multiplyExact(percent, HUNDREDTH));
}
