-- One book = one database. Amounts are decimals as written; every seq comes from one sequence, so it orders
-- all that ever happened to the book. Text ids are hashes or the parties' own ids. Semantics ids in comments.

create extension if not exists btree_gist;
create sequence book_seq;

create domain billing_period as text check (value ~ '^\d{4}-(0[1-9]|1[0-2])$');
create domain currency as text check (value ~ '^[A-Z]{3}$');

-- ── settings and periods ───────────────────────────────────────────────────────────────────────────────
create table settings (
  only_row boolean primary key default true check (only_row),
  distributor_name text not null,
  currency currency not null,
  no_rule text not null check (no_rule in ('hold', 'pass-through', 'retain')),
  use_credits boolean not null,
  rounding_line boolean not null,
  name_rules boolean not null, -- to buyers, in the break-out (T10)
  services jsonb not null,
  systems jsonb not null -- what the files for other systems call things
);

create table periods (
  period billing_period primary key,
  charges_seq bigint not null default 0, -- last time the period's charges, or who owns them, changed
  closed_seq bigint,
  closed_reason text
);

-- ── parties and tenures (P) ────────────────────────────────────────────────────────────────────────────
create table resellers (
  reseller_id text primary key,
  name text not null,
  email text,
  use_credits boolean
);

create table customers (
  customer_id text primary key,
  name text not null,
  email text,
  tax_percent numeric check (tax_percent between 0 and 100),
  tax_position text not null check (tax_position in ('after_tax', 'before_tax'))
);

create table reseller_tenures (
  customer_id text not null references customers,
  reseller_id text references resellers, -- null: direct
  starts date,
  ends date,
  check (starts is null or ends is null or starts < ends),
  constraint one_reseller_at_a_time exclude using gist (customer_id with =, daterange(starts, ends) with &&)
);

create table account_tenures (
  usage_account text not null,
  customer_id text not null references customers,
  payer_account text,
  starts date,
  ends date,
  check (starts is null or ends is null or starts < ends),
  constraint one_holder_at_a_time exclude using gist (usage_account with =, daterange(starts, ends) with &&)
);

-- ── prices (T2): append-only, the newest version of a key wins ─────────────────────────────────────────
create table prices (
  seller text not null,
  buyer text not null,
  service text not null,
  from_period text not null, -- '' = from the beginning
  uplift_percent numeric not null,
  seq bigint not null default nextval('book_seq'),
  primary key (seller, buyer, service, from_period, seq)
);

create table price_freezes ( -- prices are those at the first draft of the period
  seller text not null,
  buyer text not null,
  period billing_period not null,
  as_of_seq bigint not null,
  primary key (seller, buyer, period)
);

-- ── rules (R) ──────────────────────────────────────────────────────────────────────────────────────────
create table rules (
  rule_id text primary key,
  sequence integer not null unique,
  created_at text not null
);

create table rule_versions (
  rule_id text not null references rules,
  version integer not null,
  name text not null,
  description text not null,
  match text not null check (match in ('exact', 'contains', 'wildcard', 'regex')),
  customer_percent bigint not null check (customer_percent between 0 and 1000000), -- ten-thousandths of a percent
  reseller_percent bigint not null check (reseller_percent between 0 and 1000000),
  first_period billing_period,
  last_period billing_period,
  customers jsonb not null,
  resellers jsonb not null,
  services jsonb not null,
  note text not null,
  active boolean not null,
  seq bigint not null default nextval('book_seq'),
  primary key (rule_id, version),
  constraint percents_within_100 check (customer_percent + reseller_percent <= 1000000),
  check (first_period is null or last_period is null or first_period <= last_period)
);

-- ── deliveries and what was read (N, C8) ───────────────────────────────────────────────────────────────
create table deliveries (
  delivery_id text primary key,
  cloud text not null,
  payer_account text not null,
  period billing_period not null,
  version integer not null, -- which delivery of its payer and period, from 1
  format text not null,
  manifest_time text,
  lines bigint not null,
  last_usage_day date,
  lines_without_invoice bigint not null,
  final boolean not null,
  current boolean not null,
  seq bigint not null default nextval('book_seq')
);
create unique index one_current_delivery on deliveries (cloud, payer_account, period) where current;

