import type { CreditRecord } from '../../domain/credit-record/credit-record.ts';
import {
  daysLeft,
  endingSums,
  endingsOf,
  type RecordState,
  recordState,
} from '../../domain/credit-record/ending.ts';
import type { Currency } from '../../domain/money/currency.ts';
import type { ExactAmount } from '../../domain/money/exact-amount.ts';
import { exactToReadable, minorToText, roundToMinor } from '../../domain/money/minor.ts';
import { periodOf } from '../../domain/period/billing-period.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { holdersOf } from '../parties/holders-of.ts';

/** AWS's own record of one credit, as it stands on the day that was asked for. Amounts are decimal strings. */
export type CreditRecordView = {
  readonly id: string;
  readonly account: string;
  /** Who holds the account in the month of that day. */
  readonly owner: string | null;
  readonly type: string;
  readonly description: string;
  readonly currency: string;
  readonly initial: string;
  readonly remaining: string;
  /** When the bill under way counts too. */
  readonly estimated: string | null;
  readonly starts: string;
  readonly ends: string | null;
  readonly daysLeft: number | null;
  readonly state: RecordState;
  readonly products: readonly string[];
  readonly applicationType: string | null;
  readonly sharing: string | null;
};

export type EndingSumView = {
  /** null: all accounts together. */
  readonly account: string | null;
  readonly owner: string | null;
  readonly currency: string;
  readonly within30: string;
  readonly within60: string;
  readonly within90: string;
};

export type CreditRecordList = {
  /** The day that everything here is told for. */
  readonly today: string;
  readonly items: readonly CreditRecordView[];
  /** What ends within 30, 60 and 90 days: the records, and their sums per account and in all (A9). */
  readonly endings: readonly {
    readonly record: string;
    readonly daysLeft: number;
    readonly within: number;
  }[];
  readonly endingSums: readonly EndingSumView[];
};

export function creditRecordViews(desk: Desk, today: CalendarDate): Promise<CreditRecordList> {
  return desk.book.read((shelves) => creditRecordViewsOn(shelves, today));
}

export async function creditRecordViewsOn(shelves: Shelves, today: CalendarDate): Promise<CreditRecordList> {
  const records = await shelves.records.list();
  const holders = await holdersOf(shelves);
  const ownerOf = (account: string): string | null =>
    holders.ofCredit(account, periodOf(today))?.customer ?? null;
  const endings = endingsOf(records, today);
  return {
    today,
    items: records.map((record) => viewOf(record, ownerOf(record.account), today)).sort(inListOrder),
    endings: endings.map(({ record, daysLeft: left, within }) => ({
      record: record.id,
      daysLeft: left,
      within,
    })),
    endingSums: endingSums(endings).map(({ account, currency, within30, within60, within90 }) => ({
      account,
      owner: account === null ? null : ownerOf(account),
      currency,
      within30: money(within30, currency),
      within60: money(within60, currency),
      within90: money(within90, currency),
    })),
  };
}

/** Some records, or states of one, as of a day; in the order given. */
export async function recordViewOn(
  shelves: Shelves,
  records: readonly CreditRecord[],
  today: CalendarDate,
): Promise<CreditRecordView[]> {
  const holders = await holdersOf(shelves);
  return records.map((record) =>
    viewOf(record, holders.ofCredit(record.account, periodOf(today))?.customer ?? null, today),
  );
}

function viewOf(record: CreditRecord, owner: string | null, today: CalendarDate): CreditRecordView {
  const { disabled: _, initial, remaining, estimated, ...shown } = record;
  const { currency } = record;
  return {
    ...shown,
    owner,
    initial: text(initial, currency),
    remaining: text(remaining, currency),
    estimated: estimated === null ? null : text(estimated, currency),
    daysLeft: daysLeft(record, today),
    state: recordState(record, today),
  };
}

/** A warning is told in money; what is left to the last digit stands with each record. */
function money(exact: ExactAmount, currency: Currency): string {
  return minorToText(roundToMinor(exact, currency), currency);
}

function text(exact: ExactAmount, currency: Currency): string {
  return exactToReadable(exact, currency);
}

const STATES: readonly RecordState[] = [
  'ends-soon',
  'usable',
  'not-started',
  'switched-off',
  'ended',
  'used-up',
];

/** What can still be used first, the soonest end before all. */
function inListOrder(a: CreditRecordView, b: CreditRecordView): number {
  const key = ({ state, ends, account, id }: CreditRecordView): string =>
    JSON.stringify([STATES.indexOf(state), ends ?? '9999', account, id]);
  return key(a) < key(b) ? -1 : 1;
}
