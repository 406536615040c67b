import type { Viewer } from '../../domain/access/viewer.ts';
import { BadInput, Refusal } from '../errors.ts';
import { importAndCheck } from '../import-and-check.ts';
import type { Deed, Office, Permission, Room } from './act.ts';
import { look, permission, readOnlyReason, record, roomOf } from './act.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { found, WrongFields } from './refusals.ts';
import type { Job, JobChange, JobKind } from './service-book.ts';
import { type GenerateAsked, generate } from './statement-acts.ts';

export type ListedJob = Omit<Job, 'viewer' | 'origin' | 'input' | 'cancelAsked'> & {
  readonly startedBy: string;
  readonly actions: Permission[];
};
export type ImportInput = { readonly folder: string; readonly final: boolean; readonly replace: boolean };

export async function startJob(
  office: Office,
  room: Room,
  viewer: Viewer,
  origin: string,
  kind: JobKind,
  input: unknown,
): Promise<Deed> {
  const id = office.credentials.newId();
  await room.shelves.jobs.add({ id, kind, viewer, origin, input });
  return { answer: jobOf(found(await room.shelves.jobs.find(id)), viewer), object: id, after: { kind } };
}

export function jobPage(office: Office, viewer: Viewer, paging: Paging): Promise<Page<ListedJob>> {
  return look(office, viewer, async ({ shelves }) => {
    const { after, limit } = pageAsked(paging);
    const page = pageOf(await shelves.jobs.list(after?.[0] ?? null, limit), paging.limit, (job) => [job.id]);
    return { next: page.next, items: page.items.map((job) => jobOf(job, viewer)) };
  });
}

export function oneJob(office: Office, viewer: Viewer, id: string): Promise<ListedJob> {
  return look(office, viewer, async ({ shelves }) => jobOf(found(await shelves.jobs.find(id)), viewer));
}

export async function cancelJob({ shelves }: Room, viewer: Viewer, id: string): Promise<Deed> {
  const job = found(await shelves.jobs.find(id));
  if (isOver(job)) throw new Refusal('job-over', `the job is ${job.state}: there is nothing to cancel`);
  await shelves.jobs.askCancel(id);
  if (job.state === 'waiting')
    await shelves.jobs.change(id, { state: 'cancelled', phase: 'cancelled before it began' });
  return {
    answer: jobOf(found(await shelves.jobs.find(id)), viewer),
    object: id,
    before: { state: job.state },
    after: { cancelAsked: true },
  };
}

export function isOver(job: Pick<Job, 'state'>): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

/** Somebody asked to stop: what was done so far is undone. */
class Cancelled extends Error {}

/**
 * Does one job to its end. Its result is saved in the transaction of the work itself, so after a crash it is either
 * done or is begun again from the start; a cancelled one leaves nothing.
 */
export async function runJob(office: Office, job: Job, changed: () => void): Promise<void> {
  const note = async (change: JobChange): Promise<void> => {
    await office.book.writeAs(job.viewer, 'keep', (shelves) => shelves.jobs.change(job.id, change));
    changed();
  };
  try {
    await note({ state: 'running', phase: 'begun' });
    if (job.kind === 'import') await runImport(office, job, note);
    else await runGenerate(office, job, note);
  } catch (error) {
    if (error instanceof Cancelled) await note({ state: 'cancelled', phase: 'cancelled: nothing was kept' });
    else await note({ state: 'failed', phase: 'failed: nothing was kept', ...faultsOf(error) });
  }
  changed();
}

async function runGenerate(
  office: Office,
  job: Job,
  note: (change: JobChange) => Promise<void>,
): Promise<void> {
  await note({ phase: 'drafting statements', done: 0, of: 1 });
  await office.book.writeAs(job.viewer, 'keep', async (shelves) => {
    const deed = await generate(roomOf(office, shelves), job.viewer, job.input as GenerateAsked, false);
    await refuseCancelled(office, job);
    await record(shelves, { viewer: job.viewer, origin: job.origin, what: 'generateStatements' }, deed);
    await shelves.jobs.change(job.id, { state: 'done', phase: 'done', done: 1, of: 1, result: deed.after });
  });
}

/** The scan is outside any transaction; all that it found is saved in one. */
async function runImport(
  office: Office,
  job: Job,
  note: (change: JobChange) => Promise<void>,
): Promise<void> {
  const { folder, final, replace } = job.input as ImportInput;
  let cancelled = false;
  let told = 0;
  const progress = ({ file, done, of }: { file: string; done: number; of: number }): void => {
    const at = Date.parse(office.now());
    if (cancelled) throw new Cancelled();
    if (done < of && at - told < PROGRESS_EVERY_MS) return;
    told = at;
    void isCancelled(office, job)
      .then((is) => {
        cancelled = is;
        return is;
      })
      .catch(() => undefined);
    void note({ phase: `reading ${file.split('/').at(-1) ?? ''}`, done, of }).catch(() => undefined);
  };
  await note({ phase: 'looking at the files', done: 0, of: 0 });
  const desk = {
    compileRegex: office.compileRegex,
    billingFiles: office.billingFiles,
    book: {
      idOf: office.book.idOf,
      read: <T>(verb: (shelves: Room['shelves']) => Promise<T>): Promise<T> =>
        office.book.readAs(job.viewer, verb),
      write: <T>(verb: (shelves: Room['shelves']) => Promise<T>): Promise<T> =>
        office.book.writeAs(job.viewer, 'keep', async (shelves) => {
          const result = await verb(shelves);
          await refuseCancelled(office, job);
          await record(
            shelves,
            { viewer: job.viewer, origin: job.origin, what: 'startImport' },
            { object: job.id, after: { final, replace } },
          );
          return result;
        }),
    },
  };
  const report = await importAndCheck(desk, [folder], { final, replace }, progress);
  await note({ state: 'done', phase: 'done', result: report });
}

const PROGRESS_EVERY_MS = 250;

async function isCancelled(office: Office, job: Job): Promise<boolean> {
  if (office.stopped.has(job.id)) return true;
  return office.book.readAs(
    job.viewer,
    async (shelves) => (await shelves.jobs.find(job.id))?.cancelAsked === true,
  );
}

async function refuseCancelled(office: Office, job: Job): Promise<void> {
  if (await isCancelled(office, job)) throw new Cancelled();
}

function faultsOf(error: unknown): Pick<JobChange, 'errors' | 'detail'> {
  if (error instanceof BadInput) {
    const errors = error.faults.map(({ file, row, column, seen, todo }) => ({
      field: [file.split('/').at(-1), row === null ? null : `row ${row}`, column]
        .filter((part) => part != null)
        .join(', '),
      seen,
      todo,
    }));
    return { errors, detail: 'the files cannot be used' };
  }
  if (error instanceof WrongFields) return { errors: error.faults, detail: 'it cannot be done as asked' };
  if (error instanceof Refusal) return { detail: error.message };
  return { detail: 'something went wrong inside; the service’s log says more' };
}

function jobOf(job: Job, viewer: Viewer): ListedJob {
  const { viewer: by, origin: _origin, input: _input, cancelAsked, ...shown } = job;
  const because =
    readOnlyReason(viewer) ??
    (isOver(job) ? `it is ${job.state}` : cancelAsked ? 'it is being cancelled' : null);
  return { ...shown, startedBy: by.name, actions: [permission('cancel', because)] };
}
