import { isCalendarDate } from '../period/calendar-date.ts';

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** An ISO date, or an ISO instant; without a zone it is UTC. */
export function isCreatedAt(text: string): boolean {
  return nanosecondsOf(text) !== null;
}

/**
 * Created-at as nanoseconds since 1970 in UTC; a date is its midnight. Two ways of writing one instant are equal
 * (R4 level 5, P5). It was checked where the rule came in: a bad one here is a bug.
 */
export function instantOf(createdAt: string): bigint {
  const instant = nanosecondsOf(createdAt);
  if (instant === null) throw new RangeError(`created-at ${createdAt} was not checked`);
  return instant;
}

function nanosecondsOf(text: string): bigint | null {
  const match = INSTANT.exec(text.trim());
  if (match === null) return null;
  const [, date = '', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  if (!isCalendarDate(date)) return null;
  const milliseconds = Date.parse(`${date}T${hour}:${minute}:${second}${zone}`);
  if (Number.isNaN(milliseconds)) return null;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
