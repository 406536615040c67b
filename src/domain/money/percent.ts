import { type ExactAmount, exactFromText } from './exact-amount.ts';

/** A percentage from 0 to 100 in ten-thousandths of a percent: 62.5 % is 625_000n. Source: semantics S1. */
export type Percent = bigint;

export const HUNDRED_PERCENT: Percent = 1_000_000n;

export type PercentFault = 'not-a-number' | 'too-many-decimals' | 'out-of-range';

/** At most 4 decimals, 0 to 100, read as text and never through a float. */
export function percentFromText(text: string): Percent | PercentFault {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return /^(-\d+|\d{10,})(\.\d+)?$/.test(text.trim()) ? 'out-of-range' : 'not-a-number';
  const [, whole = '0', fraction = ''] = match;
  if (fraction.length > 4) return 'too-many-decimals';
  const percent = BigInt(whole + fraction.padEnd(4, '0'));
  return percent > HUNDRED_PERCENT ? 'out-of-range' : percent;
}

export function percentToText(percent: Percent): string {
  const digits = percent.toString().padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return `${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** An uplift or tax percentage: any decimal text; a negative uplift is a discount (T2). */
export function rateFromText(text: string): ExactAmount | null {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? exactFromText(text) : null;
}
