import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter } from '../period/calendar-date.ts';
import { covers, overlap, type Span } from '../period/tenure.ts';
import { type AccountTenure, holdersFrom, type Owner, type ResellerTenure } from './holders.ts';

const MARCH = '2026-03';
const ACCOUNT = '100000000001';

function holds(customer: string, from: string | null = null, to: string | null = null): AccountTenure {
  return { usageAccount: ACCOUNT, customer, payerAccount: null, from, to };
}

function has(
  reseller: string | null,
  customer: string,
  from: string | null = null,
  to: string | null = null,
) {
  return { reseller, customer, from, to };
}

describe('the owner of a credit (P2)', () => {
  it('is the customer who holds the account when the period ends', () => {
    const { ofCredit } = holdersFrom([holds('acme', null, '2026-03-31'), holds('bolt', '2026-03-31')], []);
    expect(ofCredit(ACCOUNT, MARCH)).toEqual({ customer: 'bolt', reseller: null });
  });

  it('is the last one who held it inside the period when nobody does at its end', () => {
    const { ofCredit } = holdersFrom(
      [holds('acme', null, '2026-03-05'), holds('bolt', '2026-03-05', '2026-03-20')],
      [has('north', 'bolt')],
    );
    expect(ofCredit(ACCOUNT, MARCH)).toEqual({ customer: 'bolt', reseller: 'north' });
    expect(ofCredit(ACCOUNT, '2026-04')).toBeNull();
  });

  it('is nobody for an account that nobody held', () => {
    const { ofCredit } = holdersFrom([holds('acme', '2026-04-01')], []);
    expect(ofCredit(ACCOUNT, MARCH)).toBeNull();
    expect(ofCredit('999999999999', MARCH)).toBeNull();
  });

  it('has the reseller of the last instant, not the one of most days', () => {
    const { ofCredit } = holdersFrom(
      [holds('acme')],
      [has('south', 'acme', '2026-03-31'), has('north', 'acme', null, '2026-03-31')],
    );
    expect(ofCredit(ACCOUNT, MARCH)).toEqual({ customer: 'acme', reseller: 'south' });
  });

  it('has the last reseller it had inside the period when it has none at its end', () => {
    const { ofCredit } = holdersFrom([holds('acme')], [has('north', 'acme', null, '2026-03-10')]);
    expect(ofCredit(ACCOUNT, MARCH)).toEqual({ customer: 'acme', reseller: 'north' });
    expect(ofCredit(ACCOUNT, '2026-04')).toEqual({ customer: 'acme', reseller: null });
  });

  it('is direct when its tenure at the end says so, though a reseller had it before', () => {
    const { ofCredit } = holdersFrom(
      [holds('acme')],
      [has('north', 'acme', null, '2026-03-10'), has(null, 'acme', '2026-03-10')],
    );
    expect(ofCredit(ACCOUNT, MARCH)).toEqual({ customer: 'acme', reseller: null });
  });
});

describe('the owner of a charge (P3)', () => {
  const { ofCharge } = holdersFrom(
    [holds('acme', '2026-03-05', '2026-03-16'), holds('bolt', '2026-03-20')],
    [has('north', 'acme', null, '2026-03-10'), has('south', 'acme', '2026-03-10'), has('north', 'bolt')],
  );

  it.each<[string, Owner]>([
    ['2026-03-05', { customer: 'acme', reseller: 'north' }],
    ['2026-03-09', { customer: 'acme', reseller: 'north' }],
    ['2026-03-10', { customer: 'acme', reseller: 'south' }],
    ['2026-03-20', { customer: 'bolt', reseller: 'north' }],
  ])('of %s is who held the account, under the reseller of that day', (day, owner) => {
    expect(ofCharge(ACCOUNT, MARCH, day)).toEqual(owner);
  });

  it.each(['2026-03-01', '2026-03-16', '2026-02-27'])(
    'of %s, outside every tenure, is the owner of the credits',
    (day) => {
      expect(ofCharge(ACCOUNT, MARCH, day)).toEqual({ customer: 'bolt', reseller: 'north' });
    },
  );

  it('without a day is the owner of the credits', () => {
    expect(ofCharge(ACCOUNT, MARCH, null)).toEqual({ customer: 'bolt', reseller: 'north' });
  });

  it('of a period without any holder is nobody, and nobody is made up (P4)', () => {
    expect(ofCharge(ACCOUNT, '2026-02', '2026-02-10')).toBeNull();
  });

  it('on a day on which no tenure names a reseller has the reseller of the credits', () => {
    const late = holdersFrom([holds('acme')], [has('north', 'acme', '2026-03-15')]);
    expect(late.ofCharge(ACCOUNT, MARCH, '2026-03-02')).toEqual({ customer: 'acme', reseller: 'north' });
  });
});

