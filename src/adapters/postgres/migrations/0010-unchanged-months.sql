-- What the last month of a period found, which stands as long as nothing is written to the book. It is no part of the
-- book: a schema of its own, so that it is neither exported nor signed nor looked for in it.
create schema unchanged;

create sequence unchanged.writes; -- grows with every write to the book, those taken back included

create table unchanged.months (
  period text primary key,
  use_credits boolean, -- the run's switch; null: each seller's default
  program text not null,
  writes bigint not null,
  found jsonb not null
);

-- The writer's turn first: whoever holds it and reads the sequence knows that no write is under way.
create function unchanged.note_write() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(7117001);
  perform nextval('unchanged.writes');
  return null;
end $$;

-- Every table that a month is made of, or looked at in its checks. The others are the service's and the mail's.
do $$
declare
  name text;
begin
  for name in
    select tablename from pg_tables where schemaname = current_schema() and tablename <> all (array[
      'schema_migration', 'audit_log', 'audit_head', 'answered_requests', 'jobs', 'webhooks', 'outbox', 'outbox_attempts',
      'sources', 'mail_server', 'mail_templates', 'mail_refusals', 'credit_communications'])
  loop
    execute format('create trigger notes_write before insert or update or delete or truncate on %I
      for each statement execute function unchanged.note_write()', name);
    -- A session that loads as a replica does is a writer like any other.
    execute format('alter table %I enable always trigger notes_write', name);
  end loop;
end $$;
