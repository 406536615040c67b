import type { BillingPeriod } from '../../domain/period/billing-period.ts';

/** A newer delivery that changed what statements had billed: the difference comes with the next ones (N4). */
export type BilledChange = {
  readonly delivery: string;
  readonly cloud: string;
  readonly payerAccount: string;
  readonly period: BillingPeriod;
  readonly version: number;
  readonly at: string;
  readonly usageAccounts: readonly string[];
  readonly statements: readonly {
    readonly id: string;
    readonly number: number | null;
    readonly seller: { readonly id: string; readonly name: string };
    readonly buyer: { readonly id: string; readonly name: string };
  }[];
};

export type BilledChangeShelf = {
  /** Those that nobody has seen to; newest first. */
  readonly open: (delivery?: string) => Promise<BilledChange[]>;
  readonly notice: (delivery: string, by: string) => Promise<void>;
};
