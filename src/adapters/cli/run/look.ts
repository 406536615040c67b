import type { Job, JobClaim } from '../../../application/access/job-shelf.ts';
import { runJob } from '../../../application/access/run-job.ts';
import {
  type ListedLook,
  lookNow,
  lookOf,
  lookUnderWay,
  type SourceOffice,
} from '../../../application/access/source-desk.ts';
import { Refusal } from '../../../application/errors.ts';
import type { Run } from '../command-run.ts';
import type { SourceLookOptions } from '../options.ts';
import { lookText } from '../print/source-table.ts';
import { viewerHere } from '../viewer-here.ts';
import type { ExitCode } from '../world.ts';
import { changed, namedSource } from './sources.ts';

/** A look is a job, as every other; this run does it. One that was begun and left by whoever ended is done now. */
export async function lookAtOne(run: Run, asked: string, { replace }: SourceLookOptions): Promise<ExitCode> {
  const office = await run.sourceOffice();
  const { source, left } = await office.book.readAs(viewerHere(run), async (shelves) => {
    const named = await namedSource(shelves, asked);
    return { source: named, left: await lookUnderWay(shelves, named.id) };
  });
  const job = left ?? (await begin(run, source.id, replace === true));
  const claim = await office.book.claimJob(job);
  if (claim === null)
    throw new Refusal('already-looking', `${source.name} is being looked at: see sources list`);
  const look = await done(run, office, claim);
  run.answer(look, () => lookText(source.name, look).join('\n'));
  if (look.state === 'done') return 0;
  return look.errors.length > 0 ? 2 : 1;
}

async function begin(run: Run, id: string, replace: boolean): Promise<string> {
  let job = '';
  await changed(run, async (office, room) => {
    const deed = await lookNow(office, room, viewerHere(run), { origin: run.signature.origin, id, replace });
    job = deed.object;
    return deed;
  });
  return job;
}

async function done(run: Run, office: SourceOffice, claim: JobClaim): Promise<ListedLook> {
  const telling: JobClaim = {
    ...claim,
    tell: (progress) => {
      run.note(progress.of > 0 ? `${progress.phase}: ${progress.done} of ${progress.of}` : progress.phase);
      return claim.tell(progress);
    },
  };
  try {
    await runJob(
      office,
      telling,
      () => run.world.isCutOff(),
      () => undefined,
    );
  } finally {
    await claim.giveBack();
  }
  const job = await office.book.readAs(viewerHere(run), (shelves) => shelves.jobs.find(claim.job.id));
  return lookOf(job as Job);
}
