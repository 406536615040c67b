import { expect, test } from 'vitest';
import { compareRows, rowChanges } from './compare-rows.ts';
import type { RowIn, RowOut } from './table.ts';
import { TABLES } from './tables.ts';

function rowsIn(rows: readonly RowOut[]): RowIn[] {
  return rows.map((cells, at) => ({
    file: 'accounts.csv',
    row: at + 2,
    cell: (column) => cells[column] ?? '',
    has: () => true,
  }));
}

const tenure = (customer_id: string, from: string, to: string): RowOut => ({
  usage_account_id: '111111111111',
  customer_id,
  from,
  to,
});

const BOOK = [
  tenure('kiln', '', '2026-01-01'),
  tenure('anvil', '2026-01-01', '2026-02-01'),
  tenure('fern', '2026-02-01', ''),
];

test('a tenure that its set leaves out is told as removed (P5)', () => {
  const compared = compareRows(TABLES.accounts, rowsIn([BOOK[2] ?? {}, BOOK[0] ?? {}]), BOOK);
  expect([...rowChanges(TABLES.accounts, compared)]).toEqual([
    {
      row: null,
      key: '111111111111',
      change: 'removed',
      cells: [
        { column: 'customer_id', before: 'anvil', after: '' },
        { column: 'from', before: '2026-01-01', after: '' },
        { column: 'to', before: '2026-02-01', after: '' },
      ],
    },
  ]);
});

test('a changed tenure stands beside the one that it is most like', () => {
  const compared = compareRows(TABLES.accounts, rowsIn([tenure('fern', '2026-03-01', '')]), BOOK);
  expect([...rowChanges(TABLES.accounts, compared)]).toMatchObject([
    { row: 2, change: 'changed', cells: [{ column: 'from', before: '2026-02-01', after: '2026-03-01' }] },
    { row: null, change: 'removed', cells: [{ before: 'kiln' }, { before: '2026-01-01' }] },
    { row: null, change: 'removed', cells: [{ before: 'anvil' }, {}, {}] },
  ]);
});

test('a set that is in the book row by row, in any order, is the same', () => {
  expect(compareRows(TABLES.accounts, rowsIn(BOOK.toReversed()), BOOK)).toEqual({
    others: [],
    removed: [],
    same: 1,
  });
});
