import { expect, test } from 'vitest';
import { exactFromText, exactToText } from '../money/exact-amount.ts';
import { type PriceVersion, priceBook } from './price-book.ts';
import { exactPrice, priceOf } from './price-line.ts';

const exact = (text: string) => exactFromText(text) ?? { digits: 0n, scale: 0 };

function row(
  buyer: string,
  service: string,
  percent: string,
  fromPeriod: string | null = null,
  seq = 1n,
): PriceVersion {
  return { seller: 'distributor', buyer, service, upliftPercent: exact(percent), fromPeriod, seq };
}

const BOOK = priceBook([
  row('*', '*', '5'),
  row('*', 'AmazonS3', '6'),
  row('C1', '*', '7'),
  row('C1', 'AmazonS3', '8'),
  row('C1', 'AmazonS3', '9', '2026-03', 2n),
  row('C1', 'AmazonS3', '10', '2026-03', 5n),
  row('C2', '*', '-12.5'),
]);

test.each([
  ['buyer and service', 'C1', 'AmazonS3', '2026-02', 9n, '8'],
  ['the latest start that is not later', 'C1', 'AmazonS3', '2026-03', 9n, '10'],
  ['the price as it was when the period was first drafted', 'C1', 'AmazonS3', '2026-04', 3n, '9'],
  ['buyer', 'C1', 'AmazonEC2', '2026-03', 9n, '7'],
  ['service', 'C3', 'AmazonS3', '2026-03', 9n, '6'],
  ['default', 'C3', 'AmazonEC2', '2026-03', 9n, '5'],
  ['a discount', 'C2', 'AmazonS3', '2026-03', 9n, '-12.5'],
])('the uplift is that of %s (T2)', (_why, buyer, service, period, asOf, percent) => {
  expect(exactToText(BOOK.uplift('distributor', buyer, service, period, asOf))).toBe(percent);
});

test('without a price book the price is the cost (T2)', () => {
  expect(exactToText(BOOK.uplift('R1', 'C1', 'AmazonS3', '2026-03', 9n))).toBe('0');
});

test.each([
  ['10.005', '0', 1001n],
  ['-10.005', '0', -1001n],
  ['100', '7', 10700n],
  ['0.333333', '-12.5', 29n],
  ['33.335', '10', 3667n],
])('%s with %s %% is rounded half away from zero, once (T2)', (cost, uplift, minor) => {
  expect(priceOf(exact(cost), exact(uplift), 'USD')).toBe(minor);
});

test('before rounding the price keeps every digit', () => {
  expect(exactToText(exactPrice(exact('0.0000000007'), exact('3.5')))).toBe('0.0000000007245');
});
