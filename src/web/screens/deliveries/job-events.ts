import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JobView } from '../../../contract/deliveries.ts';
import { addressOf } from '../../api/call.ts';

/** Follows a job while it runs; when it is over, everything that was read is read again. */
export function useJobEvents(listed: JobView): JobView {
  const [heard, setHeard] = useState<JobView | null>(null);
  const cache = useQueryClient();
  const running = listed.state === 'running' || listed.state === 'waiting';
  useEffect(() => {
    if (!running) return undefined;
    const events = new EventSource(addressOf('followJob', { params: { id: listed.id } }));
    events.addEventListener('job', (event) => {
      const job = JSON.parse(String((event as MessageEvent).data)) as JobView;
      setHeard(job);
      if (job.state === 'running' || job.state === 'waiting') return;
      events.close();
      void cache.invalidateQueries();
    });
    return () => events.close();
  }, [listed.id, running, cache]);
  return running && heard !== null ? heard : listed;
}
