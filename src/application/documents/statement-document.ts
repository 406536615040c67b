import type { Currency } from '../../domain/money/currency.ts';
import type { Logo } from '../../domain/party/letterhead.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';

// A statement as its buyer reads it, on paper or in a table. The renderers print what stands here and decide
// nothing. Amounts are decimal text with the sign they are shown with: what lowers a sum is negative. There is no
// place here for a cost, an uplift, a percentage of a rule or another party's share, so none can be printed (T10).

export type DocumentAmount = string;

/** Charges of one usage account, by service. */
export type AccountCharges = {
  readonly cloud: string;
  readonly usageAccount: string;
  readonly lines: readonly { readonly service: string; readonly amount: DocumentAmount }[];
  readonly total: DocumentAmount;
};

/** A line about an earlier, already billed period (N4). */
export type DocumentAdjustment = {
  readonly period: string;
  readonly cloud: string;
  readonly usageAccount: string;
  readonly service: string;
  readonly amount: DocumentAmount;
};

/** One row of the sum, from the charges down to the total. */
export type TotalRow = {
  readonly name: 'charges' | 'rounding' | 'adjustments' | 'debit' | 'tax' | 'credit' | 'total';
  readonly label: string;
  readonly amount: DocumentAmount;
};

export type CreditItem = {
  readonly account: string;
  readonly description: string;
  readonly amount: DocumentAmount;
};

/** A step of the credit's story: what moved the balance, and by which grants (T6). A balance has no items. */
export type CreditStep = {
  readonly name: 'opening' | 'earned' | 'restored' | 'applied' | 'expired' | 'closing';
  readonly label: string;
  readonly amount: DocumentAmount;
  readonly items: readonly CreditItem[];
};

export type BreakoutAmounts = {
  /** Granted in the period, less withdrawn; what a voided statement gave back counts too. */
  readonly earned: DocumentAmount;
  readonly applied: DocumentAmount;
  readonly expired: DocumentAmount;
};
export type BreakoutRow = BreakoutAmounts & {
  readonly account: string;
  readonly description: string;
  /** null: the seller does not name its rules. */
  readonly rule: string | null;
};
export type BreakoutCustomer = BreakoutAmounts & {
  readonly customer: string;
  readonly rows: readonly BreakoutRow[];
};
/** What stands behind a reseller's lump, by customer, account and description; it sums to the lump (T10). */
export type DocumentBreakout = BreakoutAmounts & {
  readonly customers: readonly BreakoutCustomer[];
  readonly namesRules: boolean;
  readonly hasExpired: boolean;
};

export type StatementDocument = {
  readonly statement: string;
  readonly title: 'Statement' | 'Consolidated statement';
  /** `No. 12`; null on a draft. */
  readonly number: string | null;
  /** Stands across every page; null on a statement that holds. */
  readonly watermark: 'DRAFT' | 'VOID' | null;
  readonly seller: {
    readonly name: string;
    readonly address: readonly string[];
    readonly notes: readonly string[];
    readonly logo: Logo | null;
  };
  readonly buyer: { readonly id: string; readonly name: string };
  readonly period: BillingPeriod;
  /** `March 2026`, `1 to 31 March 2026`. */
  readonly month: string;
  readonly days: string;
  readonly currency: Currency;
  /** What a reader must know before the figures: why it is void, that credits were not used. */
  readonly remarks: readonly string[];
  readonly charges: readonly AccountCharges[];
  readonly adjustments: readonly DocumentAdjustment[];
  readonly totals: readonly TotalRow[];
  readonly total: DocumentAmount;
  readonly credit: readonly CreditStep[];
  /** Waits for later periods. */
  readonly carriedForward: DocumentAmount;
  readonly breakout: DocumentBreakout | null;
};

export const DOCUMENT_KINDS = ['pdf', 'csv', 'xlsx'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
