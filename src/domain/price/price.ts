import type { ExactAmount } from '../money/exact-amount.ts';
import type { BillingPeriod } from '../period/billing-period.ts';

/** One row of a seller's price book: cost × (100 + uplift) / 100. `*` stands for every buyer or every service (T2). */
export type Price = {
  readonly seller: string;
  readonly buyer: string;
  readonly service: string;
  readonly upliftPercent: ExactAmount;
  /** null: from the beginning. The latest start that is not after the period wins. */
  readonly fromPeriod: BillingPeriod | null;
};

export const ANY = '*';
