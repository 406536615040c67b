import type { Pool } from 'pg';
import { type Carry, type OutboxMessage, pauseAfter } from '../../application/access/outbox.ts';
import { sessionOn } from './session.ts';

type Due = {
  readonly message_id: string;
  readonly event: string;
  readonly addressee: string;
  readonly payload: string;
  readonly attempts: number;
  readonly url: string | null;
  readonly secret: string | null;
};

/**
 * Carries the message that has waited longest, and notes how that ended. false: none is due. The message's row is held
 * meanwhile, so of several services one carries it; when that one dies, the server lets go and another does: a message
 * arrives at least once, always under the same id.
 */
export async function sendNext(pool: Pool, carry: Carry): Promise<boolean> {
  const connection = await pool.connect();
  const { rows } = sessionOn(connection);
  try {
    await rows('begin');
    const [due] = await rows<Due>(
      `select message_id, event, addressee, payload, attempts, w.url, w.secret from outbox
         left join webhooks w on webhook_id = addressee
       where state = 'waiting' and due_at <= clock_timestamp() and carrier = 'webhook'
       order by due_at, message_id limit 1 for update of outbox skip locked`,
    );
    if (due !== undefined) {
      const { ok, answer } = await carry(messageOf(due));
      const pause = ok ? null : pauseAfter(due.attempts + 1);
      await rows('insert into outbox_attempts (message_id, ok, answer) values ($1, $2, $3)', [
        due.message_id,
        ok,
        answer,
      ]);
      await rows(
        `update outbox set attempts = attempts + 1, state = $2, sent_at = case when $3 then clock_timestamp() end,
           due_at = clock_timestamp() + make_interval(secs => $4) where message_id = $1`,
        [due.message_id, ok ? 'sent' : pause === null ? 'failed' : 'waiting', ok, pause ?? 0],
      );
    }
    await rows('commit');
    connection.release();
    return due !== undefined;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

function messageOf({ message_id, event, addressee, payload, url, secret }: Due): OutboxMessage {
  const webhook = url === null || secret === null ? null : { url, secret };
  return { id: message_id, event, addressee, payload, webhook };
}
