import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenOut, type Earner } from './break-out.ts';

const ofOne: readonly Earner[] = [
  { customer: 'C1', was: 0n, is: 60_00n },
  { customer: null, was: 0n, is: 30_00n },
];
const ofTwo: readonly Earner[] = [
  { customer: null, was: 10_00n, is: 20_00n },
  { customer: 'C4', was: 20_00n, is: 30_00n },
  { customer: 'C1', was: 40_00n, is: 25_00n },
];

describe('the break-out of a movement by customer (T10)', () => {
  test('of one customer is whole, the share of its reseller included', () => {
    expect(brokenOut({ movement: 'earned', amount: 90_00n }, ofOne)).toEqual([
      { customer: 'C1', amount: 90_00n, passedOn: 60_00n },
    ]);
  });

  test('names the customer whose account earned it although its own part is nothing', () => {
    const kept = [
      { customer: 'C1', was: 0n, is: 0n },
      { customer: null, was: 0n, is: 30_00n },
    ];
    expect(brokenOut({ movement: 'earned', amount: 30_00n }, kept)).toEqual([
      { customer: 'C1', amount: 30_00n, passedOn: 0n },
    ]);
  });

  test('of several tells what was earned as the change of the division, the own share last', () => {
    expect(brokenOut({ movement: 'earned', amount: 5_00n }, ofTwo)).toEqual([
      { customer: 'C1', amount: -15_00n, passedOn: -15_00n },
      { customer: 'C4', amount: 10_00n, passedOn: 10_00n },
      { customer: null, amount: 10_00n, passedOn: 0n },
    ]);
  });

  test('of several tells what lapsed in proportion to the parts', () => {
    expect(brokenOut({ movement: 'expired', amount: 7_50n }, ofTwo)).toEqual([
      { customer: 'C1', amount: 2_50n, passedOn: 0n },
      { customer: 'C4', amount: 3_00n, passedOn: 0n },
      { customer: null, amount: 2_00n, passedOn: 0n },
    ]);
  });

  test('of several does not say whose part a statement applied', () => {
    expect(brokenOut({ movement: 'applied', amount: 5_00n }, ofTwo)).toEqual([
      { customer: null, amount: 5_00n, passedOn: 0n },
    ]);
  });

  test('of a grant added by hand names nobody', () => {
    expect(brokenOut({ movement: 'earned', amount: 5_00n }, [])).toEqual([
      { customer: null, amount: 5_00n, passedOn: 0n },
    ]);
  });

  test('of one customer never passes on more than was earned, to either side', () => {
    const taken = [
      { customer: 'C1', was: 60_00n, is: 20_00n },
      { customer: null, was: 30_00n, is: 10_00n },
    ];
    const passed = (amount: bigint): bigint | undefined =>
      brokenOut({ movement: 'earned', amount }, taken)[0]?.passedOn;
    expect([passed(-60_00n), passed(-25_00n), passed(0n), passed(5_00n)]).toEqual([-40_00n, -25_00n, 0n, 0n]);
  });

  test('sums to the movement, to the cent, whatever the division', () => {
    const minor = fc.bigInt({ min: -1000n, max: 1000n });
    const earner = fc.record({ customer: fc.constantFrom('C1', 'C2', 'C3', null), was: minor, is: minor });
    const movement = fc.constantFrom('earned', 'applied', 'expired', 'restored');
    fc.assert(
      fc.property(
        movement,
        minor,
        fc.uniqueArray(earner, { selector: (e) => e.customer }),
        (m, amount, earners) => {
          const parts = brokenOut({ movement: m, amount }, earners);
          expect(parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(amount);
        },
      ),
    );
  });
});
