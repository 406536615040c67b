import { minorFromText, minorToText } from '../../../domain/money/minor.ts';

type InCurrency = { readonly currency: string };

/** Sums of amount columns, one row per currency, in the order of the columns. */
export function totals<Row extends InCurrency>(
  rows: readonly Row[],
  columns: readonly ((row: Row) => string)[],
): { readonly currency: string; readonly sums: readonly string[] }[] {
  return [...Map.groupBy(rows, (row) => row.currency)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, of]) => ({
      currency,
      sums: columns.map((column) =>
        minorToText(
          of.reduce((sum, row) => sum + minorFromText(column(row), currency), 0n),
          currency,
        ),
      ),
    }));
}

export function isZero(amount: string): boolean {
  return /^-?[0.]*$/.test(amount);
}

/** `-0.00` is never printed, and neither is a column of zeros worth reading: zero is a dash. */
export function orDash(amount: string): string {
  return isZero(amount) ? '-' : amount;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
