import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDayOf, lastDayOf, nextPeriod } from './billing-period.ts';
import { dayAfter } from './calendar-date.ts';
import { atEndOf, covers, overlap, type Span, touches } from './tenure.ts';

const PERIOD = '2026-03';
/** Every day from February to April 2026: enough to see both edges of March. */
const DAYS = daysFrom('2026-02-01', '2026-05-01');
const MARCH = DAYS.filter((day) => day.startsWith(PERIOD));

const edge = fc.option(fc.constantFrom(...DAYS.slice(1, -1)), { nil: null });
const anySpan = fc
  .record({ from: edge, to: edge })
  .filter(({ from, to }) => from === null || to === null || from < to);

describe('a half-open span (P1)', () => {
  it('covers its first day and not its last', () => {
    const span = { from: '2026-03-10', to: '2026-03-16' };
    expect(['2026-03-09', '2026-03-10', '2026-03-15', '2026-03-16'].map((day) => covers(span, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('without dates covers every day', () => {
    expect(DAYS.every((day) => covers({ from: null, to: null }, day))).toBe(true);
  });

  it('overlaps another when some day belongs to both', () => {
    fc.assert(
      fc.property(anySpan, anySpan, (a, b) => {
        expect(overlap(a, b)).toBe(DAYS.some((day) => covers(a, day) && covers(b, day)));
      }),
    );
  });

  it('does not overlap the one that begins on the day it ends', () => {
    expect(overlap({ from: null, to: '2026-03-16' }, { from: '2026-03-16', to: null })).toBe(false);
  });

  it('touches a period when it covers one of its days', () => {
    fc.assert(
      fc.property(anySpan, (span) => {
        expect(touches(span, PERIOD)).toBe(MARCH.some((day) => covers(span, day)));
      }),
    );
    expect(touches({ from: null, to: firstDayOf(PERIOD) }, PERIOD)).toBe(false);
    expect(touches({ from: lastDayOf(PERIOD), to: null }, PERIOD)).toBe(true);
    expect(touches({ from: firstDayOf(nextPeriod(PERIOD)), to: null }, PERIOD)).toBe(false);
  });
});

describe('the span in force at the end of a period (P2)', () => {
  it('is the one of the last day on which there was any', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 6 }), fc.nat(), (candidates, seed) => {
        const apart = withoutOverlaps(candidates);
        const shuffled = apart.toSorted((a, b) => order(a, seed) - order(b, seed));
        const lastDay = MARCH.findLast((day) => apart.some((span) => covers(span, day)));
        const expected = lastDay === undefined ? null : apart.find((span) => covers(span, lastDay));
        expect(atEndOf(shuffled, PERIOD)).toEqual(expected);
      }),
    );
  });

  it('is nobody when no span touched the period', () => {
    expect(atEndOf([{ from: '2026-01-01', to: '2026-03-01' }], PERIOD)).toBeNull();
    expect(atEndOf([], PERIOD)).toBeNull();
  });
});

function withoutOverlaps(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans) if (!kept.some((other) => overlap(other, span))) kept.push(span);
  return kept;
}

function order(span: Span, seed: number): number {
  const text = `${span.from}${span.to}${seed}`;
  return [...text].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 997, 7);
}

function daysFrom(first: string, end: string): string[] {
  const days: string[] = [];
  for (let day = first; day < end; day = dayAfter(day)) days.push(day);
  return days;
}
