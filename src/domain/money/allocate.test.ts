import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from './allocate.ts';

const weights = fc
  .array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 6 })
  .filter((each) => each.some((weight) => weight > 0n));
const total = fc.bigInt(-(10n ** 15n), 10n ** 15n);

describe('dividing an amount with the largest remainder (S2)', () => {
  it.each<[string, bigint, bigint[], bigint[]]>([
    ['0.01 at 50/50', 1n, [50n, 50n, 0n], [1n, 0n, 0n]],
    ['0.05 at 30/30', 5n, [30n, 30n, 40n], [2n, 1n, 2n]],
    ['10.01 at 50/50', 1001n, [50n, 50n, 0n], [501n, 500n, 0n]],
    ['-10.01 at 50/50', -1001n, [50n, 50n, 0n], [-501n, -500n, 0n]],
    ['1234.57 at 62.5/12.5', 123457n, [625000n, 125000n, 250000n], [77161n, 15432n, 30864n]],
    ['100.01 at 34 for a direct customer (S3)', 10001n, [34n, 0n, 66n], [3400n, 0n, 6601n]],
    ['0.00 at 60/30', 0n, [60n, 30n, 10n], [0n, 0n, 0n]],
    ['0.02 over three equal parts', 2n, [1n, 1n, 1n], [1n, 1n, 0n]],
    ['-0.02 over three equal parts', -2n, [1n, 1n, 1n], [-1n, -1n, 0n]],
  ])('gives the parts of %s', (_, amount, by, parts) => {
    expect(allocate(amount, by)).toEqual(parts);
  });

  it('never loses or makes a minor unit', () => {
    fc.assert(
      fc.property(total, weights, (amount, by) => {
        expect(allocate(amount, by).reduce((sum, part) => sum + part, 0n)).toBe(amount);
      }),
    );
  });

  it('gives nothing to a weight of 0', () => {
    fc.assert(
      fc.property(total, weights, (amount, by) => {
        const parts = allocate(amount, [0n, ...by, 0n]);
        expect([parts.at(0), parts.at(-1)]).toEqual([0n, 0n]);
      }),
    );
  });

  it('takes back exactly what it gave', () => {
    fc.assert(
      fc.property(total, weights, (amount, by) => {
        expect(allocate(-amount, by)).toEqual(allocate(amount, by).map((part) => -part));
      }),
    );
  });

  it('keeps every part within one minor unit of its exact share', () => {
    fc.assert(
      fc.property(total, weights, (amount, by) => {
        const sum = by.reduce((all, weight) => all + weight, 0n);
        allocate(amount, by).forEach((part, at) => {
          const off = part * sum - amount * (by[at] ?? 0n);
          expect(off < sum && off > -sum).toBe(true);
        });
      }),
    );
  });

  it('asks only how the weights stand to each other', () => {
    fc.assert(
      fc.property(total, weights, fc.bigInt(1n, 1000n), (amount, by, factor) => {
        expect(
          allocate(
            amount,
            by.map((weight) => weight * factor),
          ),
        ).toEqual(allocate(amount, by));
      }),
    );
  });

  it('cannot divide among nobody', () => {
    expect(() => allocate(1n, [])).toThrow('above 0');
    expect(() => allocate(1n, [0n, 0n])).toThrow('above 0');
  });
});
