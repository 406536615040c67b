import type { ExactAmount } from '../money/exact-amount.ts';

/** The one party that runs the book; its id as seller is this word. */
export const DISTRIBUTOR = 'distributor';

/** `after_tax`: the credit pays the total with tax. `before_tax`: the credit lowers the taxable base (T5). */
export type TaxPosition = 'after_tax' | 'before_tax';

export type Reseller = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** Its own default for the statements it issues; null follows the distributor's (T3). */
  readonly useCredits: boolean | null;
};

export type Customer = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly taxPercent: ExactAmount | null;
  readonly taxPosition: TaxPosition;
};
