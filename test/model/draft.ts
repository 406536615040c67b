import {
  billNow,
  chargesOf,
  type Fresh,
  firstPriced,
  pricesKnown,
  saysTheSame,
  waitingAdjustments,
  waitingDebits,
} from './bills.ts';
import {
  type Bill,
  type Edge,
  earliestOpen,
  edgeText,
  isLive,
  leftOf,
  type Pages,
  Refused,
  sameEdge,
} from './pages.ts';
import { firstDay } from './who.ts';

export type DraftRun = {
  readonly period: string;
  readonly useCredits: boolean | null;
  readonly late: boolean;
};

/** T: drafts a period, and again the later drafts of the same buyers. */
export function draft(pages: Pages, run: DraftRun): void {
  const open = earliestOpen(pages);
  if (open !== null && run.period < open) throw new Refused('period-closed');
  expire(pages, run.period);
  for (const edge of edgesToDraft(pages, run.period)) redraft(pages, edge, run);
}

/** T4: what is left of a grant whose end is before the period, unless a draft reserves it. */
function expire(pages: Pages, period: string): void {
  for (const grant of pages.grants) {
    const left = leftOf(grant);
    if (grant.ends === null || grant.ends >= firstDay(period) || left === 0n || grant.reserved > 0n) continue;
    grant.expired += left;
    pages.clock += 1;
    pages.lapses.push({ edge: grant, amount: left, at: pages.clock });
  }
}

function edgesToDraft(pages: Pages, period: string): Edge[] {
  const parties = ['distributor', ...pages.resellers.keys()];
  const buyers = [...pages.resellers.keys(), ...pages.customers.keys()];
  const currencies = [...new Set(pages.delivered.map(({ files }) => files.currency))];
  const redone = pages.bills.filter((bill) => bill.state === 'draft' && bill.period >= period);
  return parties
    .flatMap((seller) =>
      buyers.flatMap((buyer) => currencies.map((currency) => ({ seller, buyer, currency }))),
    )
    .filter((edge) => {
      const mine = redone.filter((bill) => sameEdge(bill, edge));
      return (
        chargesOf(pages, edge, period).size > 0 ||
        mine.some((bill) => bill.period === period) ||
        waitingDebits(pages, edge, mine).length > 0 ||
        waitingAdjustments(pages, edge, mine).length > 0
      );
    })
    .sort((a, b) => (edgeText(a) < edgeText(b) ? -1 : 1));
}

/** T8: the period's own draft (unless `only later`), then the later drafts of the same buyer, oldest first. */
export function redraft(pages: Pages, edge: Edge, run: DraftRun | { readonly after: string }): void {
  const from = 'after' in run ? run.after : run.period;
  const mine = pages.bills.filter((bill) => isLive(bill) && sameEdge(bill, edge));
  const redone = mine.filter((bill) => bill.state === 'draft' && bill.period >= from);
  const standing = mine.filter((bill) => !redone.includes(bill));
  const periods = new Set(redone.map((bill) => bill.period));
  if (!('after' in run) && !standing.some((bill) => bill.period === from)) {
    if (run.late || !standing.some((bill) => bill.period > from)) periods.add(from);
  }
  const debits = waitingDebits(pages, edge, redone);
  const adjustments = waitingAdjustments(pages, edge, redone);
  for (const bill of redone) release(bill);
  const placed: Bill[] = [];
  let previous = standing.toSorted((a, b) => a.at - b.at).at(-1) ?? null;
  for (const period of [...periods].sort()) {
    const before = redone.find((bill) => bill.period === period) ?? null;
    const owed = debits.filter(
      (debit) => debit.period <= period && !placed.some((bill) => bill.owed.includes(debit)),
    );
    const carried = adjustments.filter(
      (line) => line.original.period < period && !placed.some((bill) => bill.carried.includes(line)),
    );
    if (before !== null) before.state = 'discarded';
    if (chargesOf(pages, edge, period).size === 0 && owed.length === 0 && carried.length === 0) continue;
    const useCredits =
      'after' in run || (period > from && before !== null)
        ? (before?.useCredits ?? true)
        : (run.useCredits ?? defaultOf(pages, edge.seller));
    const fresh = billNow(pages, edge, period, {
      useCredits,
      owed,
      carried,
      opening: previous?.figures.closing ?? 0n,
      since: previous?.at ?? 0,
    });
    const isLast = !redone.some((bill) => bill.period > period);
    const stays = before !== null && before.follows === previous && mayStay(before, fresh, isLast);
    const bill = stays ? before : { ...fresh, follows: previous, at: now(pages) };
    if (bill === before) bill.state = 'draft';
    else pages.bills.push(bill);
    for (const month of firstPriced({ period, carried }))
      pages.firstDrafted.set(`${edge.seller} ${edge.buyer} ${month}`, pricesKnown(pages, edge, month));
    reserve(bill);
    placed.push({ ...bill, owed, carried });
    previous = bill;
  }
}

/**
 * T8: a draft that would say the same after the same statement stays. What moved since is told by a later one, if
 * there is one.
 */
function mayStay(before: Bill, fresh: Fresh, isLast: boolean): boolean {
  if (!saysTheSame(before, fresh) || before.figures.opening !== fresh.figures.opening) return false;
  const { earned, expired, closing } = before.figures;
  const same =
    earned === fresh.figures.earned && expired === fresh.figures.expired && closing === fresh.figures.closing;
  return same || !isLast;
}

function now(pages: Pages): number {
  pages.clock += 1;
  return pages.clock;
}

/** T3. */
function defaultOf(pages: Pages, seller: string): boolean {
  return pages.resellers.get(seller) ?? pages.settings.useCredits;
}

export function reserve(bill: Bill): void {
  for (const { grant, amount } of bill.lots) grant.reserved += amount;
}

export function release(bill: Bill): void {
  for (const { grant, amount } of bill.lots) grant.reserved -= amount;
}