create table delivery_files (
  delivery_id text not null references deliveries,
  content_hash text not null,
  path text not null,
  bytes bigint not null,
  primary key (delivery_id, content_hash)
);
create index delivery_files_by_content on delivery_files (content_hash);

create table control_totals (
  delivery_id text not null references deliveries,
  grouped_by text not null check (grouped_by in ('line-type', 'usage-account', 'invoice')),
  key text not null,
  currency currency not null,
  exact numeric not null,
  lines bigint not null,
  primary key (delivery_id, grouped_by, key, currency)
);

create table line_sums ( -- every line that is not a credit or refund, summed; the current delivery's only
  cloud text not null,
  payer_account text not null,
  period text not null, -- as its delivery has it: a domain's check for each of so many rows shows
  usage_account text not null,
  service text not null,
  line_type text not null,
  currency text not null,
  usage_day date, -- only where P3 asks for it
  exact numeric not null,
  lines bigint not null
);
-- A delivery's sums lie together, account by account: a range of pages tells as much as an index of every row.
create index line_sums_by_place on line_sums using brin (period, usage_account) with (pages_per_range = 8);

-- ── credits and who got them (C, R, S) ─────────────────────────────────────────────────────────────────
create table credits (
  credit_id text primary key,
  cloud text not null,
  payer_account text not null,
  period billing_period not null,
  usage_account text not null,
  service text not null,
  description text not null,
  owner_account text,
  currency currency not null,
  line_type text not null,
  kind text not null check (kind in ('credit', 'partner_discount', 'refund')),
  exact numeric not null, -- signed as the cloud writes it, as last delivered
  lines bigint not null,
  final boolean not null, -- whether `exact` is final (C6)
  booked_exact numeric, -- what the ledger has received for it; null: nothing yet
  seq bigint not null default nextval('book_seq')
);

create table assignments ( -- append-only; the highest version of a credit is the one in force
  credit_id text not null, -- of credits; see refuse_orphans
  version integer not null,
  made_by text not null check (made_by in ('rule', 'policy', 'hand', 'partner-programme')),
  rule_id text, -- and its version: of rule_versions; see refuse_orphans
  rule_version integer,
  decided_by text,
  customer_id text,
  reseller_id text,
  exact numeric not null, -- the credit's exact total these shares divide
  restores integer check (restores < version), -- an undo: the version that stands again in this one
  reason text not null,
  seq bigint not null default nextval('book_seq'),
  primary key (credit_id, version)
);

create index assignments_superseding on assignments (credit_id, version) where version > 1;

create table shares ( -- of assignments; see refuse_orphans
  credit_id text not null,
  version integer not null,
  party text not null check (party in ('customer', 'reseller', 'distributor')),
  party_id text not null,
  reseller_id text not null, -- of a customer's share: the reseller it passes through; '' = direct
  amount numeric not null,
  primary key (credit_id, version, party, party_id, reseller_id)
);

-- ── the ledger (L) ─────────────────────────────────────────────────────────────────────────────────────
create table grants (
  grant_id text primary key,
  seller text not null,
  buyer text not null,
  currency currency not null,
  source text not null check (source in ('credit', 'hand')),
  credit_id text, -- of credits; see refuse_orphans
  cloud text,
  usage_account text,
  description text,
  owner_account text,
  comment text not null,
  starts date,
  ends date,
  granted_on date not null,
  parent_credit text,
  content_hash text not null,
  seq bigint not null default nextval('book_seq'),
  granted numeric not null check (granted >= 0), -- as the entry that funds it says; see move_grants
  reserved numeric not null default 0 check (reserved >= 0),
  applied numeric not null default 0 check (applied >= 0),
  expired numeric not null default 0 check (expired >= 0),
  withdrawn numeric not null default 0 check (withdrawn >= 0),
  kept_back numeric not null default 0 check (kept_back between 0 and withdrawn), -- of it, what the seller took and still has
  available numeric generated always as (granted - reserved - applied - expired - withdrawn) stored,
  constraint no_negative_balance check (available >= 0)
) with (fillfactor = 50); -- room beside each row for the remainder that follows, so that no index has to
create index grants_by_edge on grants (buyer, seller, currency);
create index grants_by_credit on grants using hash (credit_id);

