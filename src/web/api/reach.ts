import { useSyncExternalStore } from 'react';

const heard = new Set<() => void>();
const reach = { lost: false };

/** Every call says whether it came through; a part of the frame tells of it and tries again. */
export function cameThrough(came: boolean): void {
  if (reach.lost === !came) return;
  reach.lost = !came;
  for (const tell of heard) tell();
}

export function useLost(): boolean {
  return useSyncExternalStore(
    (tell) => {
      heard.add(tell);
      return () => heard.delete(tell);
    },
    () => reach.lost,
  );
}
