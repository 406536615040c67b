-- What a statement's document needs beside its figures: the seller's letterhead, and what the customers and rules
-- behind a reseller's credit are called. Both are frozen with the statement when it is opened (T9).

create table letterheads ( -- append-only, the newest version of a seller is the one in use
  seller text not null,
  version integer not null,
  name text not null,
  address text not null,
  notes text not null,
  logo_kind text check (logo_kind in ('png', 'jpeg', 'svg')),
  logo_hash text,
  logo bytea,
  seq bigint not null default nextval('book_seq'),
  primary key (seller, version),
  check ((logo is null) = (logo_kind is null) and (logo is null) = (logo_hash is null))
);
create trigger append_only before update or delete on letterheads for each row execute function refuse_change();

alter table statements add column letterhead_version integer; -- of the seller's; null: a draft, or it had none
create function refuse_other_letterhead() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and new.letterhead_version is distinct from old.letterhead_version then
    raise exception 'statement % is % and frozen', old.statement_id, old.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger frozen_letterhead before update on statements for each row execute function refuse_other_letterhead();

-- Of a statement to a reseller: the names in its break-out. Of drafts as they are now; frozen once it is open.
create table statement_names (
  statement_id text not null references statements,
  about text not null check (about in ('customer', 'rule')),
  id text not null, -- of the customer; of the grant that the rule made
  name text not null,
  primary key (statement_id, about, id)
);
create trigger append_only before update or delete on statement_names for each row execute function refuse_change();

-- Rules only if the distributor chose to name them (T10).
create function names_behind(asked text[]) returns table (statement_id text, about text, id text, name text)
  language sql stable as $$
  select distinct e.statement_id, 'customer', e.customer_id, coalesce(c.name, e.customer_id)
  from earners_of(asked) e join statements s using (statement_id) join resellers r on r.reseller_id = s.buyer
    left join customers c on c.customer_id = e.customer_id
  where e.customer_id is not null
  union all
  select distinct y.statement_id, 'rule', y.grant_id, v.name
  from statement_story y join statements s using (statement_id) join resellers r on r.reseller_id = s.buyer
    join grants g using (grant_id), lateral (
      select a.rule_id, a.rule_version from assignments a
      where a.credit_id = g.credit_id and a.seq < s.drafted_seq order by a.version desc limit 1
    ) a join rule_versions v on v.rule_id = a.rule_id and v.version = a.rule_version
  where y.statement_id = any (asked) and (select name_rules from settings)
$$;

-- ── the second wall ────────────────────────────────────────────────────────────────────────────────────
do $$
begin
  if exists (select from pg_roles where rolname = 'creditbook_viewer') then
    grant select on letterheads, statement_names to creditbook_viewer;
  end if;
end $$;
alter table letterheads enable row level security;
create policy own_letterheads on letterheads for select using (
  (seller = (select viewer_party()) and (select viewer_kind()) = 'reseller')
  or exists (select from statements s where s.seller = letterheads.seller
    and s.letterhead_version = letterheads.version and s.buyer = (select viewer_party())));
alter table statement_names enable row level security;
create policy of_own_lumps on statement_names for select using (
  (select viewer_kind()) = 'reseller' and exists (select from statements s
    where s.statement_id = statement_names.statement_id and s.buyer = (select viewer_party())));
create trigger own_seller_only after insert on letterheads referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
