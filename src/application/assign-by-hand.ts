import { amountOf, type Credit } from '../domain/credit/credit.ts';
import { creditStatus } from '../domain/ledger/credit-status.ts';
import { bookDivisions } from '../domain/ledger/divide.ts';
import { allocate } from '../domain/money/allocate.ts';
import { EXACT_ZERO } from '../domain/money/exact-amount.ts';
import { type Minor, minorToText } from '../domain/money/minor.ts';
import { HUNDRED_PERCENT, type Percent } from '../domain/money/percent.ts';
import { DISTRIBUTOR } from '../domain/party/party.ts';
import { lastDayOf } from '../domain/period/billing-period.ts';
import { bookingDay } from '../domain/period/booking-day.ts';
import { type Share, totalOf } from '../domain/split/share.ts';
import { assignmentOf } from './assign-credits.ts';
import type { Assignment, Shelves } from './book.ts';
import type { Desk } from './desk.ts';
import { Refusal } from './errors.ts';
import { holdersOf } from './holders-of.ts';
import { proposerOf } from './propose.ts';
import { ledgerIds, saveDivided, shelfFor } from './save-divided.ts';

/** One party's part as a person gives it: an amount, or a percentage of the whole. */
export type HandPart =
  | { readonly party: string; readonly amount: Minor }
  | { readonly party: string; readonly percent: Percent };

export type HandOrder = {
  readonly creditId: string;
  /** Parts by party; the distributor keeps the rest. */
  readonly parts: readonly HandPart[];
  /** Or: divide it by the rule as if it were this usage account's (S4: move). */
  readonly moveTo: string | null;
  readonly reason: string;
  /** More than the cloud gave: the distributor funds the rest (S4). */
  readonly allowMore: boolean;
};

export type Reassigned = {
  readonly credit: Credit;
  readonly before: readonly Share[];
  readonly after: readonly Share[];
};

/** A person decides instead of a rule (S4). Never overwritten by a rule run; a reason is always required. */
export function assignByHand(desk: Desk, order: HandOrder): Promise<Reassigned> {
  if (order.reason.trim() === '') throw new Refusal('reason-missing', 'say why: --reason TEXT');
  return desk.book.write(async (shelves) => {
    const credit = await editableCredit(shelves, order.creditId);
    const after =
      order.moveTo === null
        ? await sharesByHand(shelves, credit, order)
        : await sharesMoved(desk, shelves, credit, order.moveTo);
    const owners = after.find((share) => share.party === 'customer');
    return redivide(desk, shelves, credit, (version) => ({
      credit: credit.id,
      version,
      madeBy: 'hand',
      rule: null,
      ruleVersion: null,
      decidedBy: null,
      customer: owners?.party === 'customer' ? owners.id : null,
      reseller: owners?.party === 'customer' ? owners.reseller : null,
      exact: credit.exact,
      reason: order.reason,
      shares: after,
      seq: 0n,
    }));
  });
}

/** One click back to what the rules propose (S4), or a newer rule version applied to an assigned credit (R7). */
export function applyProposal(desk: Desk, creditId: string): Promise<Reassigned> {
  return desk.book.write(async (shelves) => {
    const credit = await editableCredit(shelves, creditId);
    const proposal = (await proposerOf(desk, shelves)).propose(credit);
    if (proposal.shares === null) {
      throw new Refusal(
        'held',
        `no proposal for ${creditId}: ${proposal.heldBecause}; assign it by hand instead`,
      );
    }
    return redivide(desk, shelves, credit, (version) => assignmentOf(credit, proposal, version));
  });
}

async function redivide(
  desk: Desk,
  shelves: Shelves,
  credit: Credit,
  assignmentAt: (version: number) => Assignment,
): Promise<Reassigned> {
  const before = (await shelves.credits.assignments({ ids: [credit.id] })).get(credit.id) ?? null;
  const assignment = assignmentAt((before?.version ?? 0) + 1);
  const order = {
    kind: before === null ? ('assignment' as const) : ('reassignment' as const),
    credit,
    version: assignment.version,
    before: before?.shares ?? [],
    after: assignment.shares,
    reason: assignment.reason,
    bookedAt: bookingDay(lastDayOf(credit.period), await shelves.periods.earliestOpen()),
  };
  const divided = bookDivisions([order], await shelfFor(shelves, [order]), ledgerIds(desk));
  await saveDivided(shelves, divided, [assignment]);
  return { credit, before: order.before, after: order.after };
}

