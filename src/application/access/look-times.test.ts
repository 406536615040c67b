import { expect, test } from 'vitest';
import { nextLook } from './look-times.ts';

test.each([
  ['every 6 hours', { everyHours: 6 }, '2026-03-31T20:15:00.000Z', '2026-04-01T02:15:00.000Z'],
  [
    'daily, still to come today',
    { dailyAt: '05:30' },
    '2026-04-01T05:29:59.999Z',
    '2026-04-01T05:30:00.000Z',
  ],
  ['daily, just now', { dailyAt: '05:30' }, '2026-04-01T05:30:00.000Z', '2026-04-02T05:30:00.000Z'],
  ['daily, over a month end', { dailyAt: '00:00' }, '2026-04-30T12:00:00.000Z', '2026-05-01T00:00:00.000Z'],
])('the next look of a source that is looked at %s', (_, schedule, after, next) => {
  expect(nextLook(schedule, after)).toBe(next);
});
