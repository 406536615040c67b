import { expect, test } from 'vitest';
import { madeLump, madeMove, madeSource } from '../../../test/documents/made-source.ts';
import { minorFromText } from '../../domain/money/minor.ts';
import { documentOf } from './document-of.ts';
import type { DocumentSource } from './document-source.ts';

function totals(source: DocumentSource): string[] {
  return documentOf(source).totals.map(({ label, amount }) => `${label} ${amount}`);
}
function sum(amounts: readonly string[]): bigint {
  return amounts.reduce((all, amount) => all + minorFromText(amount, 'USD'), 0n);
}

test('after_tax the tax stands before the credit, before_tax after it (T5)', () => {
  expect(totals(madeSource())).toEqual(['Charges 130.00', 'Tax 10 % 13.00', 'Credit -40.00', 'Total 103.00']);
  const before = { taxPosition: 'before_tax', tax: 9_00n, total: 99_00n };
  expect(totals(madeSource(before))).toEqual([
    'Charges 130.00',
    'Credit -40.00',
    'Tax 10 % 9.00',
    'Total 99.00',
  ]);
});

test('what is in the charges is said, and what is not is added: rounding, adjustments, two debits', () => {
  const source = madeSource({
    roundingLine: 1n,
    adjustmentLines: [
      { originalPeriod: '2026-02', cloud: 'AWS', usageAccount: '1', service: 'AmazonEC2', price: -3_00n },
    ],
    adjustments: -3_00n,
    debitAmounts: [1_00n, 2_00n],
    debits: 3_00n,
  });
  expect(totals(source)).toEqual([
    'Charges 130.00',
    'of which rounding 0.01',
    'Tax 10 % 13.00',
    'Credit adjustment 1 1.00',
    'Credit adjustment 2 2.00',
    'Adjustments of earlier periods -3.00',
    'Credit -40.00',
    'Total 103.00',
  ]);
  expect(documentOf(source).adjustments).toMatchObject([{ period: 'February 2026', amount: '-3.00' }]);
});

test('the steps of the credit add up from the opening to the closing balance (T6)', () => {
  const { credit } = documentOf(madeSource());
  expect(credit.map(({ name, amount }) => [name, amount])).toEqual([
    ['opening', '15.00'],
    ['earned', '60.00'],
    ['applied', '-40.00'],
    ['expired', '-5.00'],
    ['closing', '30.00'],
  ]);
  expect(sum(credit.slice(0, -1).map((step) => step.amount))).toBe(30_00n);
  expect(credit[1]?.items).toEqual([
    { account: '000000000011', description: 'MAP 2.0 Credit', amount: '60.00' },
  ]);
  expect(credit[3]?.items).toEqual([{ account: '', description: 'Welcome', amount: '-5.00' }]);
});

test('a reseller’s break-out by customer, account and description sums to the lump, to the cent (T10)', () => {
  const source = madeLump();
  const { breakout, credit, title } = documentOf(source);
  expect(title).toBe('Consolidated statement');
  expect(breakout).toMatchObject({ earned: '90.01', applied: '-40.00', expired: '0.00' });
  expect(breakout?.customers.map(({ customer, earned }) => [customer, earned])).toEqual([
    ['Blue Kiln', '60.00'],
    ['Copper Fern', '10.01'],
    ['Of no single customer', '20.00'],
  ]);
  const rows = breakout?.customers.flatMap((customer) => customer.rows) ?? [];
  expect(sum(rows.map((row) => row.earned))).toBe(source.earned);
  expect(sum(rows.map((row) => row.applied))).toBe(-source.creditApplied);
  expect(credit.flatMap((step) => step.items)).toEqual([]);
});

test('two customers of one name stay two in the break-out', () => {
  const twins = ['one', 'two'].map((id) =>
    madeMove('earned', 1_00n, { grant: id, earners: [{ customer: id, was: 0n, is: 1_00n }] }),
  );
  const customerNames = new Map([
    ['one', 'Twin'],
    ['two', 'Twin'],
  ]);
  const { breakout } = documentOf(madeLump({ story: twins, customerNames }));
  expect(breakout?.customers.map(({ customer }) => customer)).toEqual(['Twin', 'Twin']);
});

test('a credit divided by hand is told part by part, what it paid as one (T10)', () => {
  const earners = [
    { customer: 'blue-kiln', was: 0n, is: 6_01n },
    { customer: 'copper-fern', was: 0n, is: 3_00n },
    { customer: null, was: 0n, is: 1_00n },
  ];
  const story = [madeMove('earned', 10_01n, { earners }), madeMove('applied', 4_00n, { earners })];
  const { breakout } = documentOf(madeLump({ story }));
  expect(breakout?.customers.map(({ customer, earned, applied }) => [customer, earned, applied])).toEqual([
    ['Blue Kiln', '6.01', '0.00'],
    ['Copper Fern', '3.00', '0.00'],
    ['Of no single customer', '1.00', '-4.00'],
  ]);
  expect(breakout).toMatchObject({ earned: '10.01', applied: '-4.00' });
});

test('the break-out has a column for rules only where one may be named (T10)', () => {
  const rules = (rule: string | null) => {
    const { breakout } = documentOf(
      madeLump({
        story: [madeMove('earned', 1_00n, { rule }), madeMove('applied', 1_00n, { grant: 'g-9' })],
      }),
    );
    return [
      breakout?.namesRules,
      breakout?.customers.flatMap((customer) => customer.rows.map((row) => row.rule)),
    ];
  };
  expect(rules(null)).toEqual([false, [null, null]]);
  expect(rules('MAP')).toEqual([true, ['MAP', '']]);
});

test.each([
  ['draft', 'DRAFT', 'This is a draft'],
  ['discarded', 'DRAFT', 'This draft was discarded'],
  ['void', 'VOID', 'This statement is void: wrong account'],
] as const)('a %s statement is marked %s and says so', (state, watermark, remark) => {
  const document = documentOf(madeSource({ state, voidReason: 'wrong account', number: null }));
  expect(document).toMatchObject({ watermark, number: null });
  expect(document.remarks[0]).toContain(remark);
});

test('credits that were not used are said to wait (T3)', () => {
  const unused = madeSource({ useCredits: false, creditApplied: 0n });
  expect(documentOf(unused).remarks).toEqual([
    'Credits were not used on this statement; the balance waits for a later one.',
  ]);
  const none = madeSource({ useCredits: false, openingBalance: 0n, earned: 0n });
  expect(documentOf(none).remarks).toEqual([]);
});

test('text from outside keeps its words and loses what would turn or break the line', () => {
  const document = documentOf(
    madeSource({
      buyerName: ' Blue\u202E\tKiln\u2028 Ltd ',
      letterhead: { ...madeSource().letterhead, address: '\r\nStreet 1\r\n\r\nTown\n\n' },
    }),
  );
  expect(document.buyer.name).toBe('Blue Kiln Ltd');
  expect(document.seller.address).toEqual(['Street 1', '', 'Town']);
});
