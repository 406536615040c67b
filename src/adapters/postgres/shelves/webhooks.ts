import type { MessageRow, WebhookRow, WebhookShelf } from '../../../application/access/outbox.ts';
import type { Session } from '../session.ts';

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const iso = (column: string): string => `to_char(${column} at time zone 'UTC', ${ISO})`;

const WEBHOOKS = `select w.webhook_id as id, url, description, events, active, ${iso('created_at')} as "createdAt",
  m.waiting, m.failed, ${iso('m.last')} as "lastSentAt" from webhooks w cross join lateral (
    select count(*) filter (where state = 'waiting')::int4 as waiting,
      count(*) filter (where state = 'failed')::int4 as failed, max(sent_at) as last
    from outbox o where o.carrier = 'webhook' and o.addressee = w.webhook_id) m`;

const MESSAGES = `select message_id as id, event, state, ${iso('created_at')} as "createdAt",
  case when state = 'waiting' then ${iso('due_at')} end as "dueAt", ${iso('sent_at')} as "sentAt", payload,
  coalesce((select json_agg(json_build_object('at', ${iso('a.at')}, 'ok', a.ok, 'answer', a.answer) order by a.at)
    from outbox_attempts a where a.message_id = o.message_id), '[]') as attempts
  from outbox o where carrier = 'webhook' and addressee = $1`;

export function webhookShelf(session: Session): WebhookShelf {
  return {
    list: (ids) =>
      session.rows<WebhookRow>(
        `${WEBHOOKS} where $1::text[] is null or webhook_id = any ($1) order by w.created_at, webhook_id`,
        [ids ?? null],
      ),
    add: async ({ id, url, description, events }, secret) => {
      await session.rows(
        'insert into webhooks (webhook_id, url, description, events, secret) values ($1, $2, $3, $4, $5)',
        [id, url, description, events, secret],
      );
    },
    change: async ({ id, url, description, events, active }) => {
      await session.rows(
        'update webhooks set url = $2, description = $3, events = $4, active = $5 where webhook_id = $1',
        [id, url, description, events, active],
      );
    },
    setSecret: async (id, secret) => {
      await session.rows('update webhooks set secret = $2 where webhook_id = $1', [id, secret]);
    },
    sealedSecrets: () => session.rows('select webhook_id as id, secret from webhooks order by webhook_id'),
    remove: async (id) => {
      await session.rows(`delete from outbox where carrier = 'webhook' and addressee = $1`, [id]);
      await session.rows('delete from webhooks where webhook_id = $1', [id]);
    },
    messages: (webhook, before, limit) =>
      session.rows<MessageRow>(
        `${MESSAGES} and ($2::text is null or (created_at, message_id) <
           (select created_at, message_id from outbox where message_id = $2))
         order by created_at desc, message_id desc limit $3`,
        [webhook, before, limit],
      ),
    message: async (webhook, id) =>
      (await session.rows<MessageRow>(`${MESSAGES} and message_id = $2`, [webhook, id]))[0] ?? null,
    resend: async (id) => {
      await session.rows(
        `update outbox set state = 'waiting', attempts = 0, due_at = now() where message_id = $1`,
        [id],
      );
    },
  };
}
