import { expect, test } from 'vitest';
import { exactToText } from '../money/exact-amount.ts';
import type { Share } from '../split/share.ts';
import { edgeChanges, keptPostings } from './division.ts';

const SIXTY_THIRTY_TEN: Share[] = [
  { party: 'customer', id: 'C', reseller: 'R', amount: 60_00n },
  { party: 'reseller', id: 'R', amount: 30_00n },
  { party: 'distributor', amount: 10_00n },
];

const told = (before: readonly Share[], after: readonly Share[]) =>
  edgeChanges(before, after, 'USD').map(({ edge, amount }) => [edge.seller, edge.buyer, amount]);

test('60/30/10 of 100.00: the reseller is granted 90.00 and grants 60.00 on (L2)', () => {
  expect(told([], SIXTY_THIRTY_TEN)).toEqual([
    ['distributor', 'R', 90_00n],
    ['R', 'C', 60_00n],
  ]);
  expect(keptPostings([], SIXTY_THIRTY_TEN, 'USD').map((p) => [p.from, p.to, exactToText(p.amount)])).toEqual(
    [
      ['R:received', 'R:kept', '30'],
      ['distributor:unallocated', 'distributor:kept', '10'],
    ],
  );
});

test('a direct customer is granted its share by the distributor (L2)', () => {
  expect(told([], [{ party: 'customer', id: 'C', reseller: null, amount: 60_00n }])).toEqual([
    ['distributor', 'C', 60_00n],
  ]);
});

test('dividing the same way again moves nothing', () => {
  expect(told(SIXTY_THIRTY_TEN, SIXTY_THIRTY_TEN)).toEqual([]);
  expect(keptPostings(SIXTY_THIRTY_TEN, SIXTY_THIRTY_TEN, 'USD')).toEqual([]);
});

test('another reseller takes over both edges, and the old ones fall by as much (S4, L7)', () => {
  const after: Share[] = [
    { party: 'customer', id: 'C', reseller: 'R2', amount: 60_00n },
    { party: 'reseller', id: 'R', amount: 30_00n },
    { party: 'distributor', amount: 10_00n },
  ];
  expect(told(SIXTY_THIRTY_TEN, after)).toEqual([
    ['distributor', 'R', -60_00n],
    ['R', 'C', -60_00n],
    ['distributor', 'R2', 60_00n],
    ['R2', 'C', 60_00n],
  ]);
});