create table entries (
  entry_id bigint primary key default nextval('book_seq'), -- also its place in time
  key text not null unique, -- idempotency key, kept for ever (L4)
  kind text not null,
  booked_at date not null,
  recorded_at timestamptz not null default now(),
  credit_id text, -- of credits; see refuse_orphans
  assignment_version integer,
  statement_id text,
  reverses text, -- key of the entry this one reverses
  reason text not null
);
-- Ids that are hashes are only ever asked for by themselves: a hash index takes a new one at a third of a tree's price.
create index entries_by_credit on entries using hash (credit_id) where credit_id is not null;
create index entries_by_statement on entries (statement_id) where statement_id is not null;

create table postings (
  entry_id bigint not null, -- of entries; see refuse_orphans
  line integer not null,
  from_account text not null,
  to_account text not null,
  amount numeric not null check (amount > 0),
  currency text not null,
  grant_id text, -- of grants; see move_grants
  primary key (entry_id, line),
  check (from_account <> to_account)
);
create index postings_by_grant on postings using hash (grant_id) where grant_id is not null;

create table debits (
  debit_id text primary key,
  seller text not null,
  buyer text not null,
  currency currency not null,
  amount numeric not null check (amount > 0),
  credit_id text not null references credits,
  booked_period billing_period not null,
  seq bigint not null default nextval('book_seq')
);

-- ── statements (T) ─────────────────────────────────────────────────────────────────────────────────────
create table statements (
  statement_id text primary key,
  seller text not null,
  buyer text not null,
  period billing_period not null,
  currency currency not null,
  version integer not null,
  state text not null check (state in ('draft', 'open', 'paid', 'closed', 'void', 'discarded')),
  number integer,
  use_credits boolean not null,
  late boolean not null,
  seller_name text not null,
  buyer_name text not null,
  tax_percent numeric,
  tax_position text not null,
  prices_as_of bigint not null,
  follows text references statements, -- opens with its closing balance (T6)
  rounding_line numeric,
  charges numeric not null,
  tax numeric not null,
  debits numeric not null,
  adjustments numeric not null,
  credit_applied numeric not null check (credit_applied >= 0),
  total numeric not null,
  opening_balance numeric not null check (opening_balance >= 0),
  earned numeric not null,
  expired numeric not null check (expired >= 0),
  closing_balance numeric not null check (closing_balance >= 0),
  content_hash text not null,
  frozen_hash text,
  drafted_seq bigint not null default nextval('book_seq'),
  opened_seq bigint, -- null while it was never opened
  void_reason text,
  constraint statement_adds_up check (total = charges + tax + debits + adjustments - credit_applied),
  constraint story_adds_up check (closing_balance = opening_balance + earned - credit_applied - expired),
  constraint numbered_once_open check ((number is null) = (state in ('draft', 'discarded'))),
  constraint placed_once_open check ((number is null) = (opened_seq is null)),
  unique (seller, buyer, period, currency, version)
);
create unique index one_live_statement on statements (seller, buyer, period, currency)
  where state not in ('void', 'discarded');
create unique index numbers_unique on statements (seller, number) where number is not null;
create index statements_by_period on statements (period);

create table statement_numbers ( seller text primary key, last integer not null );

create table statement_lines (
  statement_id text not null, -- of statements; see refuse_orphans
  cloud text not null,
  usage_account text not null,
  service text not null,
  exact numeric not null,
  uplift_percent numeric not null,
  price numeric not null
);
create index statement_lines_by_statement on statement_lines (statement_id);

create table statement_adjustments (
  statement_id text not null references statements,
  original_statement text references statements, -- null: the buyer had none in that closed period
  original_period billing_period not null,
  cloud text not null,
  usage_account text not null,
  service text not null,
  exact numeric not null,
  price numeric not null
);
create index statement_adjustments_by_statement on statement_adjustments (statement_id);
create index statement_adjustments_by_original on statement_adjustments (original_statement);

create table statement_debits (
  statement_id text not null references statements,
  debit_id text not null references debits,
  primary key (statement_id, debit_id)
);

create table statement_story ( -- the balance's story under the one credit line (T6)
  statement_id text not null, -- of statements; see refuse_orphans
  movement text not null check (movement in ('earned', 'applied', 'expired', 'restored')),
  grant_id text not null, -- of grants; see refuse_orphans
  amount numeric not null,
  primary key (statement_id, movement, grant_id)
);

