import { expect, it } from 'vitest';
import { periodStarting } from './period-start.ts';

it('reads the ways clouds write the first instant of a month in UTC', () => {
  for (const cell of [
    '2026-04-01T00:00:00Z',
    '2026-04-01T00:00:00.000Z',
    '2026-04-01 00:00:00',
    '2026-04-01',
    '2026-04-01 00:00:00 UTC',
    '2026-04-01 00:00:00+00',
    '2026-04-01T00:00:00+00:00',
  ]) {
    expect([cell, periodStarting(cell)]).toEqual([cell, '2026-04']);
  }
});

it('refuses what a spreadsheet makes of a date, other time zones and months that do not exist', () => {
  for (const cell of ['', '4/1/2026', '2026-04', '2026-13-01', '2026-04-01T00:00:00+02:00', '46113']) {
    expect([cell, periodStarting(cell)]).toEqual([cell, null]);
  }
});
