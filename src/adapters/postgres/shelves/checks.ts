import type { CheckShelf, Finding } from '../../../application/book.ts';
import { minorDigits } from '../../../domain/money/currency.ts';
import type { Session } from '../session.ts';
import { inForce } from './in-force.ts';

/** Each check is one query for what breaks it: no rows, no finding. Sums of postings, never running columns. */
export function checkShelf(session: Session): CheckShelf {
  const find = (sql: string, values: readonly unknown[] = []): Promise<Finding[]> =>
    session.rows<Finding>(sql, values);
  // One pass over the postings answers both checks of grants.
  let summed: Promise<GrantFinding[]> | null = null;
  const grants = async (check: GrantFinding['check']): Promise<Finding[]> => {
    summed ??= session.rows<GrantFinding>(GRANTS_SUMMED);
    return (await summed)
      .filter((one) => one.check === check)
      .map(({ object, amount }) => ({ object, amount }));
  };
  return {
    'lines-accounted': () => find(LINES_ACCOUNTED),
    'credit-conserved': () => find(CREDIT_CONSERVED),
    'entries-balance': async () => {
      const finest = await session.rows<{ currency: string; digits: number }>(FINEST_AMOUNTS);
      const codes = finest
        .filter(({ currency, digits }) => digits > minorDigits(currency))
        .map(({ currency }) => currency);
      const finer = codes.length === 0 ? [] : await find(FINER_THAN_MINOR, [codes, codes.map(minorDigits)]);
      return [...(await find(ENTRIES_WITHOUT_POSTING)), ...finer];
    },
    'no-negative-balance': () => grants('no-negative-balance'),
    'grants-reconcile': async () => [
      ...(await grants('grants-reconcile')),
      ...(await find(DRAFTS_HOLD_WHAT_THEY_RESERVE)),
    ],
    'seller-books': () => find(SELLER_BOOKS),
    'statement-adds-up': () => find(STATEMENT_ADDS_UP),
    'open-frozen': () =>
      find(
        `select statement_id as object, 'changed since it was opened' as amount from statements
         where frozen_hash is not null and frozen_hash <> statement_hash(statement_id) order by statement_id`,
      ),
    'numbers-gapless': () =>
      find(
        `select seller as object, format('%s numbers up to %s', count(*), max(number)) as amount from statements
         where number is not null group by seller having count(*) <> max(number) or min(number) <> 1 order by seller`,
      ),
    'carry-forward': () => find(CARRY_FORWARD),
    'debits-billed': () => find(DEBITS_BILLED),
    'breakout-equals-lump': () => find(BREAKOUT_EQUALS_LUMP),
  };
}

const LINES_ACCOUNTED = `
  with read as (
    select d.cloud, d.payer_account, d.period, t.currency, sum(t.exact) as exact, sum(t.lines) as lines
    from deliveries d join control_totals t using (delivery_id)
    where d.current and t.grouped_by = 'line-type' group by 1, 2, 3, 4
  ), kept as (
    select cloud, payer_account, period, currency, sum(exact) as exact, sum(lines) as lines from (
      select cloud, payer_account, period, currency, exact, lines from line_sums
      union all select cloud, payer_account, period, currency, exact, lines from credits
    ) everything group by 1, 2, 3, 4
  )
  select concat_ws(' ', cloud, payer_account, period, currency) as object,
    format('read %s in %s lines, kept %s in %s lines', coalesce(r.exact, 0), coalesce(r.lines, 0),
      coalesce(k.exact, 0), coalesce(k.lines, 0)) as amount
  from read r full join kept k using (cloud, payer_account, period, currency)
  where coalesce(r.exact, 0) <> coalesce(k.exact, 0) or coalesce(r.lines, 0) <> coalesce(k.lines, 0)
  order by 1`;

