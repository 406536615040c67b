import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorFromText, minorToText } from '../money/minor.ts';
import { HUNDRED_PERCENT, type Percent, percentFromText } from '../money/percent.ts';
import { splitCredit } from './split-credit.ts';

function percent(text: string): Percent {
  const read = percentFromText(text);
  if (typeof read === 'string') throw new Error(`${text} is ${read}`);
  return read;
}

function split(amount: string, customer: string, reseller: string, direct: boolean): string {
  const percents = { customerPercent: percent(customer), resellerPercent: percent(reseller) };
  const shares = splitCredit(minorFromText(amount, 'USD'), percents, direct);
  return [shares.customer, shares.reseller, shares.distributor]
    .map((share) => minorToText(share, 'USD'))
    .join('/');
}

describe('splitting a credit', () => {
  test.each([
    ['S2', '0.01', '50', '50', false, '0.01/0.00/0.00'],
    ['S2', '0.05', '30', '30', false, '0.02/0.01/0.02'],
    ['S2', '10.01', '50', '50', false, '5.01/5.00/0.00'],
    ['S2', '-10.01', '50', '50', false, '-5.01/-5.00/0.00'],
    ['S2', '1234.57', '62.5', '12.5', false, '771.61/154.32/308.64'],
    ['S3', '100.01', '34', '33', true, '34.00/0.00/66.01'],
    ['S3', '100.00', '0', '100', true, '0.00/0.00/100.00'],
    ['S1', '100.00', '33.3333', '0.0001', false, '33.33/0.00/66.67'],
    ['R6', '100.00', '0', '0', false, '0.00/0.00/100.00'],
    ['C5', '0.00', '60', '30', false, '0.00/0.00/0.00'],
  ])('%s: %s at %s/%s, direct %s, is %s', (_law, amount, customer, reseller, direct, shares) => {
    expect(split(amount, customer, reseller, direct)).toBe(shares);
  });

  test('a sum over 100 % that nobody checked is a bug, not a split', () => {
    expect(() => split('1.00', '60', '60', false)).toThrow(RangeError);
  });
});

const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const percents = fc
  .tuple(fc.bigInt({ min: 0n, max: HUNDRED_PERCENT }), fc.bigInt({ min: 0n, max: HUNDRED_PERCENT }))
  .map(([customer, other]) => ({
    customerPercent: customer,
    resellerPercent: other <= HUNDRED_PERCENT - customer ? other : HUNDRED_PERCENT - customer,
  }));

describe('the laws of splitting (S2)', () => {
  test('the three shares are the amount, and none is further than one minor unit from its percentage', () => {
    fc.assert(
      fc.property(amounts, percents, fc.boolean(), (amount, share, direct) => {
        const { customer, reseller, distributor } = splitCredit(amount, share, direct);
        expect(customer + reseller + distributor).toBe(amount);
        const off = customer * HUNDRED_PERCENT - amount * share.customerPercent;
        expect(off < HUNDRED_PERCENT && off > -HUNDRED_PERCENT).toBe(true);
      }),
    );
  });

  test('a claw-back takes from each exactly what the credit gave', () => {
    fc.assert(
      fc.property(amounts, percents, fc.boolean(), (amount, share, direct) => {
        const given = splitCredit(amount, share, direct);
        const taken = splitCredit(-amount, share, direct);
        expect(taken).toEqual({
          customer: -given.customer,
          reseller: -given.reseller,
          distributor: -given.distributor,
        });
      }),
    );
  });

  test('a party at 0 % gets nothing, and a direct customer has no reseller to give to', () => {
    fc.assert(
      fc.property(amounts, percents, fc.boolean(), (amount, share, direct) => {
        expect(splitCredit(amount, { ...share, customerPercent: 0n }, direct).customer).toBe(0n);
        const resellerless = splitCredit(amount, { ...share, resellerPercent: 0n }, direct);
        expect([resellerless.reseller, splitCredit(amount, share, true).reseller]).toEqual([0n, 0n]);
        const rest = HUNDRED_PERCENT - share.customerPercent;
        expect(splitCredit(amount, { ...share, resellerPercent: rest }, false).distributor).toBe(0n);
      }),
    );
  });
});