/** Final, and neither on a draft nor on an open statement (S5). */
async function editableCredit(shelves: Shelves, id: string): Promise<Credit> {
  const [credit] = await shelves.credits.list({ ids: [id] });
  if (credit === undefined) throw new Refusal('unknown-credit', `there is no credit ${id}`);
  const use = (await shelves.credits.uses({ ids: [id] })).get(id);
  const assigned = (await shelves.credits.assignments({ ids: [id] })).has(id);
  const closed = (await shelves.periods.list()).some((row) => row.period === credit.period && row.closed);
  const status = creditStatus({
    final: credit.final,
    assigned,
    reserved: use?.reserved ?? false,
    applied: use?.applied ?? false,
    granted: use !== undefined,
    periodClosed: closed,
  });
  if (status === 'pending' || status === 'assigned') return lastFinal(credit);
  const why = {
    estimated: 'it is an estimate until the cloud says its final word',
    processing: 'part of it stands on a draft statement; discard the draft first',
    processed: 'it stands on an open statement, or its period is closed, and it never changes',
  }[status];
  throw new Refusal('not-editable', `${id} is ${status}: ${why}`);
}

/** An estimate is never posted (C6): a person divides the last final total, and the newest waits for the cloud's word. */
function lastFinal(credit: Credit): Credit {
  return credit.final ? credit : { ...credit, exact: credit.bookedExact ?? EXACT_ZERO, final: true };
}

async function sharesByHand(shelves: Shelves, credit: Credit, order: HandOrder): Promise<Share[]> {
  const amount = amountOf(credit.exact, credit.currency);
  const parts: (Share | null)[] = [];
  for (const part of order.parts) parts.push(await handShare(shelves, credit, part, amount));
  const shares = withPercentsExact(order.parts, parts, amount);
  const given = totalOf(shares);
  const excess = amount < 0n ? given < amount : given > amount;
  if (excess && !order.allowMore) {
    const text = (minor: Minor): string => `${minorToText(minor, credit.currency)} ${credit.currency}`;
    throw new Refusal(
      'more-than-credit',
      `${text(given)} is more than the credit's ${text(amount)}; with --allow-more the distributor funds the difference`,
    );
  }
  return [...shares, { party: 'distributor', amount: amount - given }];
}

async function handShare(
  shelves: Shelves,
  credit: Credit,
  part: HandPart,
  amount: Minor,
): Promise<Share | null> {
  const value = 'amount' in part ? part.amount : (amount * part.percent) / HUNDRED_PERCENT;
  if (part.party === DISTRIBUTOR) return null;
  const resellers = await shelves.parties.resellers();
  if (resellers.some((reseller) => reseller.id === part.party))
    return { party: 'reseller', id: part.party, amount: value };
  const customers = await shelves.parties.customers();
  if (!customers.some((customer) => customer.id === part.party)) {
    throw new Refusal('unknown-party', `there is no customer or reseller ${part.party}`);
  }
  const holders = await holdersOf(shelves);
  return {
    party: 'customer',
    id: part.party,
    reseller: holders.resellerOf(part.party, credit.period),
    amount: value,
  };
}

/** Percentages are divided together by largest remainder, so that 50/50 of 0.01 loses nothing (S2). */
function withPercentsExact(
  parts: readonly HandPart[],
  shares: readonly (Share | null)[],
  amount: Minor,
): Share[] {
  const percents = parts.map((part) => ('percent' in part && part.party !== DISTRIBUTOR ? part.percent : 0n));
  const rest = HUNDRED_PERCENT - percents.reduce((sum, percent) => sum + percent, 0n);
  if (rest < 0n) throw new Refusal('percent-over-100', 'the percentages add up to more than 100');
  const allocated = allocate(amount, [...percents, rest]);
  return shares.flatMap((share, at) => {
    if (share === null) return [];
    const part = parts[at];
    return [part !== undefined && 'percent' in part ? { ...share, amount: allocated[at] ?? 0n } : share];
  });
}

/** The rule's proposal as if the credit were another usage account's (S4). */
async function sharesMoved(
  desk: Desk,
  shelves: Shelves,
  credit: Credit,
  usageAccount: string,
): Promise<readonly Share[]> {
  const proposal = (await proposerOf(desk, shelves)).propose({ ...credit, usageAccount, kind: 'credit' });
  if (proposal.shares !== null) return proposal.shares;
  throw new Refusal('held', `moved to ${usageAccount} the credit would be held: ${proposal.heldBecause}`);
}