-- ── what never changes ─────────────────────────────────────────────────────────────────────────────────
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted; write a reversing entry (L5)', tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on entries for each row execute function refuse_change();
create trigger append_only before update or delete on postings for each row execute function refuse_change();
create trigger append_only before update or delete on assignments for each row execute function refuse_change();
create trigger append_only before update or delete on shares for each row execute function refuse_change();
create trigger append_only before update or delete on rule_versions for each row execute function refuse_change();
create trigger append_only before update or delete on prices for each row execute function refuse_change();
create trigger append_only before update or delete on statement_lines for each row execute function refuse_change();
create trigger append_only before update or delete on statement_adjustments for each row execute function refuse_change();
create trigger append_only before update or delete on statement_story for each row execute function refuse_change();

-- Foreign keys, looked up once per saved set: row by row they would cost several times what saving the rows costs. Their
-- parents are never deleted, so a look when the children are saved is enough. Arguments: the parent and the columns that
-- name it, `child=parent` where they are not called alike; where one is null nothing is named. All orphans are asked for,
-- not the first alone: for one row the planner would look up every child by itself.
create function refuse_orphans() returns trigger language plpgsql as $$
declare is_parent text; is_named text; named text; orphan text;
begin
  select string_agg(format('parent.%I = n.%I', split_part(col, '=', -1), split_part(col, '=', 1)), ' and '),
      string_agg(format('n.%I is not null', split_part(col, '=', 1)), ' and '),
      string_agg(format('n.%I', split_part(col, '=', 1)), ', ')
    into is_parent, is_named, named from unnest(tg_argv[1:]) as col;
  execute format('select min(concat_ws('' '', %s)) from new_rows n where %s and not exists (select from %I parent where %s)',
    named, is_named, tg_argv[0], is_parent) into orphan;
  if orphan is not null then
    raise exception '% names % of %, which is not there', tg_table_name, orphan, tg_argv[0]
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger grants_of_credits after insert on grants referencing new table as new_rows
  for each statement execute function refuse_orphans('credits', 'credit_id');
create trigger assignments_of_credits after insert on assignments referencing new table as new_rows
  for each statement execute function refuse_orphans('credits', 'credit_id');
create trigger assignments_by_rules after insert on assignments referencing new table as new_rows
  for each statement execute function refuse_orphans('rule_versions', 'rule_id', 'rule_version=version');
create trigger shares_of_assignments after insert on shares referencing new table as new_rows
  for each statement execute function refuse_orphans('assignments', 'credit_id', 'version');
create trigger entries_of_credits after insert on entries referencing new table as new_rows
  for each statement execute function refuse_orphans('credits', 'credit_id');
create trigger postings_of_entries after insert on postings referencing new table as new_rows
  for each statement execute function refuse_orphans('entries', 'entry_id');
create trigger lines_of_statements after insert on statement_lines referencing new table as new_rows
  for each statement execute function refuse_orphans('statements', 'statement_id');
create trigger stories_of_statements after insert on statement_story referencing new table as new_rows
  for each statement execute function refuse_orphans('statements', 'statement_id');
create trigger stories_of_grants after insert on statement_story referencing new table as new_rows
  for each statement execute function refuse_orphans('grants', 'grant_id');
create trigger never_deleted before delete on credits for each row execute function refuse_change();
create trigger never_deleted before delete on grants for each row execute function refuse_change();
create trigger granted_once before update of granted on grants for each row execute function refuse_change();

create function refuse_closed_period() returns trigger language plpgsql as $$
declare closed text;
begin
  select string_agg(distinct p.period, ', ') into closed from (select distinct booked_at from new_entries) e
    join periods p on p.period = to_char(e.booked_at, 'YYYY-MM') and p.closed_seq is not null;
  if closed is not null then
    raise exception 'period % is closed; nothing can be booked into it', closed using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger nothing_into_closed_periods after insert on entries
  referencing new table as new_entries for each statement execute function refuse_closed_period();

