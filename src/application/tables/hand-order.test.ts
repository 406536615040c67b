import { describe, expect, test } from 'vitest';
import type { Credit } from '../../domain/credit/credit.ts';
import type { Assignment } from '../book.ts';
import { orderOf } from './hand-order.ts';
import type { RowOut } from './table.ts';

const CREDIT: Credit = {
  cloud: 'AWS',
  payerAccount: '100000000001',
  period: '2026-03',
  usageAccount: '200000000002',
  service: 'AmazonEC2',
  description: 'Migration credit',
  ownerAccount: null,
  currency: 'USD',
  lineType: 'Credit',
  id: 'crd-1',
  kind: 'credit',
  exact: { digits: -10_000n, scale: 2 },
  lines: 1,
  final: true,
  bookedExact: null,
};

/** 60/30/10, as the book shows it. */
const BOOK: RowOut = {
  credit_id: 'crd-1',
  customer_id: 'kiln',
  reseller_id: 'harbor',
  customer_amount: '60.00',
  reseller_amount: '30.00',
  distributor_amount: '10.00',
};

/** What the row asks for when these cells are edited; a column that is undefined is left out of the file. */
function asked(
  edited: Readonly<Record<string, string | undefined>>,
  book: RowOut = BOOK,
  inForce?: Pick<Assignment, 'madeBy' | 'reason'>,
) {
  const cells: Readonly<Record<string, string | undefined>> = { ...book, ...edited };
  const row = {
    file: 't.csv',
    row: 2,
    cell: (name: string) => cells[name] ?? '',
    has: (name: string) => !(name in cells) || cells[name] !== undefined,
  };
  const wrong: string[] = [];
  const before = inForce === undefined ? undefined : { ...ASSIGNED, ...inForce };
  const order = orderOf({ row, before: book }, CREDIT, before, (column, _seen, todo) => {
    wrong.push(`${column}: ${todo}`);
  });
  if (order === 'repeated') return order;
  return order === null
    ? wrong.map((one) => one.split(/[:,;]/)[0])
    : Object.fromEntries(
        order.parts.map((part) => [part.party, 'amount' in part ? part.amount : `${part.percent}`]),
      );
}

const ASSIGNED: Assignment = {
  credit: 'crd-1',
  version: 1,
  madeBy: 'hand',
  rule: null,
  ruleVersion: null,
  decidedBy: null,
  customer: 'kiln',
  reseller: 'harbor',
  account: null,
  consumer: null,
  exact: CREDIT.exact,
  reason: 'agreed',
  restores: null,
  shares: [],
  seq: 1n,
};

describe('an edited row of the credit list (S4)', () => {
  test('moves only what its edited cells mention: a column that is left out keeps its amount', () => {
    expect(asked({ reseller_amount: undefined, customer_amount: '50', reason: 'agreed' })).toEqual({
      kiln: 5_000n,
      harbor: 3_000n,
    });
    expect(asked({ reseller_amount: '', reason: 'agreed' })).toEqual({ kiln: 6_000n });
    expect(asked({ reseller_amount: '', customer_amount: '0', reason: 'agreed' })).toEqual({
      distributor: '1000000',
    });
  });

  test('with a reason alone is a fault, unless that decision is in force with this reason', () => {
    expect(asked({ reason: 'agreed' })).toEqual(['reason']);
    const held = { credit_id: 'crd-1', customer_id: 'kiln' };
    expect(asked({ reason: 'agreed' }, held)).toEqual(['reason']);
    expect(asked({ reason: 'agreed' }, BOOK, { madeBy: 'hand', reason: 'agreed' })).toBe('repeated');
    expect(asked({ reason: 'agreed' }, BOOK, { madeBy: 'rule', reason: 'agreed' })).toEqual(['reason']);
    expect(asked({ allow_more: 'yes' })).toEqual(['allow_more']);
    expect(asked({ customer_amount: '50.00' })).toEqual(['reason']);
  });

  test('gives the distributor what the others leave, and nothing else', () => {
    const reason = 'agreed';
    expect(asked({ distributor_amount: '5.00', reason })).toEqual(['distributor_amount']);
    expect(asked({ distributor_amount: '5.00', customer_amount: '50', reason })).toEqual([
      'distributor_amount',
    ]);
    expect(asked({ distributor_amount: '20', customer_amount: '50', reason })).toEqual({
      kiln: 5_000n,
      harbor: 3_000n,
    });
  });

  test('that is divided among others than its two parties is edited where they are named', () => {
    const among = { ...BOOK, by_hand: 'kiln=40.00;anvil=20.00;harbor=30.00' };
    expect(asked({ customer_amount: '50', reason: 'agreed' }, among)).toEqual(['by_hand']);
    expect(asked({ by_hand: '', reason: 'agreed' }, among)).toEqual(['by_hand']);
    expect(asked({ by_hand: 'kiln=40.00;anvil=20%', reason: 'agreed' }, among)).toEqual({
      kiln: 4_000n,
      anvil: '200000',
    });
    expect(asked({ by_hand: '', move_to_account_id: '200000000003', reason: 'agreed' }, among)).toEqual({});
  });
});
