import { expect, test } from 'vitest';
import { exactFromText, exactToText } from '../money/exact-amount.ts';
import { amountOf, type Credit, identityKey, isDust, kindOf, residualOfCredit } from './credit.ts';
import type { GatheredCredit } from './gather.ts';
import { restateCredits } from './restate.ts';

const IDENTITY = {
  cloud: 'AWS',
  payerAccount: '111111111111',
  period: '2026-03',
  usageAccount: '222222222222',
  service: 'AmazonEC2',
  description: 'MAP 2.0 Credit',
  ownerAccount: null,
  currency: 'USD',
  lineType: 'Credit',
};

const exact = (text: string) => exactFromText(text) ?? { digits: 0n, scale: 0 };
const idOf = (key: string): string => `id of ${key}`;

function gathered(total: string, lines = 2): Map<string, GatheredCredit> {
  return new Map([[identityKey(IDENTITY), { identity: IDENTITY, exact: exact(total), lines }]]);
}

function known(total: string, final: boolean): Credit[] {
  const id = idOf(identityKey(IDENTITY));
  return [{ ...IDENTITY, id, kind: 'credit', exact: exact(total), lines: 2, final, bookedExact: null }];
}

const seen = (credits: readonly Credit[]) => credits.map((c) => [exactToText(c.exact), c.final, c.lines]);

test('a credit is as final as the delivery that brings it (C6)', () => {
  expect(seen(restateCredits([], gathered('-10'), false, idOf))).toEqual([['-10', false, 2]]);
  expect(seen(restateCredits([], gathered('-10'), true, idOf))).toEqual([['-10', true, 2]]);
});

test('the same total again is no change, and a final one stays final under a newer estimate (C6)', () => {
  expect(restateCredits(known('-10', true), gathered('-10.00'), false, idOf)).toEqual([]);
  expect(restateCredits(known('-10', false), gathered('-10'), false, idOf)).toEqual([]);
});

test('an estimate becomes final when a final delivery says the same total', () => {
  expect(seen(restateCredits(known('-10', false), gathered('-10'), true, idOf))).toEqual([['-10', true, 2]]);
});

test('a changed total waits as an estimate until it is final itself (C6)', () => {
  expect(seen(restateCredits(known('-10', true), gathered('-12'), false, idOf))).toEqual([['-12', false, 2]]);
});

test('a credit that the newer delivery no longer names has the total 0 (N1), once', () => {
  const gone = restateCredits(known('-10', true), new Map(), true, idOf);
  expect(seen(gone)).toEqual([['0', true, 0]]);
  expect(restateCredits(gone, new Map(), true, idOf)).toEqual([]);
});

test('−47.6816938998 is 47.68 and leaves 0.0016938998 for rounding (C3)', () => {
  expect(amountOf(exact('-47.6816938998'), 'USD')).toBe(4768n);
  expect(exactToText(residualOfCredit(exact('-47.6816938998'), 'USD'))).toBe('0.0016938998');
});

test('a credit that rounds to nothing is dust; a discount or one that is gone is not (C5)', () => {
  expect(isDust({ kind: 'credit', exact: exact('-7.0E-10'), currency: 'USD', lines: 1 })).toBe(true);
  expect(isDust({ kind: 'credit', exact: exact('-0.005'), currency: 'USD', lines: 1 })).toBe(false);
  expect(isDust({ kind: 'partner_discount', exact: exact('-7.0E-10'), currency: 'USD', lines: 1 })).toBe(
    false,
  );
  expect(isDust({ kind: 'credit', exact: exact('0'), currency: 'USD', lines: 0 })).toBe(false);
});

test.each([
  ['Credit', 'spp-2026-q1 partner discount', 'partner_discount'],
  ['Credit', 'AWS Solution Provider Program Discount', 'partner_discount'],
  ['Credit', 'Crisspp-cross credit', 'credit'],
  ['Credit', 'MAP 2.0 Credit', 'credit'],
  ['Refund', 'spp-2026-q1', 'refund'],
])('a %s line "%s" is a %s (C7)', (lineType, description, kind) => {
  expect(kindOf(lineType, description)).toBe(kind);
});
