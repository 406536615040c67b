import type { Percent } from '../money/percent.ts';
import type { BillingPeriod } from '../period/billing-period.ts';

/** How a rule's description is compared with a credit's stem (R2). */
export type MatchMode = 'exact' | 'contains' | 'wildcard' | 'regex';

/** Who or what a rule speaks of: all, only the selected, or all but the excluded (R3). */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'only'; readonly ids: readonly string[] }
  | { readonly kind: 'except'; readonly ids: readonly string[] };

/** Whose customer gets the shares: that of the account that used the credit, or of the one it belongs to (R10). */
export type ForWhom = 'consumer' | 'owner';

/** What a person writes down to say who gets which percent of a credit (seed B). Source: semantics R. */
export type CreditRuleTerms = {
  readonly name: string;
  /** Blank matches every credit (R2). */
  readonly description: string;
  readonly match: MatchMode;
  readonly customerPercent: Percent;
  readonly resellerPercent: Percent;
  readonly forWhom: ForWhom;
  readonly firstPeriod: BillingPeriod | null;
  readonly lastPeriod: BillingPeriod | null;
  readonly customers: Scope;
  readonly resellers: Scope;
  readonly services: Scope;
  readonly note: string;
  readonly active: boolean;
};

/** One version of a rule as it stands in the book (R7). `createdAt` and `sequence` never change with an edit (R4). */
export type CreditRule = CreditRuleTerms & {
  readonly id: string;
  readonly version: number;
  /** An ISO date or instant as written by the person; text order is time order once normalised. */
  readonly createdAt: string;
  /** Insertion order over the whole book, from 1. */
  readonly sequence: number;
};
