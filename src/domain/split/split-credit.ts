import { allocate } from '../money/allocate.ts';
import type { Minor } from '../money/minor.ts';
import { HUNDRED_PERCENT, type Percent } from '../money/percent.ts';

/** The three parts of one credit, signed like it. Their sum is the credit's amount, always (S2). */
export type Shares = { readonly customer: Minor; readonly reseller: Minor; readonly distributor: Minor };

/** A rule's net shares of the whole; the distributor keeps the rest (S1). */
export type SharePercents = { readonly customerPercent: Percent; readonly resellerPercent: Percent };

/**
 * Largest remainder over customer, reseller, distributor, ties in that order. A direct customer has no reseller:
 * that percentage goes to the distributor before anything is divided. Source: semantics S2, S3.
 * The percents were checked where the rule came in: a sum over 100 is a bug.
 */
export function splitCredit(amount: Minor, percents: SharePercents, direct: boolean): Shares {
  const { customerPercent, resellerPercent } = percents;
  const rest = HUNDRED_PERCENT - customerPercent - resellerPercent;
  if (rest < 0n || customerPercent < 0n || resellerPercent < 0n) {
    throw new RangeError(`percents ${customerPercent} and ${resellerPercent} were not checked`);
  }
  const weights = direct
    ? [customerPercent, 0n, resellerPercent + rest]
    : [customerPercent, resellerPercent, rest];
  const [customer = 0n, reseller = 0n, distributor = 0n] = allocate(amount, weights);
  return { customer, reseller, distributor };
}
