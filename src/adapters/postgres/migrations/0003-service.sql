-- What the service needs beside the book: the audit log, answered requests, long work.

-- ── the audit log: append-only and hash-chained ────────────────────────────────────────────────────────
create table audit_log (
  seq bigint primary key,
  at timestamptz not null,
  who text not null,
  role text not null,
  origin text not null, -- from where
  what text not null,
  object text not null,
  before text not null, -- JSON as it was hashed
  after text not null,
  why text not null,
  parts text[] not null, -- a short digest of each column: they prove nothing, but tell which one was changed
  previous_hash text not null,
  hash text not null
);
create index audit_log_by_object on audit_log (object);

create table audit_head (
  only_row boolean primary key default true check (only_row),
  entries bigint not null,
  hash text not null
);
insert into audit_head (entries, hash) values (0, '');

create function audit_hash(e audit_log) returns text language sql stable as $$
  select encode(sha256(convert_to(json_build_array(e.previous_hash, e.seq,
    to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    e.who, e.role, e.origin, e.what, e.object, e.before, e.after, e.why)::text, 'UTF8')), 'hex')
$$;

create function audit_part_names() returns text[] language sql immutable as $$
  select array['at', 'who', 'role', 'origin', 'what', 'object', 'before', 'after', 'why']
$$;
create function audit_parts(e audit_log) returns text[] language sql stable as $$
  select array_agg(left(encode(sha256(convert_to(part, 'UTF8')), 'hex'), 16) order by place)
  from unnest(array[to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    e.who, e.role, e.origin, e.what, e.object, e.before, e.after, e.why]) with ordinality as p(part, place)
$$;

-- The row lock on audit_head makes writers take turns, so the chain has no fork and no gap.
create function chain_audit() returns trigger language plpgsql as $$
begin
  update audit_head set entries = entries + 1 returning entries, hash into new.seq, new.previous_hash;
  new.at := clock_timestamp();
  new.parts := audit_parts(new);
  new.hash := audit_hash(new);
  update audit_head set hash = new.hash;
  return new;
end $$;
create trigger chained before insert on audit_log for each row execute function chain_audit();
create trigger append_only before update or delete on audit_log for each row execute function refuse_change();

-- ── answered requests, kept for ever ───────────────────────────────────────────────────────────────────
create table answered_requests (
  viewer text not null,
  key text not null,
  request text not null, -- method, path and body, with secrets blotted out
  status integer not null,
  answer text not null,
  at timestamptz not null default now(),
  primary key (viewer, key)
);
create trigger append_only before update or delete on answered_requests for each row execute function refuse_change();

-- ── long work ──────────────────────────────────────────────────────────────────────────────────────────
create table jobs (
  job_id text primary key,
  kind text not null check (kind in ('import', 'generate', 'look')),
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  phase text not null default '',
  done bigint not null default 0,
  total bigint not null default 0,
  cancel_asked boolean not null default false,
  begun integer not null default 0, -- how often; what a service saves that lost its claim is refused by it
  lost integer not null default 0, -- how often a service that ran it ended without a word
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  viewer jsonb not null,
  origin text not null,
  input jsonb not null,
  errors jsonb not null default '[]',
  detail text,
  result jsonb
);
create index jobs_by_state on jobs (state, created_at);

-- ── the credit list at a hundred thousand rows ─────────────────────────────────────────────────────────
create index credits_listed_by_period on credits (period, credit_id);
create index credits_by_currency on credits (currency);
create index credits_listed_by_amount on credits (exact, credit_id);
create index credits_listed_by_description on credits (description, credit_id);
create index credits_listed_by_account on credits (usage_account, credit_id);
create index credits_listed_by_service on credits (service, credit_id);
create index assignments_by_customer on assignments (customer_id) where customer_id is not null;
create index statements_by_buyer on statements (buyer, period);
