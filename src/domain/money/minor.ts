import { type Currency, minorDigits } from './currency.ts';
import { type ExactAmount, exactToText, negateExact, powerOfTen, subtractExact } from './exact-amount.ts';

/** A whole number of a currency's minor units (cents for USD). The currency stands beside it. */
export type Minor = bigint;

/** Half away from zero, once. Source: semantics C3, T2, T5. */
export function roundToMinor(exact: ExactAmount, currency: Currency): Minor {
  const places = minorDigits(currency);
  if (exact.scale <= places) return exact.digits * powerOfTen(places - exact.scale);
  const divisor = powerOfTen(exact.scale - places);
  const magnitude = exact.digits < 0n ? -exact.digits : exact.digits;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return exact.digits < 0n ? -rounded : rounded;
}

export function minorToExact(minor: Minor, currency: Currency): ExactAmount {
  const places = minorDigits(currency);
  let digits = minor;
  let scale = places;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return { digits, scale };
}

/** `47.68`, `-5.01`, `0.00`: always the currency's own number of decimals, never `-0.00` (C5). */
export function minorToText(minor: Minor, currency: Currency): string {
  const places = minorDigits(currency);
  const negative = minor < 0n;
  const digits = (negative ? -minor : minor).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${negative ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
}

/** The inverse of minorToText, for amounts the book itself wrote. */
export function minorFromText(text: string, currency: Currency): Minor {
  const places = minorDigits(currency);
  const point = text.indexOf('.');
  if (point === -1) return BigInt(text) * powerOfTen(places);
  if (text.length - point - 1 === places) return BigInt(text.slice(0, point) + text.slice(point + 1));
  const [whole = '0', fraction = ''] = text.split('.');
  if (/[^0]/.test(fraction.slice(places))) throw new RangeError(`${text} is finer than ${currency} can be`);
  const magnitude = BigInt(whole.replace('-', '') + fraction.slice(0, places).padEnd(places, '0'));
  return text.startsWith('-') ? -magnitude : magnitude;
}

/** What rounding set aside: −exact − amount (C3), kept in exact decimals. */
export function residualOf(exact: ExactAmount, amount: Minor, currency: Currency): ExactAmount {
  return subtractExact(negateExact(exact), minorToExact(amount, currency));
}

export function absoluteOf(amount: Minor): Minor {
  return amount < 0n ? -amount : amount;
}

/** The smaller of two amounts. */
export function leastOf(a: Minor, b: Minor): Minor {
  return a < b ? a : b;
}

/** Plain decimal text of an exact amount with at least the currency's decimals: for people. */
export function exactToReadable(exact: ExactAmount, currency: Currency): string {
  const text = exactToText(exact);
  const places = minorDigits(currency);
  const fraction = text.split('.')[1] ?? '';
  if (fraction.length >= places) return text;
  return `${text}${fraction === '' ? '.' : ''}${'0'.repeat(places - fraction.length)}`;
}
