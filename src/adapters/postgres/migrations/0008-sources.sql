-- Where billing files lie, watched by the service; and what a newer delivery changed after it was billed.

create table sources (
  source_id text primary key,
  name text not null unique,
  place text not null unique, -- s3://bucket/prefix
  from_period billing_period, -- months before it are passed over; null: none is
  every_hours integer check (every_hours between 1 and 168),
  daily_at text check (daily_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'), -- UTC
  active boolean not null default true,
  next_look_at timestamptz,
  seen jsonb not null default '{}', -- what each delivery was when it was imported: its name → its stamp and months
  created_at timestamptz not null default now(),
  check ((every_hours is null) <> (daily_at is null))
);

-- A look is a job; this finds those of one source.
create index looks_of_source on jobs ((input ->> 'source'), created_at desc) where kind = 'look';

create table billed_changes (
  delivery_id text primary key references deliveries,
  usage_accounts text[] not null, -- whose charges or credits are others than in the delivery before
  statements text[] not null, -- that had billed them when the delivery came
  at timestamptz not null default now(),
  noticed_by text -- who said that it was seen to
);

create function tell_billed_change() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('delivery.changed-billed', new.delivery_id, jsonb_build_object('delivery', new.delivery_id,
    'period', (select d.period from deliveries d where d.delivery_id = new.delivery_id),
    'statements', to_jsonb(new.statements)));
  return null;
end $$;
create trigger told after insert on billed_changes for each row execute function tell_billed_change();
