import type { Pool } from 'pg';
import { type CarryMail, pauseAfter } from '../../application/access/outbox.ts';
import type { MailServer } from '../../application/mail/mail-server.ts';
import type { MailContent } from '../../application/mail/mail-shelf.ts';
import { type Session, sessionOn } from './session.ts';
import { mailShelf } from './shelves/mail.ts';
import { IS_OF_VOID } from './shelves/outbox.ts';

/** The first key of the advisory locks of mails under way; the second is made from the mail's id. */
const MAIL_LOCK = 7_117_003;

type Due = {
  readonly message_id: string;
  readonly content: MailContent;
  readonly recipients: string[];
  readonly taken_by: string[];
  readonly attempts: number;
  readonly state: 'sending' | 'cancelled';
};
type Rows = Session['rows'];

/**
 * Sends the mail that has waited longest, and notes how that ended. false: none is due. That it is `sending` is written
 * down and kept before it leaves, so a service that dies meanwhile never sends it twice: whoever looks next finds it
 * without its lock and calls it unclear, for a person to judge.
 */
export async function sendNextMail(pool: Pool, carry: CarryMail): Promise<boolean> {
  const connection = await pool.connect();
  const session = sessionOn(connection);
  try {
    await callBrokenUnclear(session.rows);
    const due = await claimed(session.rows);
    if (due !== null) {
      if (due.state === 'sending')
        await noteOutcome(session.rows, due, await carry(mailOf(due), await serverNow(session)));
      await unlock(session.rows, due.message_id);
    }
    connection.release();
    return due !== null;
  } catch (error) {
    // A connection that ends lets go of its locks.
    connection.release(true);
    throw error;
  }
}

/** `cancelled`: it was not to leave any more. */
async function claimed(rows: Rows): Promise<Due | null> {
  await rows('begin');
  const [first] = await rows<{ message_id: string }>(
    `select message_id from outbox
     where carrier = 'mail' and state = 'waiting' and due_at <= clock_timestamp()
     order by due_at, message_id limit 1 for update skip locked`,
  );
  const mine = first !== undefined && (await lock(rows, first.message_id));
  const [due] = mine
    ? await rows<Due>(
        `update outbox o set state = case when ${IS_OF_VOID} then 'cancelled' else 'sending' end where message_id = $1
         returning message_id, payload::json as content, recipients, taken_by, attempts, state`,
        [first.message_id],
      )
    : [];
  await rows('commit');
  return due ?? null;
}

async function serverNow(
  session: Session,
): Promise<{ readonly server: MailServer; readonly sealedPassword: string | null } | null> {
  const shelf = mailShelf(session);
  const server = await shelf.server();
  return server === null ? null : { server, sealedPassword: await shelf.sealedPassword() };
}

async function noteOutcome(
  rows: Rows,
  due: Due,
  { ok, answer, over, takenBy }: Awaited<ReturnType<CarryMail>>,
): Promise<void> {
  const pause = ok || over !== undefined ? null : pauseAfter(due.attempts + 1);
  const state = ok ? 'sent' : (over ?? (pause === null ? 'failed' : 'waiting'));
  await rows('begin');
  await rows('insert into outbox_attempts (message_id, ok, answer) values ($1, $2, $3)', [
    due.message_id,
    ok,
    answer,
  ]);
  await rows(
    `update outbox o set attempts = attempts + 1, taken_by = $3,
       state = case when $2 = 'waiting' and ${IS_OF_VOID} then 'cancelled' else $2 end,
       sent_at = case when $4 then clock_timestamp() else sent_at end,
       due_at = clock_timestamp() + make_interval(secs => $5) where message_id = $1`,
    [due.message_id, state, takenBy, ok, pause ?? 0],
  );
  await rows('commit');
}

/** Mails that a service was sending when it ended. */
async function callBrokenUnclear(rows: Rows): Promise<void> {
  const sending = await rows<{ message_id: string }>(
    `select message_id from outbox where carrier = 'mail' and state = 'sending'`,
  );
  for (const { message_id: id } of sending) {
    if (!(await lock(rows, id))) continue;
    await rows(
      `with broken as (update outbox set state = 'unclear' where message_id = $1 and state = 'sending' returning message_id)
       insert into outbox_attempts (message_id, ok, answer)
       select message_id, false, 'the service ended while it was sending: nobody can say whether it arrived' from broken`,
      [id],
    );
    await unlock(rows, id);
  }
}

async function lock(rows: Rows, id: string): Promise<boolean> {
  const [row] = await rows<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [
    MAIL_LOCK,
    id,
  ]);
  return row?.got === true;
}

async function unlock(rows: Rows, id: string): Promise<void> {
  await rows('select pg_advisory_unlock($1, hashtext($2))', [MAIL_LOCK, id]);
}

function mailOf({ message_id, content, recipients, taken_by }: Due) {
  return { id: message_id, ...content, recipients, takenBy: taken_by };
}
