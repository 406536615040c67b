import type { PeriodShelf } from '../../../application/book.ts';
import { nextPeriod } from '../../../domain/period/billing-period.ts';
import type { Session } from '../session.ts';

type Row = { period: string; charges_seq: string; closed_seq: string | null; closed_reason: string | null };

export function periodShelf(session: Session): PeriodShelf {
  return {
    list: async () => {
      const rows = await session.rows<Row>('select * from periods order by period');
      return rows.map((row) => ({
        period: row.period,
        chargesSeq: BigInt(row.charges_seq),
        closed: row.closed_seq !== null,
        changedSinceClosing: row.closed_seq !== null && BigInt(row.charges_seq) > BigInt(row.closed_seq),
        closedReason: row.closed_reason,
      }));
    },
    earliestOpen: async () => {
      const [row] = await session.rows<{ last: string | null }>(
        'select max(period) as last from periods where closed_seq is not null',
      );
      return row?.last == null ? null : nextPeriod(row.last);
    },
    markChanged: async (periods) => {
      await session.rows(
        `insert into periods (period, charges_seq) select p, nextval('book_seq') from unnest($1::text[]) as p
         on conflict (period) do update set charges_seq = excluded.charges_seq`,
        [[...new Set(periods)]],
      );
    },
    close: async (period, reason) => {
      await session.rows(
        `insert into periods (period, closed_seq, closed_reason) values ($1, nextval('book_seq'), $2)
         on conflict (period) do update set closed_seq = excluded.closed_seq, closed_reason = excluded.closed_reason`,
        [period, reason],
      );
    },
  };
}
