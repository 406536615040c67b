import { useQueryClient } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { useEffect } from 'react';
import { call } from '../api/call.ts';
import { useLost } from '../api/reach.ts';

const AGAIN_MS = 3_000;

/** The service does not answer: says so, asks again by itself, and then reads again what could not be read. */
export function LostService() {
  const lost = useLost();
  const cache = useQueryClient();
  useEffect(() => {
    if (!lost) return undefined;
    const timer = setInterval(() => {
      call('getSetUp', {}).then(
        () => void cache.invalidateQueries(),
        () => undefined,
      );
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [lost, cache]);
  if (!lost) return null;
  return (
    <div
      role="status"
      className="no-print sticky top-0 z-50 flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-sm font-medium text-warn"
    >
      <WifiOff aria-hidden size={15} className="shrink-0" />
      The service cannot be reached. Nothing you typed is lost; it is tried again every few seconds.
    </div>
  );
}
