import type { Viewer } from '../../domain/access/viewer.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { Refusal } from '../errors.ts';
import type { Deed, Office, Permission, Room } from './act.ts';
import { look, permission, readOnlyReason } from './act.ts';
import { isGivenUp, type Job, type JobKind } from './job-shelf.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { found, NotThere } from './refusals.ts';
import type { ServiceShelves } from './service-book.ts';
import type { GenerateAsked } from './statement-acts.ts';

export type ListedJob = Omit<Job, 'viewer' | 'origin' | 'input' | 'cancelAsked' | 'begun' | 'lost'> & {
  readonly startedBy: string;
  /** Of drafting: the billing period it drafts. */
  readonly period: BillingPeriod | null;
  readonly actions: Permission[];
};
export type ImportInput = { readonly folder: string; readonly final: boolean; readonly replace: boolean };

export async function startJob(
  { credentials }: { readonly credentials: Pick<Office['credentials'], 'newId'> },
  room: Room,
  viewer: Viewer,
  origin: string,
  kind: JobKind,
  input: unknown,
): Promise<Deed> {
  const id = credentials.newId();
  await room.shelves.jobs.add({ id, kind, viewer, origin, input });
  return { answer: jobOf(found(await room.shelves.jobs.find(id)), viewer), object: id, after: { kind } };
}

export function jobPage(
  office: Office,
  viewer: Viewer,
  asked: { readonly kind?: JobKind | undefined; readonly unfinished?: boolean | undefined },
  paging: Paging,
): Promise<Page<ListedJob>> {
  return look(office, viewer, async ({ shelves }) => {
    const { after, limit } = pageAsked(paging);
    const filter = {
      party: viewer.party,
      kind: asked.kind ?? null,
      unfinished: asked.unfinished ?? false,
    };
    const jobs = await shelves.jobs.list(filter, after?.[0] ?? null, limit);
    const page = pageOf(jobs, paging.limit, (job) => [job.id]);
    return { next: page.next, items: page.items.map((job) => jobOf(job, viewer)) };
  });
}

export function oneJob(office: Office, viewer: Viewer, id: string): Promise<ListedJob> {
  return look(office, viewer, async ({ shelves }) => jobOf(await seenJob(shelves, viewer, id), viewer));
}

/** Stops it at its next step. The word itself goes round the writers' turn; the audit entry waits for it. */
export async function askCancel(office: Office, viewer: Viewer, id: string): Promise<void> {
  await oneJob(office, viewer, id);
  await office.book.askCancel(id);
}

export async function cancelJob({ shelves }: Room, viewer: Viewer, id: string): Promise<Deed> {
  const job = await seenJob(shelves, viewer, id);
  if (isOver(job) && job.state !== 'cancelled')
    throw new Refusal('job-over', `the job is ${job.state}: there is nothing to cancel`);
  return { answer: jobOf(job, viewer), object: id, after: { cancelAsked: true } };
}

/** What was sent for it is there still: it begins from the start. */
export async function runAgain({ shelves }: Room, viewer: Viewer, id: string): Promise<Deed> {
  const job = await seenJob(shelves, viewer, id);
  const because = notAgain(job);
  if (because !== null) throw new Refusal('job-not-given-up', `the job is not run again: ${because}`);
  await shelves.jobs.again(id);
  const answer = jobOf(found(await shelves.jobs.find(id)), viewer);
  return { answer, object: id, before: { state: job.state }, after: { state: 'waiting' } };
}

function notAgain(job: Job): string | null {
  if (isGivenUp(job)) return null;
  return job.state === 'failed'
    ? 'it would fail again: start it anew with what is wrong mended'
    : `it is ${job.state}`;
}

/** A portal's people see the jobs of their own party. */
async function seenJob(shelves: ServiceShelves, viewer: Viewer, id: string): Promise<Job> {
  const job = found(await shelves.jobs.find(id));
  if (viewer.party !== null && job.viewer.party !== viewer.party) throw new NotThere();
  return job;
}

export function isOver(job: Pick<Job, 'state'>): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

function jobOf(job: Job, viewer: Viewer): ListedJob {
  const { viewer: by, origin: _origin, input, begun: _begun, lost: _lost, cancelAsked, ...shown } = job;
  const because =
    readOnlyReason(viewer) ??
    (isOver(job) ? `it is ${job.state}` : cancelAsked ? 'it is being cancelled' : null);
  const period = job.kind === 'generate' ? ((input as Partial<GenerateAsked>).period ?? null) : null;
  return {
    ...shown,
    period,
    startedBy: by.name,
    actions: [
      permission('cancel', because),
      permission('run-again', readOnlyReason(viewer) ?? notAgain(job)),
    ],
  };
}
