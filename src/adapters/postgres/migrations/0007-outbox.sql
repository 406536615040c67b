-- What leaves the house by itself. A message is written in the transaction of the change it tells of, whoever makes it:
-- the service, a job or a command. Then it is carried, again and again until it arrived or was given up.

create table webhooks (
  webhook_id text primary key,
  url text not null,
  description text not null,
  events text[] not null check (cardinality(events) > 0),
  secret text not null, -- sealed: it signs, so it has to be read again
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create table outbox (
  message_id text primary key default 'msg-' || replace(gen_random_uuid()::text, '-', ''),
  carrier text not null check (carrier in ('webhook', 'mail')),
  event text not null,
  addressee text not null, -- whom it goes to: the id of a webhook, or of a reseller or customer
  event_key text not null, -- what makes the event one: the addressee hears of it at most once
  seller text, -- of a mail: in whose name it is written
  payload text not null, -- as it is sent, to the byte; of a mail as it was written
  recipients text[] not null default '{}', -- of a mail: the addresses it goes to
  taken_by text[] not null default '{}', -- those of them that have it
  -- `sending` is written down before a mail leaves; one that is left so by a service that ended is `unclear`
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'failed', 'unclear', 'cancelled')),
  attempts integer not null default 0, -- since it was last asked for
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  unique (carrier, addressee, event, event_key),
  check ((carrier = 'mail') = (seller is not null))
);
create index outbox_due on outbox (due_at) where state in ('waiting', 'sending');
create index outbox_by_time on outbox (created_at desc, message_id desc);
create index outbox_by_addressee on outbox (carrier, addressee, created_at desc, message_id desc);

create table outbox_attempts (
  message_id text not null references outbox on delete cascade,
  at timestamptz not null default clock_timestamp(),
  ok boolean not null,
  answer text not null
);
create index outbox_attempts_of on outbox_attempts (message_id, at);

-- Thin on purpose: ids that the receiver asks the API about, under its own key and rights. No amount leaves by itself.
create function tell_webhooks(event text, event_key text, data jsonb) returns void language sql as $$
  insert into outbox (carrier, event, addressee, event_key, payload)
  select 'webhook', $1, w.webhook_id, $2, json_build_object('type', $1,
    'timestamp', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', $3)::text
  from webhooks w where w.active and $1 = any (w.events)
  on conflict do nothing
$$;

create function tell_delivery() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('delivery.imported', new.delivery_id, jsonb_build_object('delivery', new.delivery_id,
    'cloud', new.cloud, 'payerAccount', new.payer_account, 'period', new.period, 'version', new.version));
  return null;
end $$;
create trigger told after insert on deliveries for each row execute function tell_delivery();

create function tell_period() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('period.closed', new.period || ' ' || new.closed_seq, jsonb_build_object('period', new.period));
  return null;
end $$;
create trigger told_new after insert on periods for each row
  when (new.closed_seq is not null) execute function tell_period();
create trigger told after update on periods for each row
  when (new.closed_seq is distinct from old.closed_seq and new.closed_seq is not null) execute function tell_period();

-- One message for all statements of a seller and a period that go one step together.
create function tell_statements() returns trigger language plpgsql as $$
declare
  step record;
begin
  if not exists (select from webhooks where active) then return null; end if;
  for step in
    select case became.state when 'open' then 'statements.opened' else 'statements.voided' end as event,
      became.seller, became.period, array_agg(became.statement_id order by became.statement_id) as ids
    from became join was using (statement_id)
    where became.state <> was.state and ((was.state = 'draft' and became.state = 'open') or became.state = 'void')
    group by 1, 2, 3 order by 1, 2, 3
  loop
    perform tell_webhooks(step.event, encode(sha256(convert_to(array_to_string(step.ids, ' '), 'UTF8')), 'hex'),
      jsonb_build_object('seller', step.seller, 'period', step.period, 'count', cardinality(step.ids),
        'statements', to_jsonb(step.ids)));
  end loop;
  return null;
end $$;
create trigger told after update on statements referencing old table as was new table as became
  for each statement execute function tell_statements();

-- A credit that a person divided stays as it was divided when the cloud changes it (N2): somebody has to look again.
create function tell_credits() returns trigger language plpgsql as $$
declare
  changed record;
begin
  if not exists (select from webhooks where active and 'credit.needs-review' = any (events)) then return null; end if;
  for changed in
    select became.period, array_agg(became.credit_id order by became.credit_id) as ids
    from became join was using (credit_id) join assignments a using (credit_id)
    where became.exact <> was.exact and became.exact <> a.exact and a.made_by = 'hand'
      and not exists (select from assignments newer where newer.credit_id = a.credit_id and newer.version > a.version)
    group by 1 order by 1
  loop
    perform tell_webhooks('credit.needs-review', encode(sha256(convert_to(concat_ws(' ',
        (select max(seq) from deliveries), array_to_string(changed.ids, ' ')), 'UTF8')), 'hex'),
      jsonb_build_object('period', changed.period, 'count', cardinality(changed.ids), 'credits', to_jsonb(changed.ids)));
  end loop;
  return null;
end $$;
create trigger told after update on credits referencing old table as was new table as became
  for each statement execute function tell_credits();

create function tell_job() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('job.failed', new.job_id, jsonb_build_object('job', new.job_id, 'kind', new.kind));
  return null;
end $$;
create trigger told after update on jobs for each row
  when (new.state = 'failed' and old.state <> 'failed') execute function tell_job();
