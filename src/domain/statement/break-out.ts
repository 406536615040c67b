import { allocate } from '../money/allocate.ts';
import { absoluteOf, type Minor } from '../money/minor.ts';
import type { StoryItem } from './statement.ts';

/** One party behind a grant: what went through the buyer to it before, and what does now. */
export type Earner = {
  /** null: the buyer's own share of the credit. */
  readonly customer: string | null;
  readonly was: Minor;
  readonly is: Minor;
};

export type EarnedPart = { readonly customer: string | null; readonly amount: Minor };

/**
 * One movement of a grant's amount told by customer, to the cent (T10). A credit of one customer is told whole, its
 * reseller's own share included. Of one that a person divided among several, what was earned is told part by part: the
 * change of the division where that is what was earned, else, as what lapsed or came back, in proportion to the parts.
 * What a statement applied is nobody's in particular: it is told whole.
 */
export function brokenOut(
  item: Pick<StoryItem, 'movement' | 'amount'>,
  earners: readonly Earner[],
): EarnedPart[] {
  const parts = earners.filter(({ was, is }) => was !== 0n || is !== 0n).sort(byCustomer);
  const [first, second] = parts.some(isCustomers) ? parts.filter(isCustomers) : earners.filter(isCustomers);
  if (second === undefined) return [{ customer: first?.customer ?? null, amount: item.amount }];
  if (item.movement === 'applied') return [{ customer: null, amount: item.amount }];
  const changes = parts.map(({ customer, was, is }) => ({ customer, amount: is - was }));
  const changed = changes.reduce((sum, change) => sum + change.amount, 0n);
  const told =
    item.movement === 'earned' && changed === item.amount ? changes : inProportion(item.amount, parts);
  return told.filter((part) => part.amount !== 0n);
}

function inProportion(amount: Minor, parts: readonly Earner[]): EarnedPart[] {
  const now = parts.map(({ is }) => absoluteOf(is));
  const weights = now.some((weight) => weight > 0n) ? now : parts.map(({ was }) => absoluteOf(was));
  const amounts = allocate(amount, weights);
  return parts.map(({ customer }, at) => ({ customer, amount: amounts[at] ?? 0n }));
}

function isCustomers({ customer }: Earner): boolean {
  return customer !== null;
}

/** By id, the buyer's own share last. */
function byCustomer({ customer: a }: Earner, { customer: b }: Earner): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
