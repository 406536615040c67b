import type { FigureShelf, FlowRow, MonthRow } from '../../../application/access/figure-shelf.ts';
import { minorToText, roundToMinor } from '../../../domain/money/minor.ts';
import { exactOf } from '../decimal.ts';
import type { Session } from '../session.ts';
import { currencyDigits } from './currency-digits.ts';
import { inForce } from './in-force.ts';
import { standingShelf } from './standing.ts';

/** What the clouds gave in the asked periods, what each party got of it, and what is not divided. */
const DIVIDED = `
  given as (
    select c.period, c.cloud, c.currency, sum(-round(c.exact, d.digits)) as credits,
      sum(-round(c.exact, d.digits)) filter (where a.credit_id is null) as unallocated
    from credits c
    join unnest($2::text[], $3::int[]) as d (currency, digits) on d.currency = c.currency
    left join assignments a on a.credit_id = c.credit_id and a.version = 1
    where c.period = any($1) group by 1, 2, 3
  ), shared as (
    select c.period, c.cloud, c.currency, sum(h.amount) filter (where h.party = 'customer') as customers,
      sum(h.amount) filter (where h.party = 'reseller') as resellers,
      sum(h.amount) filter (where h.party = 'distributor') as distributor
    from credits c join assignments a using (credit_id) join shares h using (credit_id, version)
    where c.period = any($1) and ${inForce('a')} group by 1, 2, 3
  ), divided as (select * from given left join shared using (period, cloud, currency))`;

const SUMMED = `sum(credits)::text as credits, coalesce(sum(customers), 0)::text as customers,
  coalesce(sum(resellers), 0)::text as resellers, coalesce(sum(distributor), 0)::text as distributor,
  coalesce(sum(unallocated), 0)::text as unallocated`;

type Parts = {
  credits: string;
  customers: string;
  resellers: string;
  distributor: string;
  unallocated: string;
};

export function figureShelf(session: Session): FigureShelf {
  return {
    ...standingShelf(session),
    flow: async (period) => {
      const rows = await session.rows<Parts & { cloud: string; currency: string }>(
        `with ${DIVIDED} select cloud, currency, ${SUMMED} from divided group by cloud, currency order by currency, cloud`,
        [[period], ...(await currencyDigits(session))],
      );
      return rows.map((row): FlowRow => ({ ...row, ...inMinor(row, row.currency) }));
    },
    months: (periods) => months(session, periods),
    statementCounts: async (period) => {
      const rows = await session.rows<{ state: string; count: number }>(
        'select state, count(*)::int4 as count from statements where period = $1 group by state',
        [period],
      );
      return new Map(rows.map((row) => [row.state, row.count]));
    },
    deliveriesOf: (period) =>
      session.rows(
        `select delivery_id as id, current from deliveries where $1::text is null or period = $1
         order by period desc, cloud, payer_account, version desc`,
        [period],
      ),
    controlDifference: async () => {
      const rows = await session.rows<{ currency: string; amount: string }>(CONTROL);
      return rows.map(({ currency, amount }) => ({
        currency,
        amount: minorToText(roundToMinor(exactOf(amount), currency), currency),
      }));
    },
  };
}

async function months(session: Session, periods: readonly string[]): Promise<MonthRow[]> {
  const credits = await session.rows<Parts & { period: string; currency: string }>(
    `with ${DIVIDED} select period, currency, ${SUMMED} from divided group by period, currency`,
    [periods, ...(await currencyDigits(session))],
  );
  const billed = await session.rows<{ period: string; currency: string; charges: string; applied: string }>(
    `select period, currency, sum(charges)::text as charges, sum(credit_applied)::text as applied from statements
     where seller = 'distributor' and state in ('open', 'paid', 'closed') and period = any($1) group by 1, 2`,
    [periods],
  );
  const keys = new Set([...credits, ...billed].map((row) => JSON.stringify([row.period, row.currency])));
  return [...keys].sort().map((key): MonthRow => {
    const [period, currency] = JSON.parse(key) as [string, string];
    const same = (row: { period: string; currency: string }): boolean =>
      row.period === period && row.currency === currency;
    const bill = billed.find(same);
    const zero = { credits: '0', customers: '0', resellers: '0', distributor: '0', unallocated: '0' };
    const text = (amount: string): string => minorToText(roundToMinor(exactOf(amount), currency), currency);
    return {
      period,
      currency,
      ...inMinor(credits.find(same) ?? zero, currency),
      charges: text(bill?.charges ?? '0'),
      applied: text(bill?.applied ?? '0'),
    };
  });
}

function inMinor(parts: Parts, currency: string): Parts {
  const text = (amount: string): string => minorToText(roundToMinor(exactOf(amount), currency), currency);
  return {
    credits: text(parts.credits),
    customers: text(parts.customers),
    resellers: text(parts.resellers),
    distributor: text(parts.distributor),
    unallocated: text(parts.unallocated),
  };
}

/** Every posting leaves one account and enters another: over all accounts nothing is left. */
const CONTROL = `
  with received as (
    select p.currency, sum(case when p.from_account like 'cloud:%' then p.amount else -p.amount end) as amount
    from postings p where p.from_account like 'cloud:%' or p.to_account like 'cloud:%' group by 1
  ), booked as (
    select currency, -sum(booked_exact) as amount from credits where booked_exact is not null group by 1
  )
  select coalesce(r.currency, b.currency) as currency, (coalesce(r.amount, 0) - coalesce(b.amount, 0))::text as amount
  from received r full join booked b on r.currency = b.currency order by 1`;
