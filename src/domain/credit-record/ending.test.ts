import { describe, expect, it } from 'vitest';
import { EXACT_ZERO, exactFromText, exactToText } from '../money/exact-amount.ts';
import type { CreditRecord } from './credit-record.ts';
import { endingSums, endingsOf, recordState } from './ending.ts';

const TODAY = '2026-03-31';

function record(id: string, more: Partial<CreditRecord> & { readonly left?: string } = {}): CreditRecord {
  const { left = '100', ...rest } = more;
  return {
    id,
    account: '111111111111',
    type: 'Promotion',
    description: 'AWS Activate',
    currency: 'USD',
    initial: exactFromText('1000') ?? EXACT_ZERO,
    remaining: exactFromText(left) ?? EXACT_ZERO,
    estimated: null,
    starts: '2026-01-01',
    ends: null,
    products: [],
    applicationType: null,
    sharing: null,
    disabled: false,
    ...rest,
  };
}

describe('the warnings before a credit ends (A9)', () => {
  it.each<[string, string | null]>([
    ['2026-03-30', null],
    ['2026-03-31', '0 days, within 30'],
    ['2026-04-30', '30 days, within 30'],
    ['2026-05-01', '31 days, within 60'],
    ['2026-05-30', '60 days, within 60'],
    ['2026-05-31', '61 days, within 90'],
    ['2026-06-29', '90 days, within 90'],
    ['2026-06-30', null],
  ])('on 2026-03-31, for one that ends on %s: %s', (ends, expected) => {
    const told = endingsOf([record('1', { ends })], TODAY).map(
      ({ daysLeft, within }) => `${daysLeft} days, within ${within}`,
    );
    expect(told).toEqual(expected === null ? [] : [expected]);
  });

  it('say nothing of what is used up, switched off or has no end', () => {
    const ends = '2026-04-10';
    const silent = [
      record('1', { ends, left: '0' }),
      record('2', { ends, left: '-3' }),
      record('3', { ends, disabled: true }),
      record('4'),
    ];
    expect(endingsOf(silent, TODAY)).toEqual([]);
  });

  it('come the soonest first and add up per account and in all, each amount in one column', () => {
    const endings = endingsOf(
      [
        record('1', { ends: '2026-06-20', left: '5' }),
        record('2', { ends: '2026-04-05', left: '7.125' }),
        record('3', { ends: '2026-05-10', left: '11', account: '222222222222' }),
        record('4', { ends: '2026-04-05', left: '2', currency: 'EUR' }),
      ],
      TODAY,
    );
    expect(endings.map(({ record: { id } }) => id)).toEqual(['2', '4', '3', '1']);
    expect(
      endingSums(endings).map((sum) =>
        [
          sum.account ?? 'all',
          sum.currency,
          ...[sum.within30, sum.within60, sum.within90].map(exactToText),
        ].join(' '),
      ),
    ).toEqual([
      '111111111111 EUR 2 0 0',
      '111111111111 USD 7.125 0 5',
      '222222222222 USD 0 11 0',
      'all EUR 2 0 0',
      'all USD 7.125 11 5',
    ]);
  });
});

it.each<[string, CreditRecord]>([
  ['usable', record('1')],
  ['usable', record('1', { ends: '2026-06-30' })],
  ['ends-soon', record('1', { ends: '2026-06-29' })],
  ['ended', record('1', { ends: '2026-03-30' })],
  ['used-up', record('1', { ends: '2026-03-30', left: '0' })],
  ['switched-off', record('1', { disabled: true })],
  ['not-started', record('1', { starts: '2026-04-01' })],
])('a record is %s', (state, one) => {
  expect(recordState(one, TODAY)).toBe(state);
});
