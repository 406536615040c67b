import { expect, test } from 'vitest';
import type { ChargeSum } from '../../domain/line-item/delivered-month.ts';
import { exactFromText } from '../../domain/money/exact-amount.ts';
import { accountsChanged } from './accounts-changed.ts';

type Told = Partial<Omit<ChargeSum, 'exact'>> & { readonly cost: string };

function charge({ cost, ...told }: Told): ChargeSum {
  const exact = exactFromText(cost);
  if (exact === null) throw new Error(`${cost} is no amount`);
  const one = { usageAccount: '111', service: 'EC2', lineType: 'Usage', currency: 'USD' } as const;
  return { ...one, usageDay: null, lines: 1, ...told, exact };
}
const changed = (before: readonly Told[], now: readonly Told[]): string[] => [
  ...accountsChanged(before.map(charge), now.map(charge)),
];

test('two changes that cancel each other out are a change', () => {
  const now = [{ cost: '6' }, { cost: '4', service: 'S3' }];
  expect(changed([{ cost: '5' }, { cost: '5', service: 'S3' }], now)).toEqual(['111']);
});

test('the same sum under another service is a change, under another line type of the same class it is none', () => {
  expect(changed([{ cost: '5' }], [{ cost: '5', service: 'S3' }])).toEqual(['111']);
  expect(changed([{ cost: '5' }], [{ cost: '5', lineType: 'DiscountedUsage' }])).toEqual([]);
});

test('taxes, and accounts that were not there before, change nothing that was billed', () => {
  const now = [{ cost: '5.00' }, { cost: '1', lineType: 'Tax' }, { cost: '7', usageAccount: '222' }];
  expect(changed([{ cost: '5' }], now)).toEqual([]);
});

test('an account that is gone is a change', () => {
  expect(changed([{ cost: '5' }], [])).toEqual(['111']);
});

test('another day is a change where both deliveries have the days, and none where one has not', () => {
  const [third, fourth] = ['2026-03-03', '2026-03-04'].map((usageDay) => ({ cost: '5', usageDay }));
  if (third === undefined || fourth === undefined) throw new Error('two days');
  expect(changed([third], [fourth])).toEqual(['111']);
  expect(changed([{ cost: '5' }], [fourth])).toEqual([]);
});
