import type { MailRow, MailState, OutboxShelf } from '../../../application/mail/mail-shelf.ts';
import type { Session } from '../session.ts';
import { nameOf, sightValues } from './sight-sql.ts';

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const iso = (column: string): string => `to_char(${column} at time zone 'UTC', ${ISO})`;

/** A seller sees what is written in its name; of a buyer nobody looks into it. */
const SEEN = `o.carrier = 'mail' and ($1::text = 'everything' or ($1 = 'reseller' and o.seller = $2::text))`;

/** Of a row `o` of the outbox: its statement is void, and nobody is told of it any more. */
export const IS_OF_VOID = `exists (select from statements s where o.carrier = 'mail' and o.event = 'statement'
  and s.statement_id = o.event_key and s.state = 'void')`;

const MAILS = `select message_id as id, event, event_key as "eventKey", seller, ${nameOf('o.seller')} as "sellerName",
  addressee, ${nameOf('o.addressee')} as "addresseeName", recipients, taken_by as "takenBy", state, ${IS_OF_VOID} as "isOfVoid",
  ${iso('created_at')} as "createdAt", case when state = 'waiting' then ${iso('due_at')} end as "dueAt",
  ${iso('sent_at')} as "sentAt", payload::json as content,
  coalesce((select json_agg(json_build_object('at', ${iso('a.at')}, 'ok', a.ok, 'answer', a.answer) order by a.at)
    from outbox_attempts a where a.message_id = o.message_id), '[]') as attempts
  from outbox o where ${SEEN}`;

export function outboxShelf(session: Session): OutboxShelf {
  return {
    add: async (mails) =>
      session.rows<{ id: string; eventKey: string }>(
        `insert into outbox (carrier, event, addressee, event_key, seller, recipients, payload)
         select 'mail', w.event, w.addressee, w.event_key, w.seller,
           array(select json_array_elements_text(w.recipients::json)), w.payload
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
           as w (event, addressee, event_key, seller, recipients, payload)
         on conflict do nothing returning message_id as id, event_key as "eventKey"`,
        [
          mails.map(({ event }) => event),
          mails.map(({ addressee }) => addressee),
          mails.map(({ eventKey }) => eventKey),
          mails.map(({ seller }) => seller),
          mails.map(({ recipients }) => JSON.stringify(recipients)),
          mails.map(({ content }) => JSON.stringify(content)),
        ],
      ),
    about: (event, of) =>
      session.rows<{ id: string; addressee: string; eventKey: string; state: MailState }>(
        `select message_id as id, addressee, event_key as "eventKey", state from outbox o
         join unnest($2::text[], $3::text[]) as w (addressee, event_key) using (addressee, event_key)
         where carrier = 'mail' and event = $1 order by message_id`,
        [event, of.map(({ addressee }) => addressee), of.map(({ eventKey }) => eventKey)],
      ),
    list: (sight, { ids, state, event, seller }, before, limit) =>
      session.rows<MailRow>(
        `${MAILS} and ($3::text[] is null or message_id = any ($3)) and ($4::text is null or state = $4)
           and ($5::text is null or event = $5) and ($6::text is null or seller = $6)
           and ($7::text is null or (created_at, message_id) <
             (select created_at, message_id from outbox where message_id = $7))
         order by created_at desc, message_id desc limit $8`,
        [...sightValues(sight), ids ?? null, state ?? null, event ?? null, seller ?? null, before, limit],
      ),
    counts: (sight) =>
      session.rows<{ state: MailState; count: number }>(
        `select state, count(*)::int4 as count from outbox o where ${SEEN} group by state order by state`,
        sightValues(sight),
      ),
    resend: async (id, recipients) => {
      await session.rows(
        `update outbox set state = 'waiting', attempts = 0, due_at = now(), recipients = $2,
           taken_by = case when state = 'sent' then '{}' else taken_by end where message_id = $1`,
        [id, recipients],
      );
    },
    hurry: async () => {
      await session.rows(
        `update outbox set due_at = now(), attempts = 0 where carrier = 'mail' and state = 'waiting'`,
      );
    },
    cancel: async (id) => {
      await session.rows(
        `update outbox set state = 'cancelled' where message_id = $1 and state in ('waiting', 'failed', 'unclear')`,
        [id],
      );
    },
  };
}
