import type { BillingPeriod } from '../../domain/period/billing-period.ts';

/** One period's run: what it found stands for the same asked again, as long as nothing is written to the book. */
export type AskedMonth = {
  readonly period: BillingPeriod;
  readonly useCredits: boolean | null;
  /** What would compute it: another program may find something else. */
  readonly program: string;
};

export type UnchangedMonthShelf = {
  /** Grows with every write to the book, whoever writes; those that are taken back count too. */
  readonly writes: () => Promise<bigint>;
  /** null: never kept, or something was written since. */
  readonly find: (asked: AskedMonth) => Promise<string | null>;
  readonly keep: (asked: AskedMonth, found: string) => Promise<void>;
};
