import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactToText } from './exact-amount.ts';
import { HUNDRED_PERCENT, percentFromText, percentToText, rateFromText } from './percent.ts';

describe('a percentage of a split (S1)', () => {
  it.each([
    ['0', 0n],
    ['62.5', 625_000n],
    ['0.0001', 1n],
    ['99.9999', 999_999n],
    ['100', HUNDRED_PERCENT],
    ['100.0000', HUNDRED_PERCENT],
    [' 007.10 ', 71_000n],
  ])('written %j is read to the last decimal', (text, percent) => {
    expect(percentFromText(text)).toBe(percent);
  });

  it.each([
    ['33.33333', 'too-many-decimals'],
    ['50.00000', 'too-many-decimals'],
    ['100.0001', 'out-of-range'],
    ['101', 'out-of-range'],
    ['99999999999999', 'out-of-range'],
    ['-5', 'out-of-range'],
    ['-0.5', 'out-of-range'],
    ['', 'not-a-number'],
    ['60%', 'not-a-number'],
    ['12,5', 'not-a-number'],
    ['6e1', 'not-a-number'],
    ['.5', 'not-a-number'],
    ['5.', 'not-a-number'],
    ['+5', 'not-a-number'],
    ['NaN', 'not-a-number'],
  ])('written %j is refused as %s', (text, fault) => {
    expect(percentFromText(text)).toBe(fault);
  });

  it('survives being written down and read again', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, HUNDRED_PERCENT), (percent) => {
        expect(percentFromText(percentToText(percent))).toBe(percent);
      }),
    );
    expect([625_000n, 1n, HUNDRED_PERCENT, 0n].map(percentToText)).toEqual(['62.5', '0.0001', '100', '0']);
  });
});

describe('an uplift or tax rate (T2, T5)', () => {
  it.each([
    ['7.7', '7.7'],
    ['-3', '-3'],
    ['+5', '5'],
    ['0.123456789', '0.123456789'],
    ['250', '250'],
  ])('written %s is read exactly', (text, rate) => {
    const read = rateFromText(text);
    expect(read === null ? null : exactToText(read)).toBe(rate);
  });

  it.each(['', '5%', '5,5', '1e2', '.5', 'five'])('is not read from %j', (text) => {
    expect(rateFromText(text)).toBeNull();
  });
});
