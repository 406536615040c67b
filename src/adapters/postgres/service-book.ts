import type { Pool, PoolClient } from 'pg';
import type { CommandSignature } from '../../application/access/command-signature.ts';
import type { AuditEntry, ServiceBook, ServiceShelves } from '../../application/access/service-book.ts';
import { sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { idOf, shelvesOn, WRITE_LOCK } from './book.ts';
import { askCancel, claimJob } from './job-claims.ts';
import { sendNext } from './send-next.ts';
import { sendNextMail } from './send-next-mail.ts';
import { type Session, sessionOn } from './session.ts';
import { accountShelf } from './shelves/accounts.ts';
import { answerShelf } from './shelves/answers.ts';
import { auditShelf } from './shelves/audit.ts';
import { billedChangeShelf } from './shelves/billed-changes.ts';
import { figureShelf } from './shelves/figures.ts';
import { jobShelf } from './shelves/jobs.ts';
import { listShelf } from './shelves/lists.ts';
import { sourceShelf } from './shelves/sources.ts';
import { webhookShelf } from './shelves/webhooks.ts';
import { signedWrite } from './signed-write.ts';

/** Thrown to undo what was only tried. */
class Undo extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('tried, not kept');
    this.result = result;
  }
}

/**
 * The book for the service: each transaction says whose it is. What a portal reads it reads as `creditbook_viewer`
 * with row-level security, when the server has that role (`hasWall`). With a signature a command writes into it, and
 * signs whatever changes.
 */
export function serviceBook(
  pool: Pool,
  hasWall: boolean,
  signature: CommandSignature | null = null,
): ServiceBook {
  return {
    readAs: (viewer, verb) =>
      inTransaction(pool, 'begin isolation level repeatable read, read only', async (session) => {
        await setViewer(session, viewer);
        if (hasWall && viewer.party !== null) await session.rows('set local role creditbook_viewer');
        return verb(serviceShelvesOn(session));
      }),
    writeAs: async <T>(
      viewer: Viewer,
      how: 'keep' | 'try',
      verb: (shelves: ServiceShelves) => Promise<T>,
    ): Promise<T> => {
      try {
        return await inTransaction(pool, 'begin', async (session) => {
          await session.rows('select pg_advisory_xact_lock($1)', [WRITE_LOCK]);
          await setViewer(session, viewer);
          const shelves = serviceShelvesOn(session);
          const result = await (signature === null
            ? verb(shelves)
            : signedWrite(session, signature, (tell) => verb(telling(shelves, tell))));
          if (how === 'try') throw new Undo(result);
          return result;
        });
      } catch (error) {
        if (error instanceof Undo) return error.result as T;
        throw error;
      }
    },
    idOf,
    claimJob: (id) => claimJob(pool, id),
    askCancel: (id) => askCancel(pool, id),
    sendNext: (carry) => sendNext(pool, carry),
    sendNextMail: (carry) => sendNextMail(pool, carry),
  };
}

/** Whether the server has the role of the second wall and lets this user act as it. */
export async function hasPortalWall(pool: Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ may: boolean }>(
      "select pg_has_role(current_user, 'creditbook_viewer', 'member') as may",
    );
    return rows[0]?.may === true;
  } catch {
    return false;
  }
}

async function setViewer(session: Session, viewer: Viewer): Promise<void> {
  const sight = sightOf(viewer);
  const party = sight.kind === 'everything' ? '' : sight.party;
  await session.rows(
    `select set_config('creditbook.viewer_kind', $1, true), set_config('creditbook.viewer_party', $2, true)`,
    [sight.kind === 'everything' ? '' : sight.kind, party],
  );
}

async function inTransaction<T>(
  pool: Pool,
  begin: string,
  verb: (session: Session) => Promise<T>,
): Promise<T> {
  const connection: PoolClient = await pool.connect();
  try {
    await connection.query(begin);
    const result = await verb(sessionOn(connection));
    await connection.query('commit');
    connection.release();
    return result;
  } catch (error) {
    await connection.query('rollback').then(
      () => connection.release(),
      (broken: Error) => connection.release(broken),
    );
    throw error;
  }
}

function telling(shelves: ServiceShelves, tell: (entry: AuditEntry) => Promise<void>): ServiceShelves {
  return { ...shelves, audit: { ...shelves.audit, add: tell } };
}

function serviceShelvesOn(session: Session): ServiceShelves {
  return {
    ...shelvesOn(session),
    audit: auditShelf(session),
    answers: answerShelf(session),
    jobs: jobShelf(session),
    accounts: accountShelf(session),
    webhooks: webhookShelf(session),
    sources: sourceShelf(session),
    billedChanges: billedChangeShelf(session),
    lists: listShelf(session),
    figures: figureShelf(session),
  };
}
