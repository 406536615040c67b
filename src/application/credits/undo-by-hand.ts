import type { Assignment, Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { asProposed } from './assign-by-hand.ts';
import { editableCredits, type Reassigned, type Redivision, redivide, theOne } from './redivide.ts';

export type UndoOrder = {
  readonly creditId: string;
  /** The hand assignment that is undone; null: the one in force. */
  readonly version: number | null;
};

/**
 * What stood before a hand assignment stands again as it was, in a version of its own; where nothing was divided
 * before, what the rules propose (S4). Undone once more, what stood before that: each undo goes one decision further
 * back. Refused when somebody has decided since.
 */
export async function undoByHand(desk: Desk, order: UndoOrder): Promise<Reassigned> {
  const [undone] = await undoManyByHand(desk, [order]);
  return theOne(undone);
}

/** The same of several credits, each named once; all or none. */
export function undoManyByHand(desk: Desk, orders: readonly UndoOrder[]): Promise<Reassigned[]> {
  return desk.book.write(async (shelves) => {
    const credits = await editableCredits(
      shelves,
      orders.map((order) => order.creditId),
    );
    const earlier = await Promise.all(orders.map((order) => assignmentBefore(shelves, order)));
    const neverDivided = credits.filter((_, at) => earlier[at] === null);
    const proposed = new Map((await asProposed(desk, shelves, neverDivided)).map((one) => [one.credit, one]));
    const restored = credits.map((credit, at): Redivision => {
      const before = earlier[at] ?? null;
      if (before === null) return theOne(proposed.get(credit));
      return {
        credit,
        assignmentAt: (version) => ({ ...before, version, restores: standsAgain(before), seq: 0n }),
      };
    });
    return redivide(desk, shelves, restored);
  });
}

/** The one in force before the hand assignment; null: there was none. */
async function assignmentBefore(
  shelves: Shelves,
  { creditId, version }: UndoOrder,
): Promise<Assignment | null> {
  const history = await shelves.credits.history(creditId);
  const now = history.at(-1);
  if (now === undefined || now.madeBy !== 'hand') {
    throw new Refusal('nothing-to-undo', `${creditId} is not divided by hand`);
  }
  if (version !== null && now.version !== version) {
    throw new Refusal(
      'decided-since',
      `${creditId} was divided again since; look at it before you change it`,
    );
  }
  return history.findLast((one) => one.version < standsAgain(now)) ?? null;
}

/** The version that decided what an assignment says: its own, or the one that an undo put back. */
function standsAgain({ version, restores }: Assignment): number {
  return restores ?? version;
}