-- A grant's remainder is the sum of its postings; kept beside it so that no_negative_balance can hold it (L3). What it
-- was granted stands there from the start: one posting funds it and must say the same. The grants are joined before
-- anything is grouped: how many groups a saved set makes the planner cannot know, how many rows it has it does.
create function move_grants() returns trigger language plpgsql as $$
declare unfounded text;
begin
  with named as materialized (
    select n.grant_id, n.amount, g.granted,
      grant_bucket(n.from_account) as source, grant_bucket(n.to_account) as target
    from new_postings n left join grants g using (grant_id) where n.grant_id is not null
  ), moved as (
    select grant_id,
      sum(case when target = 'reserved' then amount when source = 'reserved' then -amount end) as reserved,
      sum(case when target = 'applied' then amount when source = 'applied' then -amount end) as applied,
      sum(case when target = 'expired' then amount when source = 'expired' then -amount end) as expired,
      sum(amount) filter (where source = 'available' and target in ('funding', 'kept')) as withdrawn,
      sum(case when target = 'kept' then amount when source = 'kept' then -amount end) as kept_back
    from named where (source, target) <> ('funding', 'available') group by grant_id
  ), updated as (
    update grants g set
      reserved = g.reserved + coalesce(m.reserved, 0),
      applied = g.applied + coalesce(m.applied, 0),
      expired = g.expired + coalesce(m.expired, 0),
      withdrawn = g.withdrawn + coalesce(m.withdrawn, 0),
      kept_back = g.kept_back + coalesce(m.kept_back, 0)
    from moved m where g.grant_id = m.grant_id
  )
  select min(grant_id) into unfounded from (
    select grant_id from named where granted is null or source = 'funding'
    group by grant_id having bool_or(granted is null or amount <> granted) or count(*) > 1
  ) each_grant;
  if unfounded is not null then
    raise exception 'postings name grant %, which is not there, was granted another amount or is granted twice', unfounded
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create function grant_bucket(account text) returns text language sql immutable as $$
  select case split_part(account, ':', -1) when 'available' then 'available' when 'reserved' then 'reserved'
    when 'applied' then 'applied' when 'expired' then 'expired' when 'kept' then 'kept' else 'funding' end
$$;
create trigger grants_follow_postings after insert on postings
  referencing new table as new_postings for each statement execute function move_grants();

-- An open statement is a frozen copy (T9): its figures never change, its state only goes forward (T7).
create function refuse_thaw() returns trigger language plpgsql as $$
begin
  if old.state in ('void', 'discarded') then
    raise exception 'statement % is %', old.statement_id, old.state using errcode = 'restrict_violation';
  end if;
  if old.state <> 'draft' and (
    (new.number, new.total, new.charges, new.tax, new.debits, new.adjustments, new.credit_applied,
      new.opening_balance, new.earned, new.expired, new.closing_balance)
    is distinct from
    (old.number, old.total, old.charges, old.tax, old.debits, old.adjustments, old.credit_applied,
      old.opening_balance, old.earned, old.expired, old.closing_balance)
    or (old.frozen_hash is not null and new.frozen_hash is distinct from old.frozen_hash)
    or (new.state <> old.state and (old.state, new.state) not in
      (('open', 'paid'), ('open', 'void'), ('open', 'closed'), ('paid', 'open'), ('paid', 'closed')))) then
    raise exception 'statement % is % and frozen', old.statement_id, old.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger frozen_once_open before update on statements for each row execute function refuse_thaw();
create trigger append_only before delete on statements for each row execute function refuse_change();

-- What an open statement says, as one hash: compared with frozen_hash by the check open-frozen.
create function statement_hash(id text) returns text language sql stable as $$
  select encode(sha256(convert_to(concat_ws(E'\n',
    (select concat_ws('|', seller, buyer, period, currency, number, use_credits, seller_name, buyer_name, tax_percent,
       tax_position, rounding_line, charges, tax, debits, adjustments, credit_applied, total, opening_balance, earned,
       expired, closing_balance) from statements where statement_id = id),
    (select string_agg(concat_ws('|', cloud, usage_account, service, exact, uplift_percent, price), E'\n'
       order by cloud collate "C", usage_account collate "C", service collate "C")
       from statement_lines where statement_id = id),
    (select string_agg(concat_ws('|', original_period, original_statement, cloud, usage_account, service, exact, price), E'\n'
       order by original_period collate "C", original_statement collate "C", cloud collate "C", usage_account collate "C", service collate "C")
       from statement_adjustments where statement_id = id),
    (select string_agg(debit_id, E'\n' order by debit_id collate "C") from statement_debits where statement_id = id),
    (select string_agg(concat_ws('|', movement, grant_id, amount), E'\n'
       order by movement collate "C", grant_id collate "C")
       from statement_story where statement_id = id)
  ), 'UTF8')), 'hex')
$$;
