import type { UnchangedMonthShelf } from '../../../application/month/unchanged-month-shelf.ts';
import type { Session } from '../session.ts';

export function unchangedMonthShelf(session: Session): UnchangedMonthShelf {
  return {
    writes: async () => {
      const [row] = await session.rows<{ writes: string }>(
        'select last_value as writes from unchanged.writes',
      );
      return BigInt(row?.writes ?? '0');
    },
    find: async ({ period, useCredits, program }) => {
      const [row] = await session.rows<{ found: string }>(
        `select found::text as found from unchanged.months
         where period = $1 and use_credits is not distinct from $2 and program = $3
           and writes = (select last_value from unchanged.writes)`,
        [period, useCredits, program],
      );
      return row?.found ?? null;
    },
    keep: async ({ period, useCredits, program }, found) => {
      await session.rows(
        `insert into unchanged.months (period, use_credits, program, writes, found)
         values ($1, $2, $3, (select last_value from unchanged.writes), $4)
         on conflict (period) do update set use_credits = excluded.use_credits, program = excluded.program,
           writes = excluded.writes, found = excluded.found`,
        [period, useCredits, program, found],
      );
    },
  };
}
