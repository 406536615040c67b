import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addExact,
  EXACT_ZERO,
  type ExactAmount,
  equalExact,
  exactFromText,
  exactToText,
  isZeroExact,
  multiplyExact,
  negateExact,
  subtractExact,
  sumExact,
} from './exact-amount.ts';

function exact(text: string): ExactAmount {
  const amount = exactFromText(text);
  if (amount === null) throw new Error(`${text} is not an amount`);
  return amount;
}

const anyAmount = fc
  .tuple(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.integer({ min: 0, max: 25 }))
  .map(([digits, scale]) => exact(`${digits}E-${scale}`));

describe('an exact amount', () => {
  it.each([
    ['12.5', '12.5'],
    ['-7.0E-10', '-0.0000000007'],
    ['1.23e+2', '123'],
    ['1e3', '1000'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+5', '5'],
    ['  5.10 ', '5.1'],
    ['000.100', '0.1'],
    ['-0.00', '0'],
    ['-0E-10', '0'],
    ['-47.6816938998', '-47.6816938998'],
    ['0.123456789012345678901', '0.123456789012345678901'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ])('written %s is %s', (written, plain) => {
    expect(exactToText(exact(written))).toBe(plain);
  });

  it.each([
    '',
    ' ',
    '.',
    '-',
    'e5',
    '1e',
    '1,000.00',
    '1 000',
    '1.2.3',
    '0x10',
    'NaN',
    'Infinity',
    '--1',
    '١',
  ])('is not read from %j', (text) => {
    expect(exactFromText(text)).toBeNull();
  });

  it('survives being written down and read again', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        expect(exact(exactToText(amount))).toEqual(amount);
      }),
    );
  });

  it('is never written with an exponent, with a trailing zero after the point, or as minus zero', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        expect(exactToText(amount)).toMatch(/^-?\d+(\.\d*[1-9])?$/);
      }),
    );
    expect(exactToText(negateExact(EXACT_ZERO))).toBe('0');
  });

  it('is structurally equal to every other way of writing it', () => {
    fc.assert(
      fc.property(anyAmount, fc.integer({ min: 0, max: 9 }), (amount, zeros) => {
        const text = exactToText(amount);
        const longer = `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(zeros)}`;
        expect(exact(longer)).toEqual(amount);
        expect(equalExact(exact(longer), amount)).toBe(true);
      }),
    );
  });

  it('differs from an amount with the same digits elsewhere', () => {
    expect(equalExact(exact('1.5'), exact('15'))).toBe(false);
    expect(equalExact(exact('1.5'), exact('-1.5'))).toBe(false);
  });
});

describe('sums of exact amounts', () => {
  it('add real costs to the last digit', () => {
    expect(exactToText(sumExact(['0.1', '0.2', '-7.0E-10', '-0.3'].map(exact)))).toBe('-0.0000000007');
    expect(exactToText(multiplyExact(exact('-1.05'), exact('0.2')))).toBe('-0.21');
  });

  it('do not depend on order', () => {
    fc.assert(
      fc.property(fc.array(anyAmount, { maxLength: 8 }), (amounts) => {
        expect(sumExact(amounts.toReversed())).toEqual(sumExact(amounts));
      }),
    );
  });

  it('come back when what was added is taken away', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (a, b) => {
        expect(subtractExact(addExact(a, b), b)).toEqual(a);
        expect(isZeroExact(subtractExact(a, a))).toBe(true);
      }),
    );
  });

  it('multiply out bracket by bracket', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, anyAmount, (a, b, c) => {
        const together = multiplyExact(a, addExact(b, c));
        expect(addExact(multiplyExact(a, b), multiplyExact(a, c))).toEqual(together);
      }),
    );
  });

  it('of nothing are zero', () => {
    expect(sumExact([])).toEqual(EXACT_ZERO);
  });
});
