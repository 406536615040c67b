import type { BillingPeriod } from '../../domain/period/billing-period.ts';

/** One row of where the credits of a period went: from a cloud to each end. Amounts are decimal text. */
export type FlowRow = {
  readonly currency: string;
  readonly cloud: string;
  readonly customers: string;
  readonly resellers: string;
  readonly distributor: string;
  readonly unallocated: string;
};
export type MonthRow = {
  readonly period: BillingPeriod;
  readonly currency: string;
  readonly credits: string;
  readonly customers: string;
  readonly resellers: string;
  readonly distributor: string;
  readonly unallocated: string;
  readonly charges: string;
  readonly applied: string;
};
/** Who held this account, and so who used its credits (P2). */
export type AccountHolder = {
  readonly usageAccount: string;
  readonly customer: string;
  readonly reseller: string | null;
};
/**
 * How a credit stands without a word of the rules: `undecided` is theirs to say; `doubted` was divided before the newest
 * of them was written, or more than once; `other-holder` was divided while somebody else held its account; `for-owner`
 * was divided for its owner (R10).
 */
export type CreditStanding =
  | 'estimated'
  | 'refund'
  | 'unmapped-account'
  | 'not-yet-assigned'
  | 'undecided'
  | 'flagged'
  | 'other-holder'
  | 'for-owner'
  | 'doubted'
  | 'divided';
/** Credits that the rules are asked the same about, but for their descriptions. */
export type StandingGroup = {
  readonly standing: 'undecided' | 'doubted' | 'other-holder' | 'for-owner';
  readonly customer: string | null;
  readonly reseller: string | null;
  readonly service: string;
  readonly rule: string | null;
  readonly ruleVersion: number | null;
  readonly count: number;
  /** One for each credit, and the credit's id beside it. */
  readonly descriptions: readonly string[];
  readonly ids: readonly string[];
};
export type FigureShelf = {
  /** How many credits of the period stand how, by these holders of its accounts. */
  readonly standings: (
    period: BillingPeriod,
    holders: readonly AccountHolder[],
  ) => Promise<ReadonlyMap<CreditStanding, number>>;
  readonly undecided: (period: BillingPeriod, holders: readonly AccountHolder[]) => Promise<StandingGroup[]>;
  /** Those that today's rules, tenures or records could divide otherwise, as far as no statement stands on them (S5). */
  readonly perhapsStale: (
    period: BillingPeriod,
    holders: readonly AccountHolder[],
  ) => Promise<StandingGroup[]>;
  /** Where the credits of a period went. */
  readonly flow: (period: BillingPeriod) => Promise<FlowRow[]>;
  readonly months: (periods: readonly BillingPeriod[]) => Promise<MonthRow[]>;
  readonly statementCounts: (period: BillingPeriod) => Promise<ReadonlyMap<string, number>>;
  readonly deliveriesOf: (
    period: BillingPeriod | null,
  ) => Promise<{ readonly id: string; readonly current: boolean }[]>;
  /** Received less granted, kept, unallocated and rounding, per currency: must be zero. */
  readonly controlDifference: () => Promise<{ readonly currency: string; readonly amount: string }[]>;
};
