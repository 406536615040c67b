import { useQueryClient } from '@tanstack/react-query';
import { faultElsewhere } from '../api/problem.ts';
import { useNotice } from '../ui/notices.tsx';

/**
 * Says what was done and, where money is not final yet, offers to take it back. The inverse is a verb of the service
 * like any other: it is refused, with the reason, where in the meantime it cannot be done any more.
 */
export function useUndoable(): (says: string, undo: () => Promise<unknown>, undone: string) => void {
  const notice = useNotice();
  const cache = useQueryClient();
  const takeBack = async (undo: () => Promise<unknown>, undone: string): Promise<void> => {
    try {
      await undo();
      notice({ says: undone });
    } catch (error) {
      notice({ says: `Not taken back. ${faultElsewhere(error) ?? ''}`.trim(), tone: 'bad' });
    }
    await cache.invalidateQueries();
  };
  return (says, undo, undone) =>
    notice({ says, undo: { label: 'Undo', act: () => void takeBack(undo, undone) } });
}
