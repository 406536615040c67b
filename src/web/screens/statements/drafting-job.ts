import { useState } from 'react';
import type { JobView } from '../../../contract/deliveries.ts';
import { useAct, useAsk } from '../../api/ask.ts';

/** The drafting that was started here, or that goes on since before this page was opened; none: one may be started. */
export function useDraftingJob() {
  const start = useAct('startGenerate');
  const underWay = useAsk('listJobs', { query: { kind: 'generate', unfinished: 'true', limit: 1 } });
  // What was put away may still be read as unfinished for a moment.
  const [away, setAway] = useState<string | null>(null);
  const known = start.data ?? underWay.data?.items[0] ?? null;
  const found = known?.id === away ? null : known;
  // Once shown it stays until it is put away: it is told to its end, when it is no longer among the unfinished.
  const [shown, setShown] = useState<JobView | null>(null);
  if (shown === null && found !== null) setShown(found);
  return {
    start,
    job: shown ?? found,
    isKnown: !underWay.isPending,
    putAway: () => {
      start.reset();
      setAway((shown ?? found)?.id ?? null);
      setShown(null);
    },
  };
}
