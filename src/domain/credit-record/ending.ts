import type { Currency } from '../money/currency.ts';
import { addExact, EXACT_ZERO, type ExactAmount } from '../money/exact-amount.ts';
import { type CalendarDate, daysBetween } from '../period/calendar-date.ts';
import { compareText } from '../text-order/compare-text.ts';
import type { CreditRecord } from './credit-record.ts';

/** How a record stands on a day. `ended`: something was left when its end passed. */
export type RecordState = 'not-started' | 'usable' | 'ends-soon' | 'ended' | 'used-up' | 'switched-off';

/** A warning: something is left, and at most so many days are. */
export type Ending = {
  readonly record: CreditRecord;
  readonly daysLeft: number;
  readonly within: 30 | 60 | 90;
};

/** What would be lost, by how soon; `account` null: of all accounts together. */
export type EndingSum = {
  readonly account: string | null;
  readonly currency: Currency;
  readonly within30: ExactAmount;
  readonly within60: ExactAmount;
  readonly within90: ExactAmount;
};

const WARNINGS = [30, 60, 90] as const;

/** Days from `today` to the last day on which it can be used: 0 on that day; null: it has no end. */
export function daysLeft(record: CreditRecord, today: CalendarDate): number | null {
  return record.ends === null ? null : daysBetween(today, record.ends);
}

export function recordState(record: CreditRecord, today: CalendarDate): RecordState {
  if (record.remaining.digits <= 0n) return 'used-up';
  const left = daysLeft(record, today);
  if (left !== null && left < 0) return 'ended';
  if (record.disabled) return 'switched-off';
  if (record.starts > today) return 'not-started';
  return left !== null && left <= 90 ? 'ends-soon' : 'usable';
}

/** The warnings 90, 60 and 30 days before the end, the soonest first. Source: semantics A9. */
export function endingsOf(records: readonly CreditRecord[], today: CalendarDate): Ending[] {
  return records
    .flatMap((record): Ending[] => {
      const left = daysLeft(record, today);
      const within = WARNINGS.find((days) => left !== null && left >= 0 && left <= days);
      const lapses = record.remaining.digits > 0n && !record.disabled;
      return left === null || within === undefined || !lapses ? [] : [{ record, daysLeft: left, within }];
    })
    .sort((a, b) => a.daysLeft - b.daysLeft || compareText(a.record.id, b.record.id));
}

/** Per account and currency, and then all accounts together: each amount counts in one column only. */
export function endingSums(endings: readonly Ending[]): EndingSum[] {
  const accounts = [...new Set(endings.map(({ record }) => record.account))].sort();
  return [...accounts, null].flatMap((account) => {
    const own = endings.filter(({ record }) => account === null || record.account === account);
    return [...Map.groupBy(own, ({ record }) => record.currency)].sort().map(([currency, of]) => ({
      account,
      currency,
      within30: sumWithin(of, 30),
      within60: sumWithin(of, 60),
      within90: sumWithin(of, 90),
    }));
  });
}

function sumWithin(endings: readonly Ending[], days: Ending['within']): ExactAmount {
  return endings
    .filter(({ within }) => within === days)
    .reduce((sum, { record }) => addExact(sum, record.remaining), EXACT_ZERO);
}
