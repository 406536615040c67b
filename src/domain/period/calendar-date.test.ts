import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, daysInMonth, isCalendarDate } from './calendar-date.ts';

/** Days since 1970, turned into a date by the engine's own calendar. */
const oracle = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

describe('a day', () => {
  it.each(['2026-01-01', '2026-12-31', '2024-02-29', '2000-02-29'])('%s exists', (date) => {
    expect(isCalendarDate(date)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '01/02/2026',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '',
  ])('%j does not', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('is followed by the day the calendar says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (day) => {
        expect(isCalendarDate(oracle(day))).toBe(true);
        expect(dayAfter(oracle(day))).toBe(oracle(day + 1));
      }),
    );
    expect(dayAfter('2024-02-28')).toBe('2024-02-29');
    expect(dayAfter('2026-02-28')).toBe('2026-03-01');
    expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  });

  it('is one of as many as its month has', () => {
    expect([1, 2, 4, 12].map((month) => daysInMonth(2026, month))).toEqual([31, 28, 30, 31]);
    expect([1900, 2000, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 29]);
  });
});
