import { type ExactAmount, exactFromText } from '../../domain/money/exact-amount.ts';

const PLAIN = /^(-?\d{1,15})(?:\.(\d{0,14}[1-9]))?$/;

/** A numeric column as an exact amount. The database wrote it: anything else is a bug. */
export function exactOf(text: string): ExactAmount {
  // Nearly every amount: few digits and in lowest terms already.
  const plain = PLAIN.exec(text);
  if (plain !== null) {
    const [, whole = '', fraction = ''] = plain;
    return { digits: BigInt(whole + fraction), scale: fraction.length };
  }
  const exact = exactFromText(text);
  if (exact === null) throw new TypeError(`the book holds ${text} where a decimal belongs`);
  return exact;
}

export function exactOrNull(text: string | null): ExactAmount | null {
  return text === null ? null : exactOf(text);
}
