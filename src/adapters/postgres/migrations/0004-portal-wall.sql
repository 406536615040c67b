-- The second wall: what a reseller's or customer's people read, they read as the role creditbook_viewer, which has
-- no right to any table but those below, and of those sees only the rows of its party. The first wall is the service's
-- own queries; a hole in one is closed by the other.

create function viewer_kind() returns text language sql stable as $$
  select coalesce(current_setting('creditbook.viewer_kind', true), '')
$$;
create function viewer_party() returns text language sql stable as $$
  select coalesce(current_setting('creditbook.viewer_party', true), '')
$$;

-- A server that lets this user make no role has no second wall; the service says so when it starts.
do $$
begin
  create role creditbook_viewer nologin;
exception
  when duplicate_object or unique_violation or insufficient_privilege then null;
end $$;
do $$
begin
  if not exists (select from pg_roles where rolname = 'creditbook_viewer') then return; end if;
  begin
    execute format('grant creditbook_viewer to %I', current_user);
  exception when others then null;
  end;
  execute format('grant usage on schema %I to creditbook_viewer', current_schema());
  grant select on statements, statement_lines, statement_adjustments, statement_debits, statement_story, grants,
    entries, postings, debits, resellers, customers, reseller_tenures, account_tenures, prices, jobs to creditbook_viewer;
  grant select (only_row, distributor_name, currency) on settings to creditbook_viewer;
end $$;

-- Which customer of the reading reseller a credit went to; null where there are several, or none of its own.
create function earner_of(credit text) returns text language sql stable security definer
  set search_path from current as $$
  select min(x.party_id) from shares x
  where x.credit_id = credit and x.party = 'customer' and viewer_kind() = 'reseller' and x.reseller_id = viewer_party()
    and x.version = (select max(a.version) from assignments a where a.credit_id = credit)
  having count(*) = 1
$$;

-- Who stands behind each grant in a statement's story (T10): the buyer itself, or of a reseller's statement its customers
-- and, with a null, the reseller's own share. What went through the reseller to each, as the credit was divided when the
-- statement before was drafted and when this one was, so that an open statement tells the same for ever (T9).
create function earners_of(asked text[])
  returns table (statement_id text, grant_id text, customer_id text, was numeric, is_now numeric)
  language sql stable security definer set search_path from current as $$
  with told as (
    select distinct y.statement_id, y.grant_id, g.credit_id, s.buyer, r.reseller_id is not null as resold,
      (select max(a.version) from assignments a where a.credit_id = g.credit_id and a.seq < f.drafted_seq) as before,
      (select max(a.version) from assignments a where a.credit_id = g.credit_id and a.seq < s.drafted_seq) as now
    from statement_story y join statements s using (statement_id) join grants g using (grant_id)
      left join resellers r on r.reseller_id = s.buyer left join statements f on f.statement_id = s.follows
    where y.statement_id = any (asked) and g.credit_id is not null
      and (viewer_kind() = '' or (viewer_kind() = 'reseller' and viewer_party() in (s.seller, s.buyer)))
  )
  select t.statement_id, t.grant_id, t.buyer, 0, 0 from told t where not t.resold
  union all
  select t.statement_id, t.grant_id, case x.party when 'customer' then x.party_id end,
    coalesce(sum(x.amount) filter (where x.version = t.before), 0),
    coalesce(sum(x.amount) filter (where x.version = t.now), 0)
  from told t left join shares x on x.credit_id = t.credit_id and x.version in (t.before, t.now)
    and ((x.party = 'customer' and x.reseller_id = t.buyer) or (x.party = 'reseller' and x.party_id = t.buyer))
  where t.resold group by 1, 2, 3
$$;

alter table statements enable row level security;
create policy own_statements on statements for select using (
  (seller = (select viewer_party()) and (select viewer_kind()) = 'reseller')
  or (buyer = (select viewer_party()) and state not in ('draft', 'discarded')));

alter table statement_lines enable row level security;
create policy of_own_statements on statement_lines for select using (
  exists (select from statements s where s.statement_id = statement_lines.statement_id));
alter table statement_adjustments enable row level security;
create policy of_own_statements on statement_adjustments for select using (
  exists (select from statements s where s.statement_id = statement_adjustments.statement_id));
alter table statement_debits enable row level security;
create policy of_own_statements on statement_debits for select using (
  exists (select from statements s where s.statement_id = statement_debits.statement_id));
alter table statement_story enable row level security;
create policy of_own_statements on statement_story for select using (
  exists (select from statements s where s.statement_id = statement_story.statement_id));

alter table grants enable row level security;
create policy own_grants on grants for select using (
  (seller = (select viewer_party()) and (select viewer_kind()) = 'reseller') or buyer = (select viewer_party()));
alter table postings enable row level security;
create policy of_own_grants on postings for select using (
  exists (select from grants g where g.grant_id = postings.grant_id));
alter table entries enable row level security;
create policy of_own_grants on entries for select using (
  exists (select from postings p where p.entry_id = entries.entry_id));
alter table debits enable row level security;
create policy own_debits on debits for select using (
  (seller = (select viewer_party()) and (select viewer_kind()) = 'reseller') or buyer = (select viewer_party()));

alter table reseller_tenures enable row level security;
create policy own_tenures on reseller_tenures for select using (
  (reseller_id = (select viewer_party()) and (select viewer_kind()) = 'reseller')
  or (customer_id = (select viewer_party()) and (select viewer_kind()) = 'customer'));
alter table account_tenures enable row level security;
create policy own_accounts on account_tenures for select using (
  (customer_id = (select viewer_party()) and (select viewer_kind()) = 'customer')
  or exists (select from reseller_tenures r where (select viewer_kind()) = 'reseller'
    and r.customer_id = account_tenures.customer_id and r.reseller_id = (select viewer_party())
    and daterange(r.starts, r.ends) && daterange(account_tenures.starts, account_tenures.ends)));
alter table resellers enable row level security;
create policy own_resellers on resellers for select using (
  reseller_id = (select viewer_party()) or exists (
    select from reseller_tenures r where r.reseller_id = resellers.reseller_id and r.customer_id = (select viewer_party())));
alter table customers enable row level security;
create policy own_customers on customers for select using (
  customer_id = (select viewer_party()) or exists (
    select from reseller_tenures r where r.customer_id = customers.customer_id and r.reseller_id = (select viewer_party())));
alter table prices enable row level security;
create policy own_prices on prices for select using (
  seller = (select viewer_party()) and (select viewer_kind()) = 'reseller');

alter table jobs enable row level security;
create policy own_jobs on jobs for select using (
  viewer ->> 'party' = (select viewer_party()) and (select viewer_kind()) = 'reseller');

-- Of what a reseller's people write, every statement, grant and price is their own party's. Holds for every role.
create function refuse_foreign_seller() returns trigger language plpgsql as $$
declare foreign_seller text;
begin
  if viewer_kind() in ('reseller', 'customer') then
    select min(seller) into foreign_seller from new_rows where seller <> viewer_party();
    if foreign_seller is not null then
      raise exception '% writes for %', viewer_party(), foreign_seller using errcode = 'insufficient_privilege';
    end if;
  end if;
  return null;
end $$;
create trigger own_seller_only after insert on statements referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
create trigger own_seller_only_still after update on statements referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
create trigger own_seller_only after insert on grants referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
create trigger own_seller_only after insert on prices referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
