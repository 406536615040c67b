import { applyProposal, editableCredit, type Reassigned, redivide } from './assign-by-hand.ts';
import type { Desk } from './desk.ts';
import { Refusal } from './errors.ts';

export type UndoOrder = {
  readonly creditId: string;
  /** The hand assignment that is undone; null: the one in force. */
  readonly version: number | null;
};

/**
 * What stood before a hand assignment stands again as it was, in a version of its own; where nothing was divided
 * before, what the rules propose (S4). Refused when somebody has decided since.
 */
export function undoByHand(desk: Desk, { creditId, version }: UndoOrder): Promise<Reassigned> {
  return desk.book.write(async (shelves) => {
    const credit = await editableCredit(shelves, creditId);
    const history = await shelves.credits.history(creditId);
    const [earlier, now] = history.length > 1 ? history.slice(-2) : [undefined, history[0]];
    if (now === undefined || now.madeBy !== 'hand') {
      throw new Refusal('nothing-to-undo', `${creditId} is not divided by hand`);
    }
    if (version !== null && now.version !== version) {
      throw new Refusal(
        'decided-since',
        `${creditId} was divided again since; look at it before you change it`,
      );
    }
    if (earlier === undefined) return applyProposal(desk, creditId);
    return redivide(desk, shelves, credit, (next) => ({ ...earlier, version: next, seq: 0n }));
  });
}
