import { checkBook } from '../checks/check-book.ts';
import { readDeliveries, saveDeliveries } from '../deliveries/import-deliveries.ts';
import { BadInput, Refusal } from '../errors.ts';
import type { FetchProgress, ScanProgress } from '../ports.ts';
import { type BookOffice, type Deed, type Office, type Room, record, roomOf } from './act.ts';
import type { FieldFault } from './field-fault.ts';
import { fileName } from './file-name.ts';
import type { ImportInput } from './job-desk.ts';
import { type Job, type JobClaim, MOST_LOST } from './job-shelf.ts';
import { WrongFields } from './refusals.ts';
import { runLook } from './run-look.ts';
import { type GenerateAsked, generate } from './statement-acts.ts';

/** Somebody asked to stop: what was done so far is undone. */
class Cancelled extends Error {}

/** The service ends, or another one has the job: nothing is kept, and nothing is said about the job. */
class LeftUndone extends Error {}

const GIVEN_UP = `the service ended ${MOST_LOST} times in the middle of it: look into its log and at its memory, then run it again`;

/** What the work of jobs needs of the office. */
type JobOffice = BookOffice & Pick<Office, 'fileSource' | 'now'>;

type Progress = Pick<Job, 'phase' | 'done' | 'of'>;
type Tell = (progress: Progress) => Promise<void>;

/**
 * Does one job. What it writes, its audit entry and its end are one transaction: after a crash it is either done or is
 * begun again from the start, a cancelled one leaves nothing, and whoever lost its claim saves nothing.
 * `left`: the job is still to be done. `given-up`: it took its service down too often; a person may have it begun again.
 */
export async function runJob(
  office: JobOffice,
  claim: JobClaim,
  stops: () => boolean,
  changed: () => void,
): Promise<'over' | 'left' | 'given-up'> {
  if (claim.job.lost >= MOST_LOST && !claim.job.cancelAsked) {
    await claim.fail({ state: 'failed', phase: 'failed: nothing was kept', detail: GIVEN_UP });
    changed();
    return 'given-up';
  }
  const tell: Tell = async (progress) => {
    if (stops()) throw new LeftUndone();
    if (await claim.tell(progress)) throw new Cancelled();
    changed();
  };
  try {
    const under = { office, job: claim.job, tell, stops };
    await RUN[claim.job.kind](under);
    return 'over';
  } catch (error) {
    if (error instanceof LeftUndone || stops()) return 'left';
    if (error instanceof Cancelled)
      await claim.fail({ state: 'cancelled', phase: 'cancelled: nothing was kept' });
    else await claim.fail({ state: 'failed', phase: 'failed: nothing was kept', ...faultsOf(error) });
    if (isUnexpected(error)) throw error;
    return 'over';
  }
}

type UnderWay = {
  readonly office: JobOffice;
  readonly job: Job;
  readonly tell: Tell;
  readonly stops: () => boolean;
};

/** The work's one transaction. A service that is told to end while it saves leaves the job, as one that died would. */
function saving(
  { office, job, stops }: UnderWay,
  what: string,
  work: (room: Room) => Promise<{ readonly deed: Omit<Deed, 'answer'> | null; readonly result: unknown }>,
): Promise<void> {
  return office.book.writeAs(job.viewer, 'keep', async (shelves) => {
    const { deed, result } = await work(roomOf(office, shelves));
    if (stops()) throw new LeftUndone();
    // A job that found nothing to do changed nothing.
    if (deed !== null) await record(shelves, { viewer: job.viewer, origin: job.origin, what }, deed);
    if (await shelves.jobs.end(job, result)) return;
    const now = await shelves.jobs.find(job.id);
    throw now?.begun === job.begun && now.cancelAsked ? new Cancelled() : new LeftUndone();
  });
}

const DRAFT_PHASES = { drafting: 'drafting statements', saving: 'saving the drafts' } as const;

