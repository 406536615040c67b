import type { Currency } from '../money/currency.ts';
import { leastOf, type Minor, minorToExact, roundToMinor } from '../money/minor.ts';
import { percentOf } from '../price/price-line.ts';
import type { Tax } from './statement.ts';

/** What a bill is made of before any credit is used. */
export type BillBase = {
  readonly charges: Minor;
  readonly debits: Minor;
  readonly adjustments: Minor;
  readonly taxTerms: Tax;
  readonly currency: Currency;
};

/**
 * The most that credits may pay (T4, T5). after_tax: everything, tax included. before_tax: the taxable base; a
 * negative adjustment lowers it, so that a credit never pays below 0.00.
 */
export function payableByCredit(base: BillBase): Minor {
  if (base.taxTerms.position === 'before_tax')
    return base.charges + base.debits + leastOf(base.adjustments, 0n);
  return base.charges + taxOf(base, 0n) + base.debits + base.adjustments;
}

/** min(available, due), never below 0 (T4). */
export function creditToApply(available: Minor, due: Minor): Minor {
  return due <= 0n ? 0n : leastOf(available, due);
}

/** Once per statement, on the rounded line prices; before_tax: plus debits, less the credit applied (T5). */
export function taxOf(base: BillBase, creditApplied: Minor): Minor {
  const { percent, position } = base.taxTerms;
  if (percent === null) return 0n;
  const taxable = position === 'after_tax' ? base.charges : base.charges + base.debits - creditApplied;
  return roundToMinor(percentOf(minorToExact(taxable, base.currency), percent), base.currency);
}
