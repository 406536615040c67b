import { availableOf, type Edge, type Grant, inOrderOfUse, mayPay } from '../ledger/grant.ts';
import type { Debit } from '../ledger/grant-shelf.ts';
import { sumExact } from '../money/exact-amount.ts';
import { leastOf, type Minor, roundToMinor } from '../money/minor.ts';
import type { BillingPeriod } from '../period/billing-period.ts';
import { exactPrice } from '../price/price-line.ts';
import { type BillBase, creditToApply, payableByCredit, taxOf } from './amount-due.ts';
import type { AdjustmentLine, PricedLine, StatementFigures, StoryItem, Tax } from './statement.ts';

/** Everything one draft is computed from; nothing else changes it. */
export type DraftInput = {
  readonly edge: Edge;
  readonly period: BillingPeriod;
  readonly lines: readonly PricedLine[];
  readonly adjustments: readonly AdjustmentLine[];
  readonly debits: readonly Debit[];
  readonly taxTerms: Tax;
  readonly roundingLine: boolean;
  readonly useCredits: boolean;
  /** The buyer's grants at this seller, with this draft's own reservation and later ones released. */
  readonly grants: readonly Grant[];
  /** Closing balance of the previous statement; what was earned and what lapsed since (T6). */
  readonly openingBalance: Minor;
  readonly sincePrevious: readonly StoryItem[];
};

export type Draft = StatementFigures & {
  readonly input: DraftInput;
  /** What each grant pays. */
  readonly applied: readonly { readonly grant: Grant; readonly amount: Minor }[];
  readonly story: readonly StoryItem[];
};

/** A draft from its inputs: priced lines less credits used (T4, T5, T6). */
export function computeDraft(input: DraftInput): Draft {
  const { currency } = input.edge;
  const prices = sum(input.lines.map((line) => line.price));
  const roundingLine = input.roundingLine ? roundedExactSum(input) - prices : null;
  const base: BillBase = {
    charges: prices + (roundingLine ?? 0n),
    debits: sum(input.debits.map((debit) => debit.amount)),
    adjustments: sum(input.adjustments.map((line) => line.price)),
    taxTerms: input.taxTerms,
    currency,
  };
  const applied = input.useCredits ? useGrants(input, payableByCredit(base)) : [];
  const creditApplied = sum(applied.map((lot) => lot.amount));
  const tax = taxOf(base, creditApplied);
  const earned = movedBy(input.sincePrevious, 'earned') + movedBy(input.sincePrevious, 'restored');
  const expired = movedBy(input.sincePrevious, 'expired');
  return {
    input,
    applied,
    story: [
      ...input.sincePrevious,
      ...applied.map((lot): StoryItem => ({ movement: 'applied', grant: lot.grant.id, amount: lot.amount })),
    ],
    roundingLine,
    charges: base.charges,
    tax,
    debits: base.debits,
    adjustments: base.adjustments,
    creditApplied,
    total: base.charges + tax + base.debits + base.adjustments - creditApplied,
    openingBalance: input.openingBalance,
    earned,
    expired,
    closingBalance: input.openingBalance + earned - creditApplied - expired,
  };
}

/** Soonest end first, then oldest, then id, until the due is paid or nothing is left (T4). */
function useGrants(input: DraftInput, due: Minor): { grant: Grant; amount: Minor }[] {
  const usable = input.grants.filter((grant) => mayPay(grant, input.period) && availableOf(grant) > 0n);
  let left = creditToApply(sum(usable.map(availableOf)), due);
  const lots: { grant: Grant; amount: Minor }[] = [];
  for (const grant of usable.sort(inOrderOfUse)) {
    if (left === 0n) break;
    const amount = leastOf(availableOf(grant), left);
    lots.push({ grant, amount });
    left -= amount;
  }
  return lots;
}

function roundedExactSum(input: DraftInput): Minor {
  const exact = sumExact(input.lines.map((line) => exactPrice(line.exact, line.upliftPercent)));
  return roundToMinor(exact, input.edge.currency);
}

function movedBy(story: readonly StoryItem[], movement: StoryItem['movement']): Minor {
  return sum(story.filter((item) => item.movement === movement).map((item) => item.amount));
}

function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
