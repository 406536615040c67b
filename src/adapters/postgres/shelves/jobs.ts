import type {
  FieldFault,
  Job,
  JobKind,
  JobShelf,
  JobState,
} from '../../../application/access/service-book.ts';
import type { Viewer } from '../../../domain/access/viewer.ts';
import type { Session } from '../session.ts';

type Row = {
  job_id: string;
  kind: JobKind;
  state: JobState;
  phase: string;
  done: string;
  total: string;
  cancel_asked: boolean;
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
const JOBS = `select job_id, kind, state, phase, done, total, cancel_asked, viewer, origin, input, errors, detail, result,
  to_char(created_at at time zone 'UTC', ${ISO}) as created_at,
  to_char(finished_at at time zone 'UTC', ${ISO}) as finished_at from jobs`;

export function jobShelf(session: Session): JobShelf {
  const jobs = async (rest: string, values: readonly unknown[] = []): Promise<Job[]> =>
    (await session.rows<Row>(`${JOBS} ${rest}`, values)).map(jobOf);
  return {
    add: async ({ id, kind, viewer, origin, input }) => {
      await session.rows(
        `insert into jobs (job_id, kind, state, viewer, origin, input) values ($1, $2, 'waiting', $3, $4, $5)`,
        [id, kind, JSON.stringify(viewer), origin, JSON.stringify(input)],
      );
    },
    find: async (id) => (await jobs('where job_id = $1', [id]))[0] ?? null,
    list: (before, limit) =>
      jobs(
        `where $1::text is null or (created_at, job_id) < (select created_at, job_id from jobs where job_id = $1)
         order by created_at desc, job_id desc limit $2`,
        [before, limit],
      ),
    change: async (id, { state, phase, done, of, errors, detail, result }) => {
      await session.rows(
        `update jobs set state = coalesce($2, state), phase = coalesce($3, phase), done = coalesce($4, done),
           total = coalesce($5, total), errors = coalesce($6, errors), detail = coalesce($7, detail),
           result = coalesce($8, result),
           finished_at = case when $2 in ('done', 'failed', 'cancelled') then clock_timestamp() else finished_at end
         where job_id = $1`,
        [
          id,
          state ?? null,
          phase ?? null,
          done ?? null,
          of ?? null,
          errors === undefined ? null : JSON.stringify(errors),
          detail ?? null,
          result === undefined ? null : JSON.stringify(result, bigintText),
        ],
      );
    },
    askCancel: async (id) => {
      await session.rows('update jobs set cancel_asked = true where job_id = $1', [id]);
    },
    unfinished: () => jobs(`where state in ('waiting', 'running') order by created_at, job_id`),
  };
}

function bigintText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}

function jobOf(row: Row): Job {
  const { kind, state, phase, viewer, origin, input, errors, detail, result } = row;
  return {
    id: row.job_id,
    kind,
    state,
    phase,
    done: Number(row.done),
    of: Number(row.total),
    cancelAsked: row.cancel_asked,
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
