-- What the book needs to write mail: the server that takes it, each seller's words, who wants none, and which credits
-- a buyer was told of. The mails themselves are messages of the outbox.

create table mail_server (
  only_row boolean primary key default true check (only_row),
  host text not null,
  port integer not null check (port between 1 and 65535),
  security text not null check (security in ('tls', 'starttls', 'none')),
  any_certificate boolean not null,
  user_name text not null, -- blank: it asks for none
  password text, -- sealed
  from_address text not null,
  console_url text not null
);

create table mail_templates ( -- of a seller that has words of its own
  seller text not null,
  kind text not null check (kind in ('credit-communication', 'statement')),
  language text not null,
  subject text not null,
  body text not null,
  primary key (seller, kind)
);

create table mail_refusals ( -- a party that does not want a kind of mail
  party text not null,
  kind text not null check (kind in ('credit-communication', 'statement')),
  primary key (party, kind)
);

create table credit_communications (
  seller text not null,
  buyer text not null,
  period billing_period not null,
  message_id text not null references outbox on delete cascade,
  since date not null, -- what was booked from here to the end of its period was told with it, or before
  seq bigint not null default nextval('book_seq'), -- entries after it were not there when it was written
  primary key (seller, buyer, period)
);
create index credit_communications_of on credit_communications (message_id);

-- A statement that is void is not written about any more.
create function cancel_mail_of_void() returns trigger language plpgsql as $$
begin
  update outbox o set state = 'cancelled' from became
  where became.state = 'void' and o.carrier = 'mail' and o.event = 'statement' and o.state = 'waiting'
    and o.addressee = became.buyer and o.event_key = became.statement_id;
  return null;
end $$;
create trigger mail_cancelled after update on statements referencing new table as became
  for each statement execute function cancel_mail_of_void();

-- ── the second wall ────────────────────────────────────────────────────────────────────────────────────
do $$
begin
  if exists (select from pg_roles where rolname = 'creditbook_viewer') then
    grant select on mail_templates, mail_refusals, credit_communications, outbox, outbox_attempts to creditbook_viewer;
    grant select (only_row, from_address, console_url) on mail_server to creditbook_viewer;
  end if;
end $$;
alter table mail_templates enable row level security;
create policy own_templates on mail_templates for select using (
  seller = (select viewer_party()) and (select viewer_kind()) = 'reseller');
alter table mail_refusals enable row level security;
create policy own_refusals on mail_refusals for select using (
  party = (select viewer_party()) or exists (select from reseller_tenures r where (select viewer_kind()) = 'reseller'
    and r.customer_id = mail_refusals.party and r.reseller_id = (select viewer_party())));
alter table credit_communications enable row level security;
create policy own_communications on credit_communications for select using (
  seller = (select viewer_party()) and (select viewer_kind()) = 'reseller');
alter table outbox enable row level security;
create policy own_mail on outbox for select using (
  seller = (select viewer_party()) and (select viewer_kind()) = 'reseller');
alter table outbox_attempts enable row level security;
create policy of_own_mail on outbox_attempts for select using (
  exists (select from outbox o where o.message_id = outbox_attempts.message_id));
create trigger own_seller_only after insert on outbox referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
create trigger own_seller_only after insert on mail_templates referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
create trigger own_seller_only_still after update on mail_templates referencing new table as new_rows
  for each statement execute function refuse_foreign_seller();
