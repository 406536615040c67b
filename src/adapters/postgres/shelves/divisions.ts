import type { BookedDivision, DivisionShelf } from '../../../application/systems/division-shelf.ts';
import { firstDayOf, lastDayOf } from '../../../domain/period/billing-period.ts';
import type { Session } from '../session.ts';
import { assignments, type CreditRow, creditOf } from './credits.ts';

type EntryRow = { credit_id: string; version: number; booked_at: string; seq: string };
type IssuedRow = { seller: string; buyer: string; currency: string; period: string; opened_seq: string };

const BOOKED = `select e.credit_id, e.assignment_version from entries e
  where e.assignment_version is not null and e.booked_at between $1 and $2`;

export function divisionShelf(session: Session): DivisionShelf {
  return {
    bookedIn: async (period) => {
      const days = [firstDayOf(period), lastDayOf(period)];
      const entries = await session.rows<EntryRow>(
        `select e.credit_id, e.assignment_version as version, e.booked_at, e.entry_id as seq
         from entries e
         where e.assignment_version is not null and e.booked_at between $1 and $2
         order by e.entry_id`,
        days,
      );
      const credits = await session.rows<CreditRow>(
        `select c.* from credits c where c.credit_id in (select credit_id from (${BOOKED}) b)`,
        days,
      );
      const divided = await assignments(session, `(a.credit_id, a.version) in (${BOOKED})`, days);
      const earlier = await assignments(session, `(a.credit_id, a.version + 1) in (${BOOKED})`, days);
      const creditById = new Map(credits.map((row) => [row.credit_id, creditOf(row)]));
      const versions = new Map(divided.map((one) => [`${one.credit} ${one.version}`, one]));
      const before = new Map(earlier.map((one) => [`${one.credit} ${one.version + 1}`, one.shares]));
      return entries.flatMap(({ credit_id, version, booked_at, seq }): BookedDivision[] => {
        const key = `${credit_id} ${version}`;
        const [credit, assignment] = [creditById.get(credit_id), versions.get(key)];
        if (credit === undefined || assignment === undefined)
          throw new Error(`${key} was booked and is not there`);
        return [
          {
            credit,
            version,
            rule: assignment.rule,
            ruleVersion: assignment.ruleVersion,
            account: assignment.account ?? credit.usageAccount,
            shares: assignment.shares,
            before: before.get(key) ?? [],
            bookedAt: booked_at,
            seq: BigInt(seq),
          },
        ];
      });
    },
    issued: async (periods) => {
      const rows = await session.rows<IssuedRow>(
        `select seller, buyer, currency, period, min(opened_seq) as opened_seq from statements
         where opened_seq is not null and period = any($1) group by seller, buyer, currency, period`,
        [periods],
      );
      return rows.map(({ opened_seq, ...edge }) => ({ ...edge, openedSeq: BigInt(opened_seq) }));
    },
  };
}
