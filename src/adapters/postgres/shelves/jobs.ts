import type { FieldFault } from '../../../application/access/field-fault.ts';
import type { Job, JobKind, JobShelf, JobState } from '../../../application/access/job-shelf.ts';
import type { Viewer } from '../../../domain/access/viewer.ts';
import type { Session } from '../session.ts';

export type JobRow = {
  job_id: string;
  kind: JobKind;
  state: JobState;
  phase: string;
  done: string;
  total: string;
  cancel_asked: boolean;
  begun: number;
  lost: number;
  created_at: string;
  finished_at: string | null;
  viewer: Viewer;
  origin: string;
  input: unknown;
  errors: FieldFault[];
  detail: string | null;
  result: unknown;
};

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
export const jobColumns = `job_id, kind, state, phase, done, total, cancel_asked, viewer, origin, input, errors, detail, result,
  to_char(created_at at time zone 'UTC', ${ISO}) as created_at,
  to_char(finished_at at time zone 'UTC', ${ISO}) as finished_at, begun, lost`;

export function jobShelf(session: Session): JobShelf {
  const jobs = async (rest: string, values: readonly unknown[] = []): Promise<Job[]> =>
    (await session.rows<JobRow>(`select ${jobColumns} from jobs ${rest}`, values)).map(jobOf);
  return {
    add: async ({ id, kind, viewer, origin, input }) => {
      await session.rows(
        `insert into jobs (job_id, kind, state, viewer, origin, input) values ($1, $2, 'waiting', $3, $4, $5)`,
        [id, kind, JSON.stringify(viewer), origin, JSON.stringify(input)],
      );
    },
    find: async (id) => (await jobs('where job_id = $1', [id]))[0] ?? null,
    list: ({ party, kind, unfinished, source }, before, limit) =>
      jobs(
        `where ($1::text is null or viewer ->> 'party' = $1)
           and ($4::text is null or kind = $4) and (not $5 or state in ('waiting', 'running'))
           and ($6::text is null or input ->> 'source' = $6)
           and ($4::text is not null or kind <> 'look' or result ->> 'outcome' is distinct from 'nothing-new')
           and ($2::text is null or (created_at, job_id) < (select created_at, job_id from jobs where job_id = $2))
         order by created_at desc, job_id desc limit $3`,
        [party, before, limit, kind, unfinished, source ?? null],
      ),
    end: async ({ id, begun }, result) => {
      const ended = await session.rows(
        `update jobs set state = 'done', phase = 'done', done = total, result = $3, finished_at = clock_timestamp()
         where job_id = $1 and begun = $2 and state = 'running' and not cancel_asked returning job_id`,
        [id, begun, JSON.stringify(result ?? null, bigintText)],
      );
      return ended.length === 1;
    },
    again: async (id) => {
      await session.rows(
        `update jobs set state = 'waiting', phase = '', done = 0, total = 0, lost = 0, detail = null, finished_at = null
         where job_id = $1`,
        [id],
      );
    },
    unfinished: () => jobs(`where state in ('waiting', 'running') order by created_at, job_id`),
  };
}

function bigintText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}

export function jobOf(row: JobRow): Job {
  const { kind, state, phase, viewer, origin, input, errors, detail, result } = row;
  return {
    id: row.job_id,
    kind,
    state,
    phase,
    done: Number(row.done),
    of: Number(row.total),
    cancelAsked: row.cancel_asked,
    begun: row.begun,
    lost: row.lost,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    viewer,
    origin,
    input,
    errors,
    detail,
    result,
  };
}
