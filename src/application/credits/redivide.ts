import { type Credit, lastFinal } from '../../domain/credit/credit.ts';
import { creditStatus } from '../../domain/ledger/credit-status.ts';
import { bookDivisions, type DivisionOrder } from '../../domain/ledger/divide.ts';
import { lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import type { Share } from '../../domain/split/share.ts';
import type { Assignment, Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { ledgerIds, saveDivided, shelfFor } from './save-divided.ts';

/** In the order of the ids, each named once: final, and neither on a draft nor on an open statement (S5). */
export async function editableCredits(shelves: Shelves, ids: readonly string[]): Promise<Credit[]> {
  if (new Set(ids).size < ids.length) throw new Refusal('named-twice', 'name every credit once');
  const editable = await creditEditor(shelves, ids);
  return ids.map(editable);
}

/** Answers for each of the ids with the credit that may be divided otherwise, or refuses it (S5). */
export async function creditEditor(
  shelves: Shelves,
  ids: readonly string[],
): Promise<(id: string) => Credit> {
  const credits = new Map((await shelves.credits.list({ ids })).map((credit) => [credit.id, credit]));
  const uses = await shelves.credits.uses({ ids });
  const assignments = await shelves.credits.assignments({ ids });
  const closed = new Set((await shelves.periods.list()).filter((row) => row.closed).map((row) => row.period));
  return (id) => {
    const credit = credits.get(id);
    if (credit === undefined) throw new Refusal('unknown-credit', `there is no credit ${id}`);
    const use = uses.get(id);
    const status = creditStatus({
      final: credit.final,
      assigned: assignments.has(id),
      reserved: use?.reserved ?? false,
      applied: use?.applied ?? false,
      left: use?.left ?? false,
      periodClosed: closed.has(credit.period),
    });
    if (status === 'pending' || status === 'assigned') return lastFinal(credit);
    const why = {
      estimated: 'it is an estimate until the cloud says its final word',
      processing: 'part of it stands on a draft statement; discard the draft first',
      processed: 'it stands on an open statement, or its period is closed, and it never changes',
    }[status];
    throw new Refusal('not-editable', `${id} is ${status}: ${why}`);
  };
}

/** A credit and the assignment that is to be in force, by the version it gets. */
export type Redivision = {
  readonly credit: Credit;
  readonly assignmentAt: (version: number) => Assignment;
};

/** In one run: all grants are made before any withdrawal (C4). */
export async function redivide(
  desk: Desk,
  shelves: Shelves,
  decided: readonly Redivision[],
): Promise<Reassigned[]> {
  const inForce = await shelves.credits.assignments({ ids: decided.map(({ credit }) => credit.id) });
  const earliestOpen = await shelves.periods.earliestOpen();
  const assignments = decided.map(({ credit, assignmentAt }) =>
    assignmentAt((inForce.get(credit.id)?.version ?? 0) + 1),
  );
  const orders = decided.map(({ credit }, at): DivisionOrder => {
    const assignment = theOne(assignments[at]);
    const before = inForce.get(credit.id);
    return {
      kind: before === undefined ? 'assignment' : 'reassignment',
      credit,
      account: assignment.account ?? credit.usageAccount,
      version: assignment.version,
      before: before?.shares ?? [],
      after: assignment.shares,
      reason: assignment.reason,
      bookedAt: bookingDay(lastDayOf(credit.period), earliestOpen),
    };
  });
  const divided = bookDivisions(orders, await shelfFor(shelves, orders), ledgerIds(desk));
  await saveDivided(shelves, divided, assignments);
  return orders.map(({ credit, before, after, version }) => ({ credit, before, after, version }));
}

export type Reassigned = {
  readonly credit: Credit;
  readonly before: readonly Share[];
  readonly after: readonly Share[];
  /** Of the assignment that is in force now. */
  readonly version: number;
};

/** The one thing of a list that has as many as were asked for. */
export function theOne<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('less came back than was asked for');
  return thing;
}
