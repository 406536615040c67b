import type { Viewer } from '../../domain/access/viewer.ts';
import type { FieldFault } from './field-fault.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
export type JobKind = 'import' | 'generate' | 'look';
export type Job = {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly phase: string;
  readonly done: number;
  readonly of: number;
  readonly cancelAsked: boolean;
  /** How often it was begun: more than once when a service ended in the middle of it. */
  readonly begun: number;
  /** How often a service that ran it ended without a word. */
  readonly lost: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly viewer: Viewer;
  readonly origin: string;
  readonly input: unknown;
  readonly errors: readonly FieldFault[];
  readonly detail: string | null;
  readonly result: unknown;
};
export type JobFilter = {
  readonly party: string | null;
  readonly kind: JobKind | null;
  /** Only those that wait or run. */
  readonly unfinished: boolean;
  /** Only looks at this source. Where neither kind nor source is asked, looks that found nothing new are left out. */
  readonly source?: string;
};
/** A job that took its service down so often is not begun again by itself. */
export const MOST_LOST = 3;

export function isGivenUp(job: Pick<Job, 'state' | 'lost'>): boolean {
  return job.state === 'failed' && job.lost >= MOST_LOST;
}

export type JobShelf = {
  readonly add: (job: Pick<Job, 'id' | 'kind' | 'viewer' | 'origin' | 'input'>) => Promise<void>;
  readonly find: (id: string) => Promise<Job | null>;
  /** Newest first; only those that people of this party started, if one is given. */
  readonly list: (filter: JobFilter, before: string | null, limit: number) => Promise<Job[]>;
  /** Ends a claimed job inside the transaction of its work. false: the claim was lost, or a cancel came first. */
  readonly end: (job: Pick<Job, 'id' | 'begun'>, result: unknown) => Promise<boolean>;
  /** One that was given up waits anew. */
  readonly again: (id: string) => Promise<void>;
  /** Waiting ones, and those that a service left running when it ended. */
  readonly unfinished: () => Promise<Job[]>;
};
/** A job that this service runs. The claim dies with the service: then the next one takes the job over. */
export type JobClaim = {
  readonly job: Job;
  /** Seen by everybody at once, whatever the work's transaction does. true: somebody asked to stop it. */
  readonly tell: (progress: Pick<Job, 'phase' | 'done' | 'of'>) => Promise<boolean>;
  /** It did not come to its end: why. */
  readonly fail: (
    how: Pick<Job, 'phase'> & { readonly state: 'failed' | 'cancelled' } & Partial<
        Pick<Job, 'errors' | 'detail'>
      >,
  ) => Promise<void>;
  /** The service ends: the job waits for the next one, and was not lost. */
  readonly leave: () => Promise<void>;
  readonly giveBack: () => Promise<void>;
};
