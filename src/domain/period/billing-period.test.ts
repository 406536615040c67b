import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstDayOf,
  isBillingPeriod,
  lastDayOf,
  nextPeriod,
  periodOf,
  shiftPeriod,
} from './billing-period.ts';
import { dayAfter } from './calendar-date.ts';

const anyPeriod = fc
  .tuple(fc.integer({ min: 1900, max: 2200 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);

describe('a billing period', () => {
  it.each(['2026-01', '2026-12', '1999-09'])('%s is one', (text) => {
    expect(isBillingPeriod(text)).toBe(true);
  });

  it.each(['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', '2026/01', '', ' 2026-01'])(
    '%j is none',
    (text) => {
      expect(isBillingPeriod(text)).toBe(false);
    },
  );

  it('begins on the first day of its month and ends on the last', () => {
    expect([firstDayOf('2026-03'), lastDayOf('2026-03')]).toEqual(['2026-03-01', '2026-03-31']);
    expect([lastDayOf('2024-02'), lastDayOf('2026-02'), lastDayOf('2026-04')]).toEqual([
      '2024-02-29',
      '2026-02-28',
      '2026-04-30',
    ]);
  });

  it('ends on the day before the next one begins', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(dayAfter(lastDayOf(period))).toBe(firstDayOf(nextPeriod(period)));
        expect(periodOf(lastDayOf(period))).toBe(period);
      }),
    );
  });

  it('is moved by months over the turn of years, and back', () => {
    expect(shiftPeriod('2026-01', -1)).toBe('2025-12');
    expect(shiftPeriod('2026-11', 14)).toBe('2028-01');
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: -500, max: 500 }), (period, months) => {
        expect(shiftPeriod(shiftPeriod(period, months), -months)).toBe(period);
        expect(isBillingPeriod(shiftPeriod(period, months))).toBe(true);
      }),
    );
  });

  it('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: 1, max: 500 }), (period, months) => {
        expect(period < shiftPeriod(period, months)).toBe(true);
      }),
    );
  });
});