async function runGenerate(under: UnderWay): Promise<void> {
  const { job, tell } = under;
  await tell({ phase: 'reading the period', done: 0, of: 0 });
  await saving(under, 'generateStatements', async (room) => {
    const asked = job.input as GenerateAsked;
    const deed = await generate(room, job.viewer, asked, false, ({ phase, done, of }) =>
      tell({ phase: DRAFT_PHASES[phase], done, of }),
    );
    return { deed, result: deed.after };
  });
}

/** The scan is outside any transaction; all that it found is saved in one. */
async function runImport(under: UnderWay): Promise<void> {
  const { office, job, tell } = under;
  const { folder, final, replace } = job.input as ImportInput;
  await tell({ phase: 'looking at the files', done: 0, of: 0 });
  const desk = {
    billingFiles: office.billingFiles,
    book: {
      read: <T>(verb: (shelves: Room['shelves']) => Promise<T>): Promise<T> =>
        office.book.readAs(job.viewer, verb),
    },
  };
  const found = await office.billingFiles.find([folder]);
  const delivered = await readDeliveries(desk, found, scanningTold(under));
  await tell({ phase: 'saving what was read', done: 0, of: 0 });
  await saving(under, 'startImport', async (room) => {
    const report = await saveDeliveries(room.desk, delivered, { final, replace });
    const checks = await checkBook(room.desk, null);
    return { deed: { object: job.id, after: { final, replace } }, result: { ...report, checks } };
  });
}

/** Looks at a source, and imports what is new there as an import would. */
function runLookAt(under: UnderWay): Promise<void> {
  return runLook({
    ...under,
    fetched: fetchingTold(under),
    scanned: scanningTold(under),
    save: (work) => saving(under, 'lookAtSource', work),
  });
}

const RUN = { import: runImport, generate: runGenerate, look: runLookAt } as const;

const TOLD_EVERY_MS = 250;

function scanningTold(under: UnderWay): ScanProgress {
  const told = toldNowAndThen(under);
  return ({ file, bytes, ofBytes }) => told(`reading ${nameOf(file)} (bytes)`, bytes, ofBytes);
}

function fetchingTold(under: UnderWay): FetchProgress {
  const told = toldNowAndThen(under);
  return ({ file, done, of }) => told(`fetching ${nameOf(file)}`, done, of);
}

function nameOf(file: string): string {
  return file.split('/').at(-1) ?? '';
}

/** A scan tells its progress without waiting; that it shall stop is thrown at its next word. */
function toldNowAndThen({ office, tell }: UnderWay): (phase: string, done: number, of: number) => void {
  let stopped: Error | null = null;
  let told = 0;
  return (phase, done, of) => {
    if (stopped !== null) throw stopped;
    const at = Date.parse(office.now());
    if (done < of && at - told < TOLD_EVERY_MS) return;
    told = at;
    void tell({ phase, done, of }).catch((error: unknown) => {
      stopped = error instanceof Error ? error : new Error(String(error));
    });
  };
}

function isUnexpected(error: unknown): boolean {
  return !(
    error instanceof Cancelled ||
    error instanceof BadInput ||
    error instanceof WrongFields ||
    error instanceof Refusal
  );
}

function faultsOf(error: unknown): { readonly errors?: FieldFault[]; readonly detail: string } {
  if (error instanceof BadInput) {
    const errors = error.faults.map(({ file, row, column, seen, todo }) => ({
      field: [fileName(file), row === null ? null : `row ${row}`, column]
        .filter((part) => part != null)
        .join(', '),
      seen,
      todo,
    }));
    return { errors, detail: 'the files cannot be used' };
  }
  if (error instanceof WrongFields)
    return { errors: [...error.faults], detail: 'it cannot be done as asked' };
  if (error instanceof Refusal) return { detail: error.message };
  return { detail: 'something went wrong inside; the service’s log says more' };
}
