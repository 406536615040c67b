import { allocate } from '../money/allocate.ts';
import { absoluteOf, leastOf, type Minor } from '../money/minor.ts';
import { compareText } from '../text-order/compare-text.ts';
import type { StoryItem } from './statement.ts';

/** One party behind a grant: what went through the buyer to it before, and what does now. */
export type Earner = {
  /** null: the buyer's own share of the credit. */
  readonly customer: string | null;
  readonly was: Minor;
  readonly is: Minor;
};

export type EarnedPart = {
  readonly customer: string | null;
  readonly amount: Minor;
  /** Of what was earned, how much the buyer granted on; it keeps the rest. */
  readonly passedOn: Minor;
};

type Part = Omit<EarnedPart, 'passedOn'>;

/**
 * One movement of a grant's amount told by customer, to the cent (T10). A credit of one customer is told whole, its
 * reseller's own share included. Of one that a person divided among several, what was earned is told part by part: the
 * change of the division where that is what was earned, else, as what lapsed or came back, in proportion to the parts.
 * What a statement applied is nobody's in particular: it is told whole. What was passed on is told as the credit was
 * divided then, not as it is today: a statement that is open says the same for ever (T9).
 */
export function brokenOut(
  item: Pick<StoryItem, 'movement' | 'amount'>,
  earners: readonly Earner[],
): EarnedPart[] {
  const parts = partsOf(item, earners);
  if (item.movement !== 'earned') return parts.map((part) => ({ ...part, passedOn: 0n }));
  if (parts.length === 1) {
    const divided = earners.filter(isCustomers).reduce((sum, { was, is }) => sum + is - was, 0n);
    return parts.map((part) => ({ ...part, passedOn: within(part.amount, divided) }));
  }
  return parts.map((part) => ({ ...part, passedOn: part.customer === null ? 0n : part.amount }));
}

function partsOf(item: Pick<StoryItem, 'movement' | 'amount'>, earners: readonly Earner[]): Part[] {
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

/** As much of the part as the whole holds, towards either side. */
function within(whole: Minor, part: Minor): Minor {
  return whole < 0n ? -within(-whole, -part) : part < 0n ? 0n : leastOf(whole, part);
}

function inProportion(amount: Minor, parts: readonly Earner[]): Part[] {
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
  return compareText(a, b);
}