/** What the cloud had said before its last word is only looked up for credits that are divided by another total. */
const CREDIT_CONSERVED = `
  with received as (
    select e.credit_id,
      sum(case when p.from_account like 'cloud:%' then p.amount else -p.amount end) as total,
      sum(case when 'distributor:rounding' in (p.from_account, p.to_account) then 0
        when p.from_account like 'cloud:%' then p.amount else -p.amount end) as amount
    from entries e join postings p using (entry_id) where e.kind = 'credit-received' group by 1
  ), shared as (
    select a.credit_id, min(a.exact) as exact, sum(s.amount) as amount
    from assignments a join shares s using (credit_id, version) where ${inForce('a')} group by a.credit_id
  ), compared as materialized (
    select c.credit_id, coalesce(c.booked_exact, 0) as booked, coalesce(r.total, 0) as total,
      coalesce(r.amount, 0) as amount, s.exact as divided, s.amount as shared,
      c.booked_exact = s.exact as of_last_word, s.exact <> 0 and s.exact is distinct from -r.total as of_earlier_word
    from credits c left join received r using (credit_id) left join shared s using (credit_id)
  ), told as (
    select e.credit_id, sum(e.total) over (partition by e.credit_id order by e.entry_id) as total from (
      select e.credit_id, e.entry_id,
        sum(case when p.from_account like 'cloud:%' then p.amount else -p.amount end) as total
      from compared c join entries e using (credit_id) join postings p using (entry_id)
      where c.of_earlier_word and e.kind = 'credit-received' group by 1, 2
    ) e
  )
  select credit_id as object,
    format('cloud %s, received %s, shares %s of %s', -booked, total, shared, -divided) as amount
  from compared c
  where -booked <> total or (of_last_word and shared <> amount)
    -- what is divided was at some time the cloud's final word, never an estimate (C6)
    or (of_earlier_word and not exists (
      select from told t where t.credit_id = c.credit_id and t.total = -c.divided))
  order by credit_id`;

const ENTRIES_WITHOUT_POSTING = `
  select e.key as object, 'has no posting' as amount from entries e
  where not exists (select from postings p where p.entry_id = e.entry_id) order by 1`;

const FINEST_AMOUNTS = `
  select currency, max(scale(trim_scale(amount)))::int4 as digits from postings
  where 'distributor:rounding' not in (from_account, to_account) group by currency`;

const FINER_THAN_MINOR = `
  select e.key as object, format('%s %s is finer than a minor unit', p.amount, p.currency) as amount
  from postings p join entries e using (entry_id)
  join unnest($1::text[], $2::int[]) as c (currency, digits) on c.currency = p.currency
  where 'distributor:rounding' not in (p.from_account, p.to_account) and scale(trim_scale(p.amount)) > c.digits
  order by 1`;

type GrantFinding = Finding & { readonly check: 'no-negative-balance' | 'grants-reconcile' };

/** `offset 0` has each posting's buckets named once and not again for every sum. */
const MOVED = `
  select grant_id, coalesce(granted, 0) as granted, coalesce(withdrawn, 0) as withdrawn,
    coalesce(kept, 0) - coalesce(unkept, 0) as kept_back,
    coalesce(reserved, 0) - coalesce(unreserved, 0) as reserved, coalesce(applied, 0) - coalesce(unapplied, 0) as applied,
    coalesce(expired, 0) - coalesce(unexpired, 0) as expired,
    coalesce(received, 0) - coalesce(spent, 0) as available
  from (
    select grant_id,
      sum(amount) filter (where source = 'funding') as granted,
      sum(amount) filter (where source = 'available' and target in ('funding', 'kept')) as withdrawn,
      sum(amount) filter (where target = 'kept') as kept,
      sum(amount) filter (where source = 'kept') as unkept,
      sum(amount) filter (where target = 'reserved') as reserved,
      sum(amount) filter (where source = 'reserved') as unreserved,
      sum(amount) filter (where target = 'applied') as applied,
      sum(amount) filter (where source = 'applied') as unapplied,
      sum(amount) filter (where target = 'expired') as expired,
      sum(amount) filter (where source = 'expired') as unexpired,
      sum(amount) filter (where target = 'available') as received,
      sum(amount) filter (where source = 'available') as spent
    from (
      select grant_id, amount, grant_bucket(from_account) as source, grant_bucket(to_account) as target
      from postings where grant_id is not null offset 0
    ) p group by grant_id
  ) each_way`;

const GRANTS_SUMMED = `
  with moved as materialized (${MOVED})
  select 'no-negative-balance' as check, grant_id as object,
    format('available %s, reserved %s, applied %s', available, reserved, applied) as amount
  from moved where available < 0 or reserved < 0 or applied < 0 or expired < 0 or withdrawn < 0
    or kept_back < 0
  union all
  select 'grants-reconcile', g.grant_id,
    format('the book says %s left, its postings %s', g.available, coalesce(m.available, 0))
  from grants g left join moved m using (grant_id)
  where (g.granted, g.reserved, g.applied, g.expired, g.withdrawn, g.kept_back, g.available) is distinct from
    (coalesce(m.granted, 0), coalesce(m.reserved, 0), coalesce(m.applied, 0), coalesce(m.expired, 0),
     coalesce(m.withdrawn, 0), coalesce(m.kept_back, 0), coalesce(m.available, 0))
    or g.granted <> g.applied + g.reserved + g.expired + g.withdrawn + g.available
  order by 1, 2`;

