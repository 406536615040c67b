import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addExact, type ExactAmount, exactFromText, exactToText, negateExact } from './exact-amount.ts';
import {
  exactToReadable,
  leastOf,
  minorFromText,
  minorToExact,
  minorToText,
  residualOf,
  roundToMinor,
} from './minor.ts';

function exact(text: string): ExactAmount {
  const amount = exactFromText(text);
  if (amount === null) throw new Error(`${text} is not an amount`);
  return amount;
}

const anyMinor = fc.bigInt(-(10n ** 18n), 10n ** 18n);
const anyCurrency = fc.constantFrom('JPY', 'USD', 'KWD', 'CLF');
const anyExact = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: 0, max: 12 }))
  .map(([digits, scale]) => exact(`${digits}E-${scale}`));

describe('rounding to the minor unit (C3)', () => {
  it.each([
    ['47.6816938998', 'USD', '47.68'],
    ['0.005', 'USD', '0.01'],
    ['-0.005', 'USD', '-0.01'],
    ['0.0049999999', 'USD', '0.00'],
    ['-0.0049999999', 'USD', '0.00'],
    ['2.675', 'USD', '2.68'],
    ['1.005', 'USD', '1.01'],
    ['0.5', 'JPY', '1'],
    ['-1234.49', 'JPY', '-1234'],
    ['1.0005', 'KWD', '1.001'],
    ['7', 'KWD', '7.000'],
    ['1.00005', 'CLF', '1.0001'],
  ])('of %s %s gives %s', (cost, currency, amount) => {
    expect(minorToText(roundToMinor(exact(cost), currency), currency)).toBe(amount);
  });

  it('is never off by more than half a minor unit', () => {
    fc.assert(
      fc.property(anyExact, anyCurrency, (amount, currency) => {
        const off = addExact(amount, negateExact(minorToExact(roundToMinor(amount, currency), currency)));
        const halfUnit = exact(`5E-${minorToText(0n, currency).replace(/^0\.?/, '').length + 1}`);
        const scale = Math.max(off.scale, halfUnit.scale);
        const magnitude = (off.digits < 0n ? -off.digits : off.digits) * 10n ** BigInt(scale - off.scale);
        expect(magnitude <= halfUnit.digits * 10n ** BigInt(scale - halfUnit.scale)).toBe(true);
      }),
    );
  });

  it('treats what is owed and what is due alike', () => {
    fc.assert(
      fc.property(anyExact, anyCurrency, (amount, currency) => {
        expect(roundToMinor(negateExact(amount), currency)).toBe(-roundToMinor(amount, currency));
      }),
    );
  });

  it('leaves a residual that makes amount and cost meet again', () => {
    expect(exactToText(residualOf(exact('-47.6816938998'), 4768n, 'USD'))).toBe('0.0016938998');
    fc.assert(
      fc.property(anyExact, anyCurrency, (cost, currency) => {
        const amount = roundToMinor(negateExact(cost), currency);
        const residual = residualOf(cost, amount, currency);
        expect(addExact(minorToExact(amount, currency), residual)).toEqual(negateExact(cost));
      }),
    );
  });
});

describe('an amount in minor units', () => {
  it.each([
    [0n, 'USD', '0.00'],
    [-501n, 'USD', '-5.01'],
    [5n, 'USD', '0.05'],
    [-5n, 'KWD', '-0.005'],
    [1500n, 'JPY', '1500'],
  ])('of %s in %s is written %s', (minor, currency, text) => {
    expect(minorToText(minor, currency)).toBe(text);
  });

  it('survives being written down and read again, in every currency', () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, (minor, currency) => {
        expect(minorFromText(minorToText(minor, currency), currency)).toBe(minor);
        expect(exactToText(minorToExact(minor, currency))).toBe(
          exactToText(exact(minorToText(minor, currency))),
        );
      }),
    );
  });

  it('is read from text with fewer decimals, and with more if they are zeros', () => {
    expect(minorFromText('-5.5', 'USD')).toBe(-550n);
    expect(minorFromText('5.5000', 'USD')).toBe(550n);
    expect(() => minorFromText('5.001', 'USD')).toThrow('finer');
  });

  it('in a currency that nobody checked is a bug', () => {
    expect(() => minorToText(1n, 'usd')).toThrow('usd');
  });

  it('is shown to people with at least the decimals of its currency', () => {
    expect(exactToReadable(exact('5'), 'USD')).toBe('5.00');
    expect(exactToReadable(exact('5.1'), 'KWD')).toBe('5.100');
    expect(exactToReadable(exact('0.0016938998'), 'USD')).toBe('0.0016938998');
    expect(exactToReadable(exact('5'), 'JPY')).toBe('5');
  });

  it('is the lesser of two, also below zero', () => {
    expect([leastOf(1n, 2n), leastOf(2n, 1n), leastOf(-1n, 0n)]).toEqual([1n, 1n, -1n]);
  });
});
