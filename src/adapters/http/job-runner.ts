import type { Office } from '../../application/access/act.ts';
import { runJob } from '../../application/access/job-desk.ts';
import type { Job } from '../../application/access/service-book.ts';
import type { Viewer } from '../../domain/access/viewer.ts';

/** Does long work one after the other; what a service left undone when it ended is done by the next. */
export type JobRunner = {
  readonly wake: () => void;
  /** Resolves when the job may have moved on, or after a while. */
  readonly moved: (id: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const LOOK_AGAIN_MS = 1_000;
const NOBODY: Viewer = { id: 'service', name: 'the service', kind: 'key', role: 'auditor', party: null };

export function jobRunner(
  office: Office,
  afterwards: (job: Job) => Promise<void>,
  log: (error: unknown) => void,
): JobRunner {
  const listeners = new Map<string, Set<() => void>>();
  const tell = (id: string): void => {
    for (const listener of listeners.get(id) ?? []) listener();
  };
  const state = { stopped: false, again: true };
  let working: Promise<void> | null = null;
  const work = async (): Promise<void> => {
    while (state.again && !state.stopped) {
      state.again = false;
      const jobs = await office.book.readAs(NOBODY, (shelves) => shelves.jobs.unfinished());
      for (const job of jobs) {
        if (state.stopped) return;
        await runJob(office, job, () => tell(job.id));
        await afterwards(job);
        tell(job.id);
      }
      state.again ||= jobs.length > 0;
    }
  };
  const wake = (): void => {
    state.again = true;
    working ??= work()
      .catch(log)
      .finally(() => {
        working = null;
        if (state.again && !state.stopped) wake();
      });
  };
  return {
    wake,
    moved: (id) =>
      new Promise((resolve) => {
        const own = listeners.get(id) ?? new Set();
        listeners.set(id, own);
        const done = (): void => {
          clearTimeout(timer);
          own.delete(done);
          if (own.size === 0) listeners.delete(id);
          resolve();
        };
        const timer = setTimeout(done, LOOK_AGAIN_MS);
        own.add(done);
      }),
    stop: async () => {
      state.stopped = true;
      await working;
    },
  };
}
