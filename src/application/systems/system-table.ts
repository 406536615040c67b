import type { Currency } from '../../domain/money/currency.ts';
import { type Minor, minorToText } from '../../domain/money/minor.ts';

export const SYSTEM_FILES = ['usage', 'focus', 'journal'] as const;

/** usage: for platforms as CloudBlue's · focus: rows of FOCUS 1.2 · journal: for an accounting system. */
export type SystemFileKind = (typeof SYSTEM_FILES)[number];

/** A file for another system as a value: its columns and its rows, as texts. What writes it decides nothing. */
export type SystemTable = {
  readonly kind: SystemFileKind;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What it adds up to, to compare with what the other system took in. */
  readonly totals: readonly SystemTotal[];
};

export type SystemTotal = { readonly of: string; readonly amount: string; readonly currency: Currency };

/** Sums of one kind of amount after the other, in the order of their names and currencies. */
export function totalsOf(
  parts: Iterable<{ readonly of: string; readonly amount: Minor; readonly currency: Currency }>,
): SystemTotal[] {
  const sums = new Map<string, { of: string; amount: Minor; currency: Currency }>();
  for (const { of, amount, currency } of parts) {
    const key = `${of}\0${currency}`;
    sums.set(key, { of, currency, amount: (sums.get(key)?.amount ?? 0n) + amount });
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { of, amount, currency }]) => ({ of, currency, amount: minorToText(amount, currency) }));
}
