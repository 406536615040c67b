import type { Office } from '../../application/access/act.ts';
import { startDueLooks } from '../../application/access/due-looks.ts';
import type { Job, JobClaim } from '../../application/access/job-shelf.ts';
import { runJob } from '../../application/access/run-job.ts';
import type { Viewer } from '../../domain/access/viewer.ts';

/**
 * Does long work one after the other. What a service left undone when it ended is done by the next, or by another one
 * on the same book: a job is run by whoever claims it, and a claim ends with its service.
 */
export type JobRunner = {
  readonly wake: () => void;
  /** Resolves when the job may have moved on, or after a while. */
  readonly moved: (id: string) => Promise<void>;
  /** What is under way is left to the next service. */
  readonly stop: () => Promise<void>;
};

export type JobPlace = {
  /** Whether this service has what the job needs. */
  readonly canRun: (job: Job) => Promise<boolean>;
  readonly afterwards: (job: Job) => Promise<void>;
  readonly log: (error: unknown) => void;
};

/** How soon a follower hears of a job that another service runs, and how soon a dead service's job is taken over. */
const LOOK_AGAIN_MS = 1_000;
const NOBODY: Viewer = { id: 'service', name: 'the service', kind: 'key', role: 'auditor', party: null };

export function jobRunner(office: Office, { canRun, afterwards, log }: JobPlace): JobRunner {
  const listeners = new Map<string, Set<() => void>>();
  const tell = (id: string): void => {
    for (const listener of listeners.get(id) ?? []) listener();
  };
  const state = { stopped: false, again: false };
  let working: Promise<void> | null = null;
  let underWay: JobClaim | null = null;
  const runOne = async (job: Job): Promise<void> => {
    if (!job.cancelAsked && !(await canRun(job))) return;
    const claim = await office.book.claimJob(job.id);
    if (claim === null) return;
    underWay = claim;
    try {
      const ended = await runJob(
        office,
        claim,
        () => state.stopped,
        () => tell(job.id),
      );
      if (ended === 'over') await afterwards(job);
    } finally {
      underWay = null;
      await claim.giveBack();
      tell(job.id);
    }
  };
  const work = async (): Promise<void> => {
    do {
      state.again = false;
      await startDueLooks(office).catch(logUnlessStopped);
      for (const job of await office.book.readAs(NOBODY, (shelves) => shelves.jobs.unfinished())) {
        if (state.stopped) return;
        await runOne(job).catch(logUnlessStopped);
      }
    } while (state.again && !state.stopped);
  };
  const logUnlessStopped = (error: unknown): void => {
    if (!state.stopped) log(error);
  };
  const wake = (): void => {
    if (state.stopped) return;
    state.again = true;
    working ??= work()
      .catch(logUnlessStopped)
      .finally(() => {
        working = null;
      });
  };
  const timer = setInterval(wake, LOOK_AGAIN_MS).unref();
  return {
    wake,
    moved: (id) =>
      new Promise((resolve) => {
        const own = listeners.get(id) ?? new Set();
        listeners.set(id, own);
        const done = (): void => {
          clearTimeout(waited);
          own.delete(done);
          if (own.size === 0) listeners.delete(id);
          resolve();
        };
        const waited = setTimeout(done, LOOK_AGAIN_MS);
        own.add(done);
      }),
    stop: async () => {
      state.stopped = true;
      clearInterval(timer);
      // Said before anything is cut off: a service that was told to end has not lost its job.
      await underWay?.leave().catch(() => undefined);
      await working;
    },
  };
}
