import { type Currency, minorDigits } from './currency.ts';
import type { Minor } from './minor.ts';

/** Why an amount that a person typed is refused; `says` is a plain sentence part for the person. Source: semantics L6. */
export type AmountFault = {
  readonly code:
    | 'blank'
    | 'comma'
    | 'negative'
    | 'exponent'
    | 'not-plain-digits'
    | 'zero'
    | 'too-many-decimals'
    | 'too-large';
  readonly says: string;
};

/** Nobody adds more than this by hand; with four decimals it still fits a database's 8-byte integer. */
const MOST_WHOLE_DIGITS = 12;

/**
 * Reads an amount as L6 wants it typed: plain digits with a point, above zero, no finer than the currency.
 * Everything else is a fault that says what was wrong.
 */
export function amountFromTyped(text: string, currency: Currency): Minor | AmountFault {
  const typed = text.trim();
  const misshapen = shapeFault(typed);
  if (misshapen !== null) return misshapen;
  const [whole = '', fraction = ''] = typed.split('.');
  const places = minorDigits(currency);
  if (fraction.length > places) return { code: 'too-many-decimals', says: decimalsAllowed(currency, places) };
  return BigInt(whole + fraction.padEnd(places, '0'));
}

/** What can be said of a typed amount before its currency is known; null: nothing is wrong so far. */
export function shapeFault(text: string): AmountFault | null {
  const typed = text.trim();
  const example = 'digits with a point, such as 1000.00';
  if (typed === '') return { code: 'blank', says: `write an amount: ${example}` };
  if (typed.includes(',')) return { code: 'comma', says: `an amount has no comma: write ${example}` };
  if (/^[-−–(]/.test(typed)) {
    return { code: 'negative', says: 'an amount is above zero: to reduce a grant, reverse it with a reason' };
  }
  if (/^[+]?[\d.]+[eE][+-]?\d+$/.test(typed)) {
    return { code: 'exponent', says: `an amount has no exponent: write it out as ${example}` };
  }
  if (!/^\d+(\.\d+)?$/.test(typed)) {
    return {
      code: 'not-plain-digits',
      says: `an amount is only ${example}: no currency sign, space or other mark`,
    };
  }
  if (/^[0.]+$/.test(typed))
    return { code: 'zero', says: 'an amount of zero adds nothing: write an amount above zero' };
  const whole = typed.split('.')[0]?.replace(/^0+/, '') ?? '';
  if (whole.length > MOST_WHOLE_DIGITS) {
    return { code: 'too-large', says: `an amount has at most ${MOST_WHOLE_DIGITS} digits before the point` };
  }
  return null;
}

function decimalsAllowed(currency: Currency, places: number): string {
  if (places === 0) return `${currency} has no decimals: write a whole number`;
  return `${currency} has ${places} decimals at most: round the amount to them`;
}
