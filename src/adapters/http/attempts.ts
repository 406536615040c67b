/** Counts failed sign-ins per name in a window of time, in memory: a restart forgets them. */
export type Attempts = {
  /** Seconds to wait, or 0. */
  readonly wait: (name: string) => number;
  readonly failed: (name: string) => void;
  readonly forget: (name: string) => void;
};

const MOST_NAMES = 100_000;

export function attempts(most: number, withinSeconds: number, now: () => number): Attempts {
  const seen = new Map<string, { count: number; until: number }>();
  return {
    wait: (name) => {
      const entry = seen.get(name);
      if (entry === undefined || entry.count < most) return 0;
      return Math.max(0, Math.ceil((entry.until - now()) / 1000));
    },
    failed: (name) => {
      const entry = seen.get(name);
      if (entry === undefined || entry.until <= now()) {
        if (seen.size >= MOST_NAMES) seen.clear();
        seen.set(name, { count: 1, until: now() + withinSeconds * 1000 });
      } else entry.count += 1;
    },
    forget: (name) => {
      seen.delete(name);
    },
  };
}
