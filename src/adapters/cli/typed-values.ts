import { InvalidArgumentError } from 'commander';
import { BadInput } from '../../application/errors.ts';
import { type Currency, isCurrency } from '../../domain/money/currency.ts';
import type { Minor } from '../../domain/money/minor.ts';
import { type Percent, percentFromText } from '../../domain/money/percent.ts';
import { amountFromTyped } from '../../domain/money/typed-amount.ts';
import { type BillingPeriod, isBillingPeriod } from '../../domain/period/billing-period.ts';
import { type CalendarDate, isCalendarDate } from '../../domain/period/calendar-date.ts';

// Readers of what a person types behind an option. What cannot be read is a usage error that says what to write.

export function typedPeriod(text: string): BillingPeriod {
  if (isBillingPeriod(text)) return text;
  throw new InvalidArgumentError('Write a billing period as YYYY-MM, months 01 to 12.');
}

export function typedDate(text: string): CalendarDate {
  if (isCalendarDate(text)) return text;
  throw new InvalidArgumentError(
    /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? 'There is no such day: write one that exists.'
      : 'Write a date as YYYY-MM-DD.',
  );
}

export function typedSwitch(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InvalidArgumentError('Write on or off.');
}

export function typedCurrency(text: string): Currency {
  if (isCurrency(text)) return text;
  throw new InvalidArgumentError('Write a three-letter ISO 4217 currency such as USD, in capitals.');
}

/** A count from 1 to 1200: a hundred years of periods. */
export function typedCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 1200) return count;
  throw new InvalidArgumentError('Write a whole number from 1 to 1200.');
}

/** What a person calls something. */
export function typedName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= 200 && !/\p{Cc}/u.test(name)) return name;
  throw new InvalidArgumentError('Write a name of 1 to 200 characters on one line.');
}

export function typedHours(text: string): number {
  const hours = Number(text);
  if (/^\d{1,3}$/.test(text) && hours >= 1 && hours <= 168) return hours;
  throw new InvalidArgumentError('Write whole hours from 1 to 168.');
}

export function typedTime(text: string): string {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new InvalidArgumentError('Write a time as HH:MM, UTC.');
}

export function typedPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Write a whole number from 0 to 65535; 0 takes any free port.');
}

/** An amount can be judged only beside its currency, so it is read later than the other options (L6). */
export function typedAmount(option: string, text: string, currency: Currency): Minor {
  const amount = amountFromTyped(text, currency);
  if (typeof amount === 'bigint') return amount;
  throw wrongOption(option, text, amount.says);
}

const PERCENT_FAULTS = {
  'not-a-number': 'write a percentage as digits with a point, such as 12.5%',
  'too-many-decimals': 'a percentage has at most 4 decimals: round it to them',
  'out-of-range': 'a percentage is from 0 to 100',
} as const;

export function typedPercent(option: string, text: string): Percent {
  const percent = percentFromText(text.replace(/\s*%$/, ''));
  if (typeof percent === 'bigint') return percent;
  throw wrongOption(option, text, PERCENT_FAULTS[percent]);
}

/** A usage error that could not be seen while the options were read. */
export function wrongOption(option: string, seen: string, todo: string): BadInput {
  return new BadInput([{ file: option, row: null, column: null, seen: JSON.stringify(seen), todo }]);
}

export function wrongUsage(command: string, seen: string, todo: string): BadInput {
  return new BadInput([{ file: command, row: null, column: null, seen, todo }]);
}
