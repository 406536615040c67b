import { exactFromText, exactToText } from '../../domain/money/exact-amount.ts';
import { KEPT_DIGITS } from './workbook.ts';

/**
 * A number of a workbook as plain decimal text; null when it is none. A spreadsheet keeps numbers as binary fractions
 * and may write 47.68 down as `47.679999999999999`: what it keeps of a number is 15 digits, so to these it is rounded,
 * digit by digit. What was written with at most 15 digits comes back as it was.
 */
export function numberText(written: string): string | null {
  const exact = exactFromText(written);
  if (exact === null) return null;
  const negative = exact.digits < 0n;
  const digits = (negative ? -exact.digits : exact.digits).toString();
  const excess = digits.length - KEPT_DIGITS;
  if (excess <= 0) return exactToText(exact);
  const unit = 10n ** BigInt(excess);
  const kept = (BigInt(digits) + unit / 2n) / unit;
  const text = exactFromText(`${negative ? '-' : ''}${kept}e${excess - exact.scale}`);
  return text === null ? null : exactToText(text);
}

/** The day a spreadsheet counts as `serial`; null when it is no whole day, or one before 1 March 1900. */
export function dayOfSerial(serial: string, since1904: boolean): string | null {
  const text = numberText(serial);
  if (text === null || !/^\d{1,7}$/.test(text)) return null;
  const days = Number(text) + (since1904 ? 1_462 : 0);
  // Spreadsheets believe in 29 February 1900; the days before it are counted differently by each.
  if (days < 61 || days > 2_958_465) return null;
  return new Date(Date.UTC(1899, 11, 30 + days)).toISOString().slice(0, 10);
}
