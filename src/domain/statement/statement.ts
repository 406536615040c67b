import type { Edge } from '../ledger/grant.ts';
import type { ExactAmount } from '../money/exact-amount.ts';
import type { Minor } from '../money/minor.ts';
import type { TaxPosition } from '../party/party.ts';
import type { BillingPeriod } from '../period/billing-period.ts';
import type { BillableLine, LineSubject } from './billable.ts';

/** draft → open → paid/closed, or void; a draft that is replaced or thrown away is discarded (T7, T8). */
export const STATEMENT_STATES = ['draft', 'open', 'paid', 'closed', 'void', 'discarded'] as const;

export type StatementState = (typeof STATEMENT_STATES)[number];

export type PricedLine = BillableLine & { readonly upliftPercent: ExactAmount; readonly price: Minor };

/** The difference of a line that was billed on an open statement of an earlier delivery (N4). */
export type AdjustmentLine = LineSubject & {
  /** null: the buyer had no statement in that period, and it is closed. */
  readonly originalStatement: string | null;
  readonly originalPeriod: BillingPeriod;
  /** Difference of the exact cost, and of the price at the rates frozen on the original. */
  readonly exact: ExactAmount;
  readonly price: Minor;
};

export type Tax = { readonly percent: ExactAmount | null; readonly position: TaxPosition };

/** One movement of the balance since the previous statement, or by this one (T6). */
export type StoryItem = {
  readonly movement: 'earned' | 'applied' | 'expired' | 'restored';
  readonly grant: string;
  readonly amount: Minor;
};

/** The figures of a statement. total = charges + tax + debits + adjustments − creditApplied (T5). */
export type StatementFigures = {
  readonly roundingLine: Minor | null;
  /** Σ line prices and the rounding line. */
  readonly charges: Minor;
  readonly tax: Minor;
  readonly debits: Minor;
  readonly adjustments: Minor;
  readonly creditApplied: Minor;
  readonly total: Minor;
  readonly openingBalance: Minor;
  readonly earned: Minor;
  readonly expired: Minor;
  readonly closingBalance: Minor;
};

/** The head of a statement as the book keeps it. */
export type Statement = Edge &
  StatementFigures & {
    readonly id: string;
    readonly period: BillingPeriod;
    readonly version: number;
    readonly state: StatementState;
    readonly number: number | null;
    readonly useCredits: boolean;
    readonly late: boolean;
    readonly sellerName: string;
    readonly buyerName: string;
    readonly taxTerms: Tax;
    readonly pricesAsOf: bigint;
    /** The statement whose closing balance this one opens with (T6). */
    readonly follows: string | null;
    readonly contentHash: string;
    readonly draftedSeq: bigint;
  };

export function isLive(state: StatementState): boolean {
  return state !== 'void' && state !== 'discarded';
}
