import type { Currency } from '../money/currency.ts';
import type { ExactAmount } from '../money/exact-amount.ts';
import type { BillingPeriod } from '../period/billing-period.ts';
import type { CalendarDate } from '../period/calendar-date.ts';

export type BillingFormat = 'legacy-cur' | 'cur-2.0' | 'focus-1.0' | 'focus-1.1' | 'focus-1.2' | 'focus-1.3';

/** Whose month a delivery is about. */
export type PayerMonth = {
  readonly cloud: string;
  readonly payerAccount: string;
  readonly period: BillingPeriod;
};

export type DeliveredFile = {
  readonly path: string;
  /** sha-256 of the file's bytes, hex. */
  readonly contentHash: string;
  readonly bytes: number;
};

/** One received version of one payer's month (N1). */
export type Delivery = PayerMonth & {
  readonly format: BillingFormat;
  readonly files: readonly DeliveredFile[];
  /** When the cloud says it wrote the delivery, ISO instant; null without a manifest. */
  readonly manifestTime: string | null;
  readonly lines: number;
  readonly lastUsageDay: CalendarDate | null;
  readonly usageAccounts: readonly string[];
  /** Non-zero lines whose invoice id is blank: any of them makes the month an estimate (C6). */
  readonly linesWithoutInvoice: number;
};

/** Charges of one payer, usage account, service and line type; per usage day only where P3 asks for it. */
export type ChargeSum = {
  readonly usageAccount: string;
  readonly service: string;
  readonly lineType: string;
  readonly currency: Currency;
  readonly usageDay: CalendarDate | null;
  readonly exact: ExactAmount;
  readonly lines: number;
};

/** Lines of type Credit or Refund of one account, service and (raw) description, summed but not yet rounded. */
export type CreditLineSum = {
  readonly usageAccount: string;
  readonly service: string;
  readonly description: string;
  readonly lineType: string;
  readonly currency: Currency;
  readonly exact: ExactAmount;
  readonly lines: number;
};

/** Every line of the delivery counted once per grouping, to be compared with the file's own totals (C8). */
export type ControlTotal = {
  readonly by: 'line-type' | 'usage-account' | 'invoice';
  readonly key: string;
  readonly currency: Currency;
  readonly exact: ExactAmount;
  readonly lines: number;
};

/** A delivery with everything the book keeps of it. */
export type DeliveredMonth = {
  readonly delivery: Delivery;
  readonly charges: readonly ChargeSum[];
  readonly creditLines: readonly CreditLineSum[];
  readonly totals: readonly ControlTotal[];
};
