import type { Currency } from '../money/currency.ts';
import { type ExactAmount, equalExact } from '../money/exact-amount.ts';
import type { BillingPeriod } from '../period/billing-period.ts';
import type { CalendarDate } from '../period/calendar-date.ts';

/** What AWS says of one of its credits: one entry of GetCredits. Source: semantics A6. */
export type CreditRecord = {
  /** AWS's own id of the credit; digits, as text. */
  readonly id: string;
  /** The account that owns the credit. */
  readonly account: string;
  /** `Promotion`, `Refund`, …: AWS adds kinds as it likes. */
  readonly type: string;
  readonly description: string;
  readonly currency: Currency;
  readonly initial: ExactAmount;
  /** What is left after the bills that are final. */
  readonly remaining: ExactAmount;
  /** What is left when the bill under way counts too; null: AWS did not say. */
  readonly estimated: ExactAmount | null;
  readonly starts: CalendarDate;
  /** The last day (UTC) on which it can be used; null: it has no end. */
  readonly ends: CalendarDate | null;
  readonly products: readonly string[];
  readonly applicationType: string | null;
  readonly sharing: string | null;
  /** Switched off by its owner: it pays nothing. */
  readonly disabled: boolean;
};

/** How much of a credit one usage account used for one service in one month: one entry of GetCreditAllocationHistory. */
export type Drawdown = {
  readonly record: string;
  readonly usageAccount: string;
  /** The service's display name, as AWS writes it. */
  readonly service: string;
  readonly period: BillingPeriod;
  readonly currency: Currency;
  /** Blank: AWS did not say. */
  readonly description: string;
  /** Signed as AWS writes it: negative where it lowered a bill, like a credit line. */
  readonly exact: ExactAmount;
  /** Of a bill that is not final yet. */
  readonly estimated: boolean;
};

/** The text that tells one drawdown from another; its amount and finality may change. */
export function drawdownKey(drawdown: Drawdown): string {
  const { record, usageAccount, service, period, currency, description } = drawdown;
  return JSON.stringify([record, usageAccount, service, period, currency, description]);
}

export function sameRecord(a: CreditRecord, b: CreditRecord): boolean {
  return recordContent(a) === recordContent(b);
}

export function sameDrawdown(a: Drawdown, b: Drawdown): boolean {
  return equalExact(a.exact, b.exact) && a.estimated === b.estimated;
}

/** The word on a final bill is not taken back by one that is under way: that answer is older (A6, like C6). */
export function isOlder(given: Drawdown, known: Drawdown): boolean {
  return given.estimated && !known.estimated;
}

function recordContent(record: CreditRecord): string {
  const sorted = { ...record, products: record.products.toSorted() };
  return JSON.stringify(Object.entries(sorted).sort(), (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
}
