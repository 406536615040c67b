import { expect, test } from 'vitest';
import type { Grant } from '../ledger/grant.ts';
import { EXACT_ZERO, exactFromText } from '../money/exact-amount.ts';
import { computeDraft, type DraftInput } from './draft.ts';
import type { PricedLine } from './statement.ts';

const EDGE = { seller: 'distributor', buyer: 'C1', currency: 'USD' };

function line(price: bigint, exact = '0'): PricedLine {
  return {
    cloud: 'AWS',
    usageAccount: '111111111111',
    service: 'AmazonEC2',
    exact: exactFromText(exact) ?? EXACT_ZERO,
    upliftPercent: EXACT_ZERO,
    price,
  };
}

function grant(id: string, amount: bigint, more: Partial<Grant> = {}): Grant {
  return {
    ...EDGE,
    id,
    source: 'hand',
    credit: null,
    cloud: null,
    usageAccount: null,
    description: null,
    ownerAccount: null,
    comment: '',
    starts: null,
    ends: null,
    grantedOn: '2026-01-01',
    parentCredit: null,
    seq: 1n,
    granted: amount,
    reserved: 0n,
    applied: 0n,
    expired: 0n,
    withdrawn: 0n,
    keptBack: 0n,
    ...more,
  };
}

function draft(more: Partial<DraftInput>) {
  return computeDraft({
    edge: EDGE,
    period: '2026-03',
    lines: [],
    adjustments: [],
    debits: [],
    taxTerms: { percent: null, position: 'after_tax' },
    roundingLine: false,
    useCredits: true,
    grants: [],
    openingBalance: 0n,
    sincePrevious: [],
    ...more,
  });
}

const TEN_PERCENT = { digits: 10n, scale: 0 };
const debit = { ...EDGE, id: 'd', amount: 10_00n, credit: 'c', bookedPeriod: '2026-03' };

test.each([
  ['after_tax', 10_00n, 70_00n],
  ['before_tax', 6_00n, 66_00n],
] as const)(
  '100.00 with 10 %% tax and a credit of 40.00, %s: tax %s, total %s (T5)',
  (position, tax, total) => {
    const made = draft({
      lines: [line(100_00n)],
      taxTerms: { percent: TEN_PERCENT, position },
      grants: [grant('g', 40_00n)],
    });
    expect([made.tax, made.creditApplied, made.total]).toEqual([tax, 40_00n, total]);
  },
);

test.each([
  ['after_tax', 500_00n, 10_00n, 120_00n],
  ['before_tax', 500_00n, 0n, 110_00n],
] as const)(
  'a debit of 10.00 beside 100.00, %s, is paid by credit too (C4, T5)',
  (position, credit, tax, applied) => {
    const made = draft({
      lines: [line(100_00n)],
      debits: [debit],
      taxTerms: { percent: TEN_PERCENT, position },
      grants: [grant('g', credit)],
    });
    expect([made.tax, made.creditApplied, made.total]).toEqual([tax, applied, 0n]);
  },
);

test('a due below 0.00 uses nothing and is shown as it is (T4)', () => {
  const made = draft({ lines: [line(-5_00n)], grants: [grant('g', 40_00n)] });
  expect([made.creditApplied, made.total]).toEqual([0n, -5_00n]);
});

test('a credit never pays what a negative adjustment takes off again, before_tax too (T4)', () => {
  const adjustment = { ...line(-20_00n), originalStatement: 's', originalPeriod: '2026-02' };
  const made = draft({
    lines: [line(100_00n)],
    adjustments: [adjustment],
    taxTerms: { percent: TEN_PERCENT, position: 'before_tax' },
    grants: [grant('g', 500_00n)],
  });
  expect([made.creditApplied, made.tax, made.total]).toEqual([80_00n, 2_00n, 2_00n]);
});

test('Use credits off: no balance is touched and the full amount is shown (T3)', () => {
  const made = draft({
    lines: [line(100_00n)],
    useCredits: false,
    grants: [grant('g', 40_00n)],
    openingBalance: 40_00n,
  });
  expect([made.creditApplied, made.total, made.closingBalance]).toEqual([0n, 100_00n, 40_00n]);
});

test('grants are used soonest end first, then oldest, then by id (T4)', () => {
  const made = draft({
    lines: [line(100_00n)],
    grants: [
      grant('b', 30_00n, { grantedOn: '2026-01-02' }),
      grant('a', 30_00n, { grantedOn: '2026-01-02' }),
      grant('old', 30_00n),
      grant('ends', 30_00n, { ends: '2026-12-31', grantedOn: '2026-03-01' }),
    ],
  });
  expect(made.applied.map((lot) => [lot.grant.id, lot.amount])).toEqual([
    ['ends', 30_00n],
    ['old', 30_00n],
    ['a', 30_00n],
    ['b', 10_00n],
  ]);
});

test.each([
  ['starts on the last day', { starts: '2026-03-31' }, 40_00n],
  ['starts the day after', { starts: '2026-04-01' }, 0n],
  ['ends on the first day', { ends: '2026-03-01' }, 40_00n],
  ['ended the day before', { ends: '2026-02-28' }, 0n],
  ['was granted later, which limits nothing', { grantedOn: '2026-09-01' }, 40_00n],
])('a grant that %s (T4)', (_what, more, applied) => {
  expect(draft({ lines: [line(100_00n)], grants: [grant('g', 40_00n, more)] }).creditApplied).toBe(applied);
});

test('a rounding line carries what rounding every line had lost (T2)', () => {
  const lines = [line(33n, '0.333'), line(33n, '0.333'), line(33n, '0.334')];
  expect(draft({ lines, roundingLine: true })).toMatchObject({
    roundingLine: 1n,
    charges: 1_00n,
    total: 1_00n,
  });
  expect(draft({ lines })).toMatchObject({ roundingLine: null, charges: 99n });
});

test('the story closes with what is left: opening, earned, applied, expired (T6)', () => {
  const made = draft({
    lines: [line(100_00n)],
    grants: [grant('g', 150_00n)],
    openingBalance: 60_00n,
    sincePrevious: [
      { movement: 'earned', grant: 'g', amount: 120_00n },
      { movement: 'expired', grant: 'x', amount: 30_00n },
    ],
  });
  expect(made).toMatchObject({
    earned: 120_00n,
    expired: 30_00n,
    creditApplied: 100_00n,
    closingBalance: 50_00n,
  });
});
