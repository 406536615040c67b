-- AWS's own records of its credits (A6): append-only states, the highest version of each is the one in force. A role of
-- the second wall has no right to either table: what AWS says of one account is nobody's business but the distributor's.

create table credit_records (
  record_id text not null, -- AWS's id of the credit
  version integer not null,
  account text not null, -- that owns it
  type text not null,
  description text not null,
  currency currency not null,
  initial numeric not null,
  remaining numeric not null,
  estimated numeric, -- what is left when the bill under way counts too
  starts date not null,
  ends date,
  products jsonb not null,
  application_type text,
  sharing text,
  disabled boolean not null,
  seq bigint not null default nextval('book_seq'),
  primary key (record_id, version)
);

create table drawdowns (
  drawdown_id text not null, -- hash of what tells it from others: all below but its amount and finality
  version integer not null,
  record_id text not null, -- its record may be unknown: AWS tells of the last year only
  usage_account text not null,
  service text not null, -- as AWS displays it
  period billing_period not null,
  currency currency not null,
  description text not null,
  exact numeric not null, -- signed as AWS writes it
  estimated boolean not null,
  seq bigint not null default nextval('book_seq'),
  primary key (drawdown_id, version)
);
create index drawdowns_by_account on drawdowns (usage_account, period);
create index drawdowns_by_record on drawdowns (record_id);

create trigger append_only before update or delete on credit_records for each row execute function refuse_change();
create trigger append_only before update or delete on drawdowns for each row execute function refuse_change();

-- For whom a rule divides (R10), and for whose account a credit was divided (S4).
alter table rule_versions add column for_whom text not null default 'consumer' check (for_whom in ('consumer', 'owner'));
alter table assignments add column account text; -- for whose holder it was divided; null: the credit's own
alter table assignments add column consumer_id text; -- who held the credit's own account then (P2)
alter table assignments add column consumer_reseller_id text;
