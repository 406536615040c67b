import { type ExactAmount, exactFromText } from '../../domain/money/exact-amount.ts';

/** A numeric column as an exact amount. The database wrote it: anything else is a bug. */
export function exactOf(text: string): ExactAmount {
  const exact = exactFromText(text);
  if (exact === null) throw new TypeError(`the book holds ${text} where a decimal belongs`);
  return exact;
}

export function exactOrNull(text: string | null): ExactAmount | null {
  return text === null ? null : exactOf(text);
}
