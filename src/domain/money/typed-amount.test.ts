import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorToText } from './minor.ts';
import { amountFromTyped } from './typed-amount.ts';

describe('an amount that a person types (L6)', () => {
  it.each<[string, string, bigint]>([
    ['100.00', 'USD', 10_000n],
    ['100', 'USD', 10_000n],
    ['100.5', 'USD', 10_050n],
    [' 0.01 ', 'USD', 1n],
    ['007.00', 'USD', 700n],
    ['1500', 'JPY', 1500n],
    ['1.234', 'KWD', 1234n],
    ['999999999999.99', 'USD', 99_999_999_999_999n],
  ])('%j in %s is taken as it stands', (typed, currency, minor) => {
    expect(amountFromTyped(typed, currency)).toBe(minor);
  });

  it.each([
    ['', 'blank', 'write an amount'],
    ['   ', 'blank', 'write an amount'],
    ['1,000.00', 'comma', 'no comma'],
    ['10,5', 'comma', 'no comma'],
    ['-5', 'negative', 'above zero'],
    ['−5', 'negative', 'above zero'],
    ['(5.00)', 'negative', 'above zero'],
    ['1e3', 'exponent', 'no exponent'],
    ['1.5E+3', 'exponent', 'no exponent'],
    ['+5', 'not-plain-digits', 'only digits'],
    ['$5', 'not-plain-digits', 'no currency sign'],
    ['5 USD', 'not-plain-digits', 'no currency sign'],
    ['1 000', 'not-plain-digits', 'space'],
    ["1'000.00", 'not-plain-digits', 'only digits'],
    ['.5', 'not-plain-digits', 'only digits'],
    ['5.', 'not-plain-digits', 'only digits'],
    ['1.000.000', 'not-plain-digits', 'only digits'],
    ['٥', 'not-plain-digits', 'only digits'],
    ['0', 'zero', 'above zero'],
    ['0.00', 'zero', 'above zero'],
    ['10.001', 'too-many-decimals', 'USD has 2 decimals'],
    ['10.000', 'too-many-decimals', 'USD has 2 decimals'],
    ['1000000000000', 'too-large', '12 digits'],
  ])('%j is refused as %s', (typed, code, says) => {
    const fault = amountFromTyped(typed, 'USD');
    expect(fault).toMatchObject({ code });
    expect(typeof fault === 'bigint' ? '' : fault.says).toContain(says);
  });

  it('has no decimals in a currency without them', () => {
    expect(amountFromTyped('10.5', 'JPY')).toEqual({
      code: 'too-many-decimals',
      says: 'JPY has no decimals: write a whole number',
    });
  });

  it('reads back whatever the book writes above zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 12n - 1n),
        fc.constantFrom('JPY', 'USD', 'KWD', 'CLF'),
        (minor, currency) => {
          expect(amountFromTyped(minorToText(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });

  it('is above zero or refused, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.,eE ]{0,12}$/)), (typed) => {
        const amount = amountFromTyped(typed, 'USD');
        expect(typeof amount === 'bigint' ? amount > 0n : amount.says !== '').toBe(true);
      }),
    );
  });
});
