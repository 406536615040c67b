import { type Credit, lastFinal } from '../domain/credit/credit.ts';
import { creditStatus } from '../domain/ledger/credit-status.ts';
import { bookDivisions } from '../domain/ledger/divide.ts';
import { lastDayOf } from '../domain/period/billing-period.ts';
import { bookingDay } from '../domain/period/booking-day.ts';
import type { Share } from '../domain/split/share.ts';
import { assignmentOf } from './assign-credits.ts';
import type { Assignment, Shelves } from './book.ts';
import type { Desk } from './desk.ts';
import { Refusal } from './errors.ts';
import { type HandPart, sharesByHand } from './hand-shares.ts';
import { holdersOf } from './holders-of.ts';
import { ownershipOf } from './ownership.ts';
import { proposerOf } from './propose.ts';
import { ledgerIds, saveDivided, shelfFor } from './save-divided.ts';

/** Not an account but whose credit it was (A8). */
export const OWNER_ACCOUNT = Symbol('the owner account');

export type HandOrder = {
  readonly creditId: string;
  /** Parts by party; the distributor keeps the rest. None where it is moved. */
  readonly parts: readonly HandPart[];
  /** Or: divide it by the rule as if it were this usage account's, or the owner account's (S4: move). */
  readonly moveTo: string | typeof OWNER_ACCOUNT | null;
  readonly reason: string;
  /** More than the cloud gave: the distributor funds the rest (S4). */
  readonly allowMore: boolean;
};

export type Reassigned = {
  readonly credit: Credit;
  readonly before: readonly Share[];
  readonly after: readonly Share[];
  /** Of the assignment that is in force now. */
  readonly version: number;
};

/** A person decides instead of a rule (S4). Never overwritten by a rule run; a reason is always required. */
export function assignByHand(desk: Desk, order: HandOrder): Promise<Reassigned> {
  if (order.reason.trim() === '') throw new Refusal('reason-missing', 'say why: --reason TEXT');
  if (order.moveTo !== null && order.parts.length > 0) {
    throw new Refusal(
      'two-ways',
      `the credit is to be divided by hand and moved to ${order.moveTo === OWNER_ACCOUNT ? 'its owner' : order.moveTo} at once: do one of them`,
    );
  }
  return desk.book.write(async (shelves) => {
    const credit = await editableCredit(shelves, order.creditId);
    const account = await accountMeant(shelves, credit, order.moveTo);
    const after =
      account === null
        ? await sharesByHand(shelves, credit, order.parts, order.allowMore)
        : await sharesMoved(desk, shelves, credit, account);
    const { ofCredit } = await holdersOf(shelves);
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
      account: account === credit.usageAccount ? null : account,
      consumer: ofCredit(credit.usageAccount, credit.period),
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
    const proposal = (await proposerOf(desk, shelves, [credit])).propose(credit);
    if (proposal.shares === null) {
      throw new Refusal(
        'held',
        `no proposal for ${creditId}: ${proposal.heldBecause}; assign it by hand instead`,
      );
    }
    return redivide(desk, shelves, credit, (version) => assignmentOf(credit, proposal, version));
  });
}

export async function redivide(
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
    account: assignment.account ?? credit.usageAccount,
    version: assignment.version,
    before: before?.shares ?? [],
    after: assignment.shares,
    reason: assignment.reason,
    bookedAt: bookingDay(lastDayOf(credit.period), await shelves.periods.earliestOpen()),
  };
  const divided = bookDivisions([order], await shelfFor(shelves, [order]), ledgerIds(desk));
  await saveDivided(shelves, divided, [assignment]);
  return { credit, before: order.before, after: order.after, version: assignment.version };
}

/** Final, and neither on a draft nor on an open statement (S5). */
export async function editableCredit(shelves: Shelves, id: string): Promise<Credit> {
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
    left: use?.left ?? false,
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

async function accountMeant(
  shelves: Shelves,
  credit: Credit,
  moveTo: HandOrder['moveTo'],
): Promise<string | null> {
  return moveTo === OWNER_ACCOUNT ? (await ownershipOf(shelves, [credit]))(credit).account : moveTo;
}

/** The rule's proposal as if the credit were another usage account's (S4). */
async function sharesMoved(
  desk: Desk,
  shelves: Shelves,
  credit: Credit,
  usageAccount: string,
): Promise<readonly Share[]> {
  const { proposeMoved } = await proposerOf(desk, shelves, [credit]);
  const proposal = proposeMoved({ ...credit, kind: 'credit' }, usageAccount);
  if (proposal.shares !== null) return proposal.shares;
  throw new Refusal('held', `moved to ${usageAccount} the credit would be held: ${proposal.heldBecause}`);
}