const DRAFTS_HOLD_WHAT_THEY_RESERVE = `
  select d.statement_id as object,
    format('draft reserves %s, its grants hold %s', d.credit_applied, coalesce(h.held, 0)) as amount
  from statements d
  left join (
    select e.statement_id, sum(case when grant_bucket(p.to_account) = 'reserved' then p.amount else -p.amount end) as held
    from statements o join entries e using (statement_id) join postings p using (entry_id)
    where o.state = 'draft' group by e.statement_id
  ) h using (statement_id) where d.state = 'draft' and d.credit_applied <> coalesce(h.held, 0)
  order by 1`;

const SELLER_BOOKS = `
  with moves as materialized (
    select from_account, to_account, currency, grant_id is null as of_no_grant, sum(amount) as amount
    from postings group by 1, 2, 3, 4
  ), balances as (
    select account, currency, sum(amount) as balance from (
      select from_account as account, currency, -amount as amount from moves
      union all select to_account, currency, amount from moves
    ) flows group by 1, 2
  ), sold as (
    select r.reseller_id, b.currency, -sum(b.balance) as passed_on_and_kept from resellers r
    join balances b on b.account = r.reseller_id || ':received' group by 1, 2
  ), received as (
    select r.reseller_id, p.currency,
      sum(case when p.from_account = 'distributor:unallocated' then p.amount else -p.amount end) as received
    from (
      select case when from_account = 'distributor:unallocated' then to_account else from_account end as balance,
        from_account, currency, amount
      from moves where 'distributor:unallocated' in (from_account, to_account)
      -- what the distributor had taken of a reseller's grant and gives back to the cloud comes off the same
      union all select format('distributor:%s:available', g.buyer), p.from_account, p.currency, p.amount
      from postings p join grants g using (grant_id)
      where p.from_account = 'distributor:kept' and p.to_account = 'distributor:unallocated'
    ) p
    join (
      select reseller_id, 'distributor:' || reseller_id || bucket as balance
      from resellers cross join (values (':available'), (':owed')) as either (bucket)
    ) r using (balance)
    group by 1, 2
  )
  select reseller_id as object,
    format('received %s, passed on and kept %s %s', coalesce(r.received, 0), coalesce(s.passed_on_and_kept, 0), currency) as amount
  from sold s full join received r using (reseller_id, currency)
  where coalesce(r.received, 0) <> coalesce(s.passed_on_and_kept, 0)
  union all
  select 'distributor ' || currency, format('cloud credits %s, granted, kept, unallocated and rounding %s',
      -sum(balance) filter (where cloud), sum(balance) filter (where not cloud))
  from (
    select account like 'cloud:%' as cloud, currency, balance from balances
    where account like 'cloud:%' or account in ('distributor:unallocated', 'distributor:rounding', 'distributor:kept')
    union all
    select false, p.currency, sum(case when grant_bucket(p.from_account) = 'funding' then p.amount
        when grant_bucket(p.from_account) = 'available' and grant_bucket(p.to_account) in ('funding', 'kept') then -p.amount
        else 0 end)
    from postings p join grants g using (grant_id) where g.source = 'credit' and g.seller = 'distributor'
    group by p.currency
    union all
    select false, currency, -amount from moves where from_account like 'distributor:%:owed' and to_account = 'distributor:unallocated' and of_no_grant
  ) everything
  group by currency
  having sum(balance) <> 0
  order by 1`;

const STATEMENT_ADDS_UP = `
  select s.statement_id as object,
    format('lines %s, adjustments %s, debits %s, applied %s, total %s', coalesce(l.price, 0), coalesce(a.price, 0),
      coalesce(d.amount, 0), coalesce(y.amount, 0), s.total) as amount
  from statements s
  left join (select statement_id, sum(price) as price from statement_lines group by 1) l using (statement_id)
  left join (select statement_id, sum(price) as price from statement_adjustments group by 1) a using (statement_id)
  left join (select statement_id, sum(amount) as amount from statement_debits join debits using (debit_id) group by 1) d
    using (statement_id)
  left join (select statement_id, sum(amount) as amount from statement_story where movement = 'applied' group by 1) y
    using (statement_id)
  where s.charges <> coalesce(l.price, 0) + coalesce(s.rounding_line, 0)
    or s.adjustments <> coalesce(a.price, 0) or s.debits <> coalesce(d.amount, 0)
    or s.credit_applied <> coalesce(y.amount, 0)
    or s.total <> s.charges + s.tax + s.debits + s.adjustments - s.credit_applied
    or (s.total < 0 and s.credit_applied > 0)
    or (s.total < 0 and s.charges >= 0 and s.adjustments >= 0)
  order by s.statement_id`;

