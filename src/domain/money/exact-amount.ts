/**
 * An exact decimal amount, as the clouds write costs: `digits / 10^scale`, always in lowest terms
 * (no trailing zero in `digits` unless `scale` is 0), so two equal amounts are structurally equal.
 * Source: semantics C3 (costs are decimals as text; nothing is rounded until a credit is whole).
 */
export type ExactAmount = { readonly digits: bigint; readonly scale: number };

export const EXACT_ZERO: ExactAmount = { digits: 0n, scale: 0 };

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** Reads `12.5`, `-7.0E-10`, `.5`; null when the text is not one finite decimal number. */
export function exactFromText(text: string): ExactAmount | null {
  const match = DECIMAL.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const scale = fraction.length - Number(exponent);
  const magnitude = BigInt(whole + fraction);
  return lowestTerms(sign === '-' ? -magnitude : magnitude, scale);
}

/** Plain decimal digits, never an exponent, never `-0`. */
export function exactToText(amount: ExactAmount): string {
  const negative = amount.digits < 0n;
  const digits = (negative ? -amount.digits : amount.digits).toString().padStart(amount.scale + 1, '0');
  const whole = digits.slice(0, digits.length - amount.scale);
  const fraction = digits.slice(digits.length - amount.scale);
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

export function addExact(a: ExactAmount, b: ExactAmount): ExactAmount {
  const scale = Math.max(a.scale, b.scale);
  return lowestTerms(digitsAt(a, scale) + digitsAt(b, scale), scale);
}

export function subtractExact(a: ExactAmount, b: ExactAmount): ExactAmount {
  return addExact(a, negateExact(b));
}

export function multiplyExact(a: ExactAmount, b: ExactAmount): ExactAmount {
  return lowestTerms(a.digits * b.digits, a.scale + b.scale);
}

export function negateExact(amount: ExactAmount): ExactAmount {
  return { digits: -amount.digits, scale: amount.scale };
}

export function sumExact(amounts: Iterable<ExactAmount>): ExactAmount {
  // Brought to lowest terms once, at the end: for many amounts that is most of the work.
  let total: ExactAmount = EXACT_ZERO;
  for (const amount of amounts) {
    const scale = Math.max(total.scale, amount.scale);
    total = { digits: digitsAt(total, scale) + digitsAt(amount, scale), scale };
  }
  return lowestTerms(total.digits, total.scale);
}

export function isZeroExact(amount: ExactAmount): boolean {
  return amount.digits === 0n;
}

export function equalExact(a: ExactAmount, b: ExactAmount): boolean {
  return a.digits === b.digits && a.scale === b.scale;
}

/** The digits written at a scale that is not smaller than the amount's own. */
function digitsAt(amount: ExactAmount, scale: number): bigint {
  return scale === amount.scale ? amount.digits : amount.digits * powerOfTen(scale - amount.scale);
}

const POWERS_OF_TEN = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

/** Nearly every power that amounts need is worked out once. */
export function powerOfTen(exponent: number): bigint {
  return POWERS_OF_TEN[exponent] ?? 10n ** BigInt(exponent);
}

function lowestTerms(digits: bigint, scale: number): ExactAmount {
  if (digits === 0n) return EXACT_ZERO;
  let reduced = digits;
  let left = scale;
  while (left > 0 && reduced % 10n === 0n) {
    reduced /= 10n;
    left -= 1;
  }
  if (left < 0) return { digits: reduced * powerOfTen(-left), scale: 0 };
  return { digits: reduced, scale: left };
}
