import type { ReassignedView } from '../../../contract/credits.ts';
import { call } from '../../api/call.ts';
import { useUndoable } from '../../book/undo.ts';
import { useNotice } from '../../ui/notices.tsx';

/** Says what a person decided and offers to undo it; only where every credit has something to go back to. */
export function useDivided(): (says: string, items: readonly ReassignedView[]) => void {
  const notice = useNotice();
  const undoable = useUndoable();
  return (says, items) => {
    const back = items.flatMap(({ credit, undo }) => (undo === null ? [] : [{ credit, version: undo }]));
    if (back.length < items.length) notice({ says });
    else undoable(says, () => call('undoDivisions', { body: { items: back } }), 'Divided as it was before.');
  };
}
