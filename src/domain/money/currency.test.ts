import { describe, expect, it } from 'vitest';
import { isCurrency, minorDigits } from './currency.ts';

describe('currencies (C3)', () => {
  it.each([
    ['JPY', 0],
    ['KRW', 0],
    ['USD', 2],
    ['EUR', 2],
    ['KWD', 3],
    ['BHD', 3],
    ['CLF', 4],
  ])('%s has %i decimals', (currency, digits) => {
    expect(isCurrency(currency)).toBe(true);
    expect(minorDigits(currency)).toBe(digits);
  });

  it.each(['', 'usd', 'US', 'USDT', 'DOL', 'XXX', ' USD'])('%j is none', (text) => {
    expect(isCurrency(text)).toBe(false);
  });

  it('that reaches the book unchecked is a bug, not a guess', () => {
    expect(() => minorDigits('DOL')).toThrow('DOL');
  });
});
