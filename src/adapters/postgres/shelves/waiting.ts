import type { UnmappedItem, WaitingShelf } from '../../../application/book.ts';
import { exactOf } from '../decimal.ts';
import type { Session } from '../session.ts';
import { CREDIT_ORDER, type CreditRow, creditOf } from './credits.ts';
import { currencyDigits } from './currency-digits.ts';
import { inForce } from './in-force.ts';

/** What waits for a person, counted where it lies, with the first of each: a book may hold a hundred thousand of them. */
export function waitingShelf(session: Session): WaitingShelf {
  return {
    credits: async (period, most) => {
      const rows = await session.rows<CreditRow & { flagged: boolean; count: number }>(CREDITS, [
        period,
        ...(await currencyDigits(session)),
        most,
      ]);
      return {
        count: rows[0]?.count ?? 0,
        first: rows.map((row) => ({ credit: creditOf(row), flagged: row.flagged })),
      };
    },
    unmapped: async (period, chargeTypes, most) => {
      const rows = await session.rows<UnmappedRow>(UNMAPPED, [period, chargeTypes, most]);
      return { count: rows[0]?.count ?? 0, first: rows.map(itemOf) };
    },
    lineTypesBut: async (period, known) => {
      const rows = await session.rows<{
        period: string;
        payer_account: string;
        line_type: string;
        currency: string;
        exact: string;
        lines: string;
      }>(
        `select period, payer_account, line_type, currency, sum(exact) as exact, sum(lines) as lines from line_sums
         where ($1::text is null or period = $1) and line_type <> all($2) group by 1, 2, 3, 4
         order by period, payer_account collate "C", line_type collate "C", currency`,
        [period, known],
      );
      return rows.map((row) => ({
        period: row.period,
        payerAccount: row.payer_account,
        lineType: row.line_type,
        currency: row.currency,
        exact: exactOf(row.exact),
        lines: Number(row.lines),
      }));
    },
  };
}

/** Not divided and worth something, or divided and since then changed by the cloud. */
const CREDITS = `
  with waiting as materialized (
    select c.credit_id, c.period, c.cloud, c.payer_account, c.usage_account, c.service, c.description, a.credit_id is not null as flagged
    from credits c left join (select a.credit_id, a.exact from assignments a where ${inForce('a')}) a using (credit_id)
    where ($1::text is null or c.period = $1) and (a.exact <> c.exact or a.credit_id is null
      and round(c.exact, (select d.digits from unnest($2::text[], $3::int[]) as d (currency, digits) where d.currency = c.currency)) <> 0)
  )
  select c.*, w.flagged, (select count(*) from waiting)::int4 as count
  from (select * from waiting c ${CREDIT_ORDER} limit $4) w join credits c using (credit_id) ${CREDIT_ORDER}`;

/** An account is unmapped in a period that none of its tenures touches (P2, P3). */
const HELD = (
  row: string,
): string => `exists (select from account_tenures t where t.usage_account = ${row}.usage_account
  and (t.starts is null or t.starts < (${row}.period || '-01')::date + interval '1 month')
  and (t.ends is null or t.ends > (${row}.period || '-01')::date))`;

const LOST = `
  with charged as materialized (
    select distinct period, usage_account from line_sums where $1::text is null or period = $1
  ), lost_accounts as materialized (
    select s.period, s.usage_account from charged s where not ${HELD('s')}
  ), lost_charges as materialized (
    select l.period, l.usage_account, l.currency, sum(l.exact) as exact
    from line_sums l join lost_accounts using (period, usage_account)
    where l.line_type = any($2) group by 1, 2, 3
  ), lost_credits as materialized (
    select c.* from credits c
    where ($1::text is null or c.period = $1) and c.kind = 'credit' and c.exact <> 0 and not ${HELD('c')}
  )`;

const UNMAPPED = `${LOST}
  select *, (select count(*) from lost_charges)::int4 + (select count(*) from lost_credits)::int4 as count
  from (
    select period, usage_account, currency, null as description, exact, null as cloud, null as payer_account,
      null as service, null as credit_id from lost_charges
    union all
    select period, usage_account, currency, description, exact, cloud, payer_account, service, credit_id from lost_credits
  ) lost
  order by period, usage_account collate "C", currency, description is not null, cloud collate "C",
    payer_account collate "C", service collate "C", description collate "C", credit_id limit $3`;

type UnmappedRow = {
  period: string;
  usage_account: string;
  currency: string;
  description: string | null;
  exact: string;
  count: number;
};

function itemOf(row: UnmappedRow): UnmappedItem {
  const { period, usage_account: usageAccount, currency, description } = row;
  return { period, usageAccount, currency, description, exact: exactOf(row.exact) };
}
