import type { StatementView } from '../../../application/views/statement-view.ts';
import { minorFromText, minorToText } from '../../../domain/money/minor.ts';
import { orDash, totals } from './amounts.ts';
import { type Column, table } from './table.ts';

type Amount = (statement: StatementView) => string;

const AMOUNTS: readonly { readonly head: string; readonly of: Amount; readonly always?: boolean }[] = [
  { head: 'charges', of: (s) => s.charges, always: true },
  { head: 'tax', of: (s) => s.tax },
  { head: 'adjusted', of: adjusted },
  { head: 'credit applied', of: (s) => s.creditApplied, always: true },
  { head: 'total', of: (s) => s.total, always: true },
  { head: 'carry-forward', of: (s) => s.closingBalance, always: true },
];

/**
 * Charges + tax + adjusted − credit applied = total; columns in which nothing happens are left out. The totals are one
 * per seller: what a reseller owes and what its customers owe it is the same money twice.
 */
export function statementTable(
  statements: readonly StatementView[],
  full: boolean,
  withIds: boolean,
): string {
  const amounts = AMOUNTS.filter(
    ({ of, always }) => always === true || statements.some((s) => orDash(of(s)) !== '-'),
  );
  const columns: Column<StatementView>[] = [
    ...(withIds ? [{ head: 'id', of: (s: StatementView) => s.id }] : []),
    { head: 'period', of: (s) => s.period },
    { head: 'seller', of: (s) => s.seller },
    { head: 'buyer', of: (s) => s.buyer },
    { head: 'state', of: stateText },
    { head: '', of: (s) => s.currency },
    ...amounts.map(({ head, of, always }) => ({
      head,
      of: (s: StatementView) => (always === true ? of(s) : orDash(of(s))),
      right: true,
    })),
  ];
  const sellers = Map.groupBy(statements, (s) => s.seller);
  const foot = [...sellers].flatMap(([seller, of]) =>
    totals(
      of,
      amounts.map((amount) => amount.of),
    ).map(({ currency, sums }) => [...(withIds ? [''] : []), 'total', seller, '', '', currency, ...sums]),
  );
  return table(columns, statements, { rows: 'statements', full, foot });
}

/** Debits and adjustments together: what earlier months still put on this statement. */
export function adjusted({ debits, adjustments, currency }: StatementView): string {
  return minorToText(minorFromText(debits, currency) + minorFromText(adjustments, currency), currency);
}

export function stateText({ state, number }: StatementView): string {
  return number === null ? state : `${state}, no. ${number}`;
}
