import type { Pool, PoolClient } from 'pg';
import type { JobClaim } from '../../application/access/job-shelf.ts';
import { sessionOn } from './session.ts';
import { type JobRow, jobColumns, jobOf } from './shelves/jobs.ts';

/** The first key of the advisory locks of jobs; the second is made from the job's id. */
export const JOB_LOCK = 7_117_002;

/**
 * A job belongs to whoever holds its advisory lock on a connection of its own: the server lets go of it when that
 * connection ends, however the service died, so nobody has to guess from a clock whether it still lives.
 * The connection also carries the progress, which others must see while the work's transaction is open.
 */
export async function claimJob(pool: Pool, id: string): Promise<JobClaim | null> {
  const connection = await pool.connect();
  try {
    const claim = await claimOn(connection, id);
    if (claim === null) connection.release();
    return claim;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

async function claimOn(connection: PoolClient, id: string): Promise<JobClaim | null> {
  const { rows } = sessionOn(connection);
  const [lock] = await rows<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [
    JOB_LOCK,
    id,
  ]);
  if (lock?.got !== true) return null;
  const [row] = await rows<JobRow>(
    `update jobs set state = 'running', begun = begun + 1, lost = lost + (state = 'running')::int4, phase = 'begun', done = 0, total = 0
     where job_id = $1 and state in ('waiting', 'running') returning ${jobColumns}`,
    [id],
  );
  const unlock = async (): Promise<void> => {
    await rows('select pg_advisory_unlock($1, hashtext($2))', [JOB_LOCK, id]);
  };
  if (row === undefined) {
    await unlock();
    return null;
  }
  const job = jobOf(row);
  const mine = `job_id = $1 and begun = $2 and state = 'running'`;
  return {
    job,
    tell: async ({ phase, done, of }) => {
      const [told] = await rows<{ cancel_asked: boolean }>(
        `update jobs set phase = $3, done = $4, total = $5 where ${mine} returning cancel_asked`,
        [id, job.begun, phase, done, of],
      );
      return told?.cancel_asked === true;
    },
    fail: async ({ state, phase, errors, detail }) => {
      await rows(
        `update jobs set state = $3, phase = $4, errors = $5, detail = $6, finished_at = clock_timestamp()
         where ${mine}`,
        [id, job.begun, state, phase, JSON.stringify(errors ?? []), detail ?? null],
      );
    },
    leave: async () => {
      await rows(`update jobs set state = 'waiting' where ${mine}`, [id, job.begun]);
    },
    giveBack: () =>
      unlock().then(
        () => connection.release(),
        // A connection that cannot let go of its lock is ended, and the server lets go.
        () => connection.release(true),
      ),
  };
}

/** Not by the writers' turn: whoever runs the job has that turn and must hear of it. */
export async function askCancel(pool: Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update jobs set cancel_asked = true where job_id = $1 and state in ('waiting', 'running')`,
    [id],
  );
  return rowCount === 1;
}
