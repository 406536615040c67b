import type { Schedule, Source, SourceShelf, SourceTerms } from '../../../application/access/source-shelf.ts';
import type { Session } from '../session.ts';

type Row = Omit<Source, 'schedule'> & {
  readonly every_hours: number | null;
  readonly daily_at: string | null;
};

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const iso = (column: string): string => `to_char(${column} at time zone 'UTC', ${ISO})`;

const SOURCES = `select source_id as id, name, place, from_period as "from", every_hours, daily_at, active, seen,
  ${iso('next_look_at')} as "nextLookAt", ${iso('created_at')} as "createdAt" from sources`;

export function sourceShelf(session: Session): SourceShelf {
  const select = async (rest: string, values: readonly unknown[] = []): Promise<Source[]> =>
    (await session.rows<Row>(`${SOURCES} ${rest}`, values)).map(sourceOf);
  return {
    list: () => select('order by name, source_id'),
    find: async (id) => (await select('where source_id = $1', [id]))[0] ?? null,
    add: async (id, terms, nextLookAt) => {
      await session.rows(
        `insert into sources (source_id, name, place, from_period, every_hours, daily_at, active, next_look_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, ...cellsOf(terms), nextLookAt],
      );
    },
    change: async (id, terms, nextLookAt) => {
      await session.rows(
        `update sources set name = $2, place = $3::text, from_period = $4::billing_period, every_hours = $5, daily_at = $6, active = $7,
           next_look_at = $8, seen = case when place <> $3::text or from_period is distinct from $4::billing_period then '{}' else seen end
         where source_id = $1`,
        [id, ...cellsOf(terms), nextLookAt],
      );
    },
    remove: async (id) => {
      await session.rows('delete from sources where source_id = $1', [id]);
    },
    due: (now) =>
      select(
        `where active and next_look_at <= $1 and not exists (select from jobs where kind = 'look'
           and input ->> 'source' = source_id and state in ('waiting', 'running')) order by next_look_at, source_id`,
        [now],
      ),
    setNext: async (id, nextLookAt) => {
      await session.rows('update sources set next_look_at = $2 where source_id = $1', [id, nextLookAt]);
    },
    saw: async ({ id, place }, seen) => {
      await session.rows('update sources set seen = $3 where source_id = $1 and place = $2', [
        id,
        place,
        JSON.stringify(seen),
      ]);
    },
  };
}

function cellsOf({ name, place, from, schedule, active }: SourceTerms): unknown[] {
  const hours = 'everyHours' in schedule ? schedule.everyHours : null;
  return [name, place, from, hours, 'dailyAt' in schedule ? schedule.dailyAt : null, active];
}

function sourceOf({ every_hours, daily_at, ...source }: Row): Source {
  const schedule: Schedule = every_hours === null ? { dailyAt: daily_at ?? '' } : { everyHours: every_hours };
  return { ...source, schedule };
}