describe('an account that changes inside a period (P2, P3)', () => {
  it.each<[string, AccountTenure[], ResellerTenure[], boolean]>([
    ['one holder, one reseller', [holds('acme')], [has('north', 'acme')], false],
    ['a new holder in mid-month', [holds('acme', null, '2026-03-16'), holds('bolt', '2026-03-16')], [], true],
    [
      'a new reseller in mid-month',
      [holds('acme')],
      [has('north', 'acme', null, '2026-03-16'), has('south', 'acme', '2026-03-16')],
      true,
    ],
    [
      'a new holder on the first day',
      [holds('acme', null, '2026-03-01'), holds('bolt', '2026-03-01')],
      [],
      false,
    ],
    [
      'a new holder on the day after the last',
      [holds('acme', null, '2026-04-01'), holds('bolt', '2026-04-01')],
      [],
      false,
    ],
    [
      'a tenure renewed for the same holder',
      [holds('acme', null, '2026-03-16'), holds('acme', '2026-03-16')],
      [],
      false,
    ],
    ['a holder who only joins', [holds('acme', '2026-03-16')], [], false],
    ['a holder who only leaves', [holds('acme', null, '2026-03-16')], [], false],
    [
      'a reseller who changes before the account was held',
      [holds('acme', '2026-03-20')],
      [has('north', 'acme', null, '2026-03-10'), has('south', 'acme', '2026-03-10')],
      false,
    ],
    [
      'a reseller who changes after the account was given back',
      [holds('acme', null, '2026-03-10')],
      [has('north', 'acme', null, '2026-03-20'), has('south', 'acme', '2026-03-20')],
      true,
    ],
    ['nobody', [], [], false],
  ])('with %s', (_, accounts, resellers, changed) => {
    expect(holdersFrom(accounts, resellers).changedInside(ACCOUNT, MARCH)).toBe(changed);
  });
});

describe('whatever the tenures', () => {
  const days = daysFrom('2026-02-25', '2026-04-05');
  const edge = fc.option(fc.constantFrom(...days), { nil: null });
  const span = fc
    .record({ from: edge, to: edge })
    .filter(({ from, to }) => from === null || to === null || from < to);
  const accounts = fc.array(fc.tuple(fc.constantFrom('acme', 'bolt'), span), { maxLength: 5 }).map((each) =>
    apart(
      each.map(([customer, { from, to }]) => holds(customer, from, to)),
      () => ACCOUNT,
    ),
  );
  const resellers = fc
    .array(fc.tuple(fc.constantFrom('north', 'south', null), fc.constantFrom('acme', 'bolt'), span), {
      maxLength: 6,
    })
    .map((each) =>
      apart(
        each.map(([reseller, customer, { from, to }]) => has(reseller, customer, from, to)),
        (tenure) => tenure.customer,
      ),
    );

  it('a charge of any day of an account that does not change has the owner of the credits', () => {
    fc.assert(
      fc.property(accounts, resellers, (held, had) => {
        const holders = holdersFrom(held, had);
        const inMarch = days.filter((day) => day.startsWith(MARCH));
        const owners = inMarch.map((day) => holders.ofCharge(ACCOUNT, MARCH, day));
        const alike = owners.every(
          (owner) => JSON.stringify(owner) === JSON.stringify(holders.ofCredit(ACCOUNT, MARCH)),
        );
        expect(holders.changedInside(ACCOUNT, MARCH)).toBe(!alike);
      }),
      { numRuns: 500 },
    );
  });

  it('the answers do not depend on the order of the tenures', () => {
    fc.assert(
      fc.property(accounts, resellers, fc.constantFrom(...days), (held, had, day) => {
        const one = holdersFrom(held, had);
        const other = holdersFrom(held.toReversed(), had.toReversed());
        expect(other.ofCredit(ACCOUNT, MARCH)).toEqual(one.ofCredit(ACCOUNT, MARCH));
        expect(other.ofCharge(ACCOUNT, MARCH, day)).toEqual(one.ofCharge(ACCOUNT, MARCH, day));
      }),
    );
  });

  it('the owner of a credit held the account on the last day anyone did', () => {
    fc.assert(
      fc.property(accounts, (held) => {
        const last = days.findLast(
          (day) => day.startsWith(MARCH) && held.some((tenure) => covers(tenure, day)),
        );
        const holder = held.find((tenure) => last !== undefined && covers(tenure, last));
        expect(holdersFrom(held, []).ofCredit(ACCOUNT, MARCH)?.customer).toBe(holder?.customer);
      }),
    );
  });
});

function apart<T extends Span>(tenures: readonly T[], keyOf: (tenure: T) => string): T[] {
  const kept: T[] = [];
  for (const tenure of tenures) {
    if (!kept.some((other) => keyOf(other) === keyOf(tenure) && overlap(other, tenure))) kept.push(tenure);
  }
  return kept;
}

function daysFrom(first: string, end: string): string[] {
  const days: string[] = [];
  for (let day = first; day < end; day = dayAfter(day)) days.push(day);
  return days;
}