const CARRY_FORWARD = `
  with last as materialized (
    select distinct on (seller, buyer, currency) seller, buyer, currency, closing_balance, drafted_seq from statements
    where state not in ('void', 'discarded') order by seller, buyer, currency, drafted_seq desc
  ), since as materialized (
    select p.grant_id, p.entry_id, e.kind, e.statement_id,
      case when e.kind = 'expiry' or p.from_account like '%:available' then -p.amount else p.amount end as amount
    from postings p join entries e using (entry_id)
    where p.grant_id is not null and p.entry_id > (select min(drafted_seq) from last)
      and e.kind not in ('reservation', 'release', 'application')
      and (p.from_account like '%:available' or p.to_account like '%:available')
  ), moved as materialized (
    select l.seller, l.buyer, l.currency, sum(p.amount) as moved
    from last l join grants o using (seller, buyer, currency)
      join since p on p.grant_id = o.grant_id and p.entry_id > l.drafted_seq
      left join statements v on v.statement_id = p.statement_id
    where p.kind <> 'restoration' or v.drafted_seq <= l.drafted_seq
    group by 1, 2, 3
  )
  select s.statement_id as object, format('opens with %s after %s', s.opening_balance, coalesce(b.closing_balance, 0)) as amount
  from statements s left join statements b on b.statement_id = s.follows
  where s.state <> 'discarded' and s.opening_balance <> coalesce(b.closing_balance, 0)
  union all
  select concat_ws(' ', seller, buyer, currency), format('closes with %s and moved by %s since, but %s is left',
    l.closing_balance, coalesce(m.moved, 0), g.available)
  from last l left join moved m using (seller, buyer, currency)
    join (select seller, buyer, currency, sum(available) as available from grants group by 1, 2, 3) g
      using (seller, buyer, currency)
  where l.closing_balance + coalesce(m.moved, 0) <> g.available
  order by 1`;

const DEBITS_BILLED = `
  with made as (
    select concat_ws(':', d.seller, d.buyer) as edge, d.currency, sum(d.amount) as amount,
      coalesce(sum(d.amount) filter (where exists (
        select from statement_debits x join statements s using (statement_id)
        where x.debit_id = d.debit_id and s.state in ('open', 'paid', 'closed'))), 0) as billed
    from debits d group by 1, 2
  ), booked as (
    select regexp_replace(account, ':(owed|billed)$', '') as edge, currency,
      -sum(amount) filter (where account like '%:owed') as owed,
      -sum(amount) filter (where account like '%:billed') as billed
    from (select from_account as account, currency, -amount as amount from postings
      union all select to_account, currency, amount from postings) flows
    where account like '%:owed' or account like '%:billed' group by 1, 2
  )
  select concat_ws(' ', edge, currency) as object, format('debits %s, of these on open statements %s; booked as owed %s, billed %s',
      coalesce(m.amount, 0), coalesce(m.billed, 0), coalesce(b.owed, 0), coalesce(b.billed, 0)) as amount
  from made m full join booked b using (edge, currency)
  where coalesce(m.amount, 0) - coalesce(m.billed, 0) <> coalesce(b.owed, 0)
    or coalesce(m.billed, 0) <> coalesce(b.billed, 0)
  order by 1`;

const BREAKOUT_EQUALS_LUMP = `
  select s.statement_id as object,
    format('earned %s, broken out %s; expired %s, broken out %s', s.earned, coalesce(y.earned, 0), s.expired,
      coalesce(y.expired, 0)) as amount
  from statements s left join (
    select statement_id, sum(amount) filter (where movement in ('earned', 'restored')) as earned,
      sum(amount) filter (where movement = 'expired') as expired
    from statement_story group by 1
  ) y using (statement_id)
  where s.earned <> coalesce(y.earned, 0) or s.expired <> coalesce(y.expired, 0)
  order by s.statement_id`;
