-- What a statement's document needs beside its figures: the seller's letterhead, and whose account earned a
-- reseller's credit. Both are frozen with the statement when it is opened (T9).

create table letterheads ( -- append-only, the newest version of a seller is the one in use
  seller text not null,
  version integer not null,
  name text not null,
  address text not null,
  notes text not null,
  names_rules boolean not null, -- name the rule behind each credit of a break-out (T10)
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

-- Of an open statement to a reseller: whose account earned each grant of its story, and by which rule.
create table statement_earners (
  statement_id text not null references statements,
  grant_id text not null references grants,
  customer_id text not null,
  customer_name text not null,
  rule_name text, -- only if the seller names its rules
  primary key (statement_id, grant_id)
);
create trigger append_only before update or delete on statement_earners for each row execute function refuse_change();

-- The same of a draft, as it is now: the newest assignment that passed through the reseller.
create function earners_of(id text) returns table (grant_id text, customer_id text, customer_name text, rule_name text)
  language sql stable as $$
  select distinct on (y.grant_id) y.grant_id, a.customer_id, coalesce(c.name, a.customer_id), v.name
  from statements s
  join resellers r on r.reseller_id = s.buyer
  join statement_story y using (statement_id)
  join grants g using (grant_id)
  join assignments a on a.credit_id = g.credit_id and a.reseller_id = s.buyer and a.customer_id is not null
  left join customers c on c.customer_id = a.customer_id
  left join rule_versions v on v.rule_id = a.rule_id and v.version = a.rule_version
  where s.statement_id = id
  order by y.grant_id, a.version desc
$$;

-- ── the second wall ────────────────────────────────────────────────────────────────────────────────────
do $$
begin
  if exists (select from pg_roles where rolname = 'creditbook_viewer') then
    grant select on letterheads, statement_earners to creditbook_viewer;
  end if;
end $$;
alter table letterheads enable row level security;
create policy own_letterheads on letterheads for select using (
  (seller = (select viewer_party()) and (select viewer_kind()) = 'reseller')
  or exists (select from statements s where s.seller = letterheads.seller
    and s.letterhead_version = letterheads.version and s.buyer = (select viewer_party())));
alter table statement_earners enable row level security;
create policy of_own_lumps on statement_earners for select using (
  (select viewer_kind()) = 'reseller' and exists (select from statements s
    where s.statement_id = statement_earners.statement_id and s.buyer = (select viewer_party())));
create trigger own_seller_only after insert on letterheads referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
