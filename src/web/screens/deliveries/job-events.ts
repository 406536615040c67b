import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JobView } from '../../../contract/deliveries.ts';
import { addressOf } from '../../api/call.ts';

const AGAIN_MS = 1_500;

/** Follows a job while it runs, a restart of the service included; when it is over, everything is read again. */
export function useJobEvents(listed: JobView): JobView {
  const [heard, setHeard] = useState<JobView | null>(null);
  const cache = useQueryClient();
  const running = listed.state === 'running' || listed.state === 'waiting';
  useEffect(() => {
    if (!running) return undefined;
    let events: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      const heardFrom = new EventSource(addressOf('followJob', { params: { id: listed.id } }));
      events = heardFrom;
      heardFrom.addEventListener('job', (event) => {
        const job = JSON.parse(String((event as MessageEvent).data)) as JobView;
        setHeard(job);
        if (job.state === 'running' || job.state === 'waiting') return;
        heardFrom.close();
        void cache.invalidateQueries();
      });
      // A line that breaks is taken up by the browser; one that a starting service turned away is not.
      heardFrom.addEventListener('error', () => {
        if (heardFrom.readyState === EventSource.CLOSED) again = setTimeout(follow, AGAIN_MS);
      });
    };
    follow();
    return () => {
      clearTimeout(again);
      events?.close();
    };
  }, [listed.id, running, cache]);
  return running && heard !== null ? heard : listed;
}
