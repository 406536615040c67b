import type { Schedule } from './source-shelf.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** When a source is looked at next, after this instant; both are ISO instants. What was missed is not made up for. */
export function nextLook(schedule: Schedule, after: string): string {
  const afterMs = Date.parse(after);
  if ('everyHours' in schedule) return new Date(afterMs + schedule.everyHours * HOUR_MS).toISOString();
  const [hours = 0, minutes = 0] = schedule.dailyAt.split(':').map(Number);
  const midnight = afterMs - (afterMs % DAY_MS);
  const today = midnight + hours * HOUR_MS + minutes * 60_000;
  return new Date(today > afterMs ? today : today + DAY_MS).toISOString();
}
