import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { CommandSignature } from '../../application/access/command-signature.ts';
import type { Book, Shelves } from '../../application/book.ts';
import { type Session, sessionOn } from './session.ts';
import { checkShelf } from './shelves/checks.ts';
import { creditRecordShelf } from './shelves/credit-records.ts';
import { creditShelf } from './shelves/credits.ts';
import { deliveryShelf } from './shelves/deliveries.ts';
import { divisionShelf } from './shelves/divisions.ts';
import { documentShelf } from './shelves/documents.ts';
import { ledgerShelf } from './shelves/ledger.ts';
import { letterheadShelf } from './shelves/letterheads.ts';
import { mailShelf } from './shelves/mail.ts';
import { outboxShelf } from './shelves/outbox.ts';
import { partyShelf } from './shelves/parties.ts';
import { periodShelf } from './shelves/periods.ts';
import { priceShelf } from './shelves/prices.ts';
import { ruleShelf } from './shelves/rules.ts';
import { settingsShelf } from './shelves/settings.ts';
import { statementShelf } from './shelves/statements.ts';
import { unchangedMonthShelf } from './shelves/unchanged-months.ts';
import { waitingShelf } from './shelves/waiting.ts';
import { signedWrite } from './signed-write.ts';

/** Any number; the same for every program that writes this book, so that writers take turns (L3). */
export const WRITE_LOCK = 7_117_001;

const READ_ONLY = 'begin isolation level repeatable read, read only';

/**
 * The book over one PostgreSQL database. One verb = one transaction: all of it is saved, or nothing. A command signs what
 * it writes; the service has entries of its own.
 */
export function postgresBook(pool: Pool, signature: CommandSignature | null = null): Book {
  const inTransaction = async <T>(
    begin: readonly string[],
    verb: (session: Session) => Promise<T>,
  ): Promise<T> => {
    const client = await pool.connect();
    try {
      for (const statement of begin) await client.query(statement);
      const result = await verb(sessionOn(client));
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  };
  return {
    write: (verb) =>
      inTransaction(['begin', `select pg_advisory_xact_lock(${WRITE_LOCK})`], (session) => {
        const write = (): ReturnType<typeof verb> => verb(shelvesOn(session));
        return signature === null ? write() : signedWrite(session, signature, write);
      }),
    read: (verb) => inTransaction([READ_ONLY], (session) => verb(shelvesOn(session))),
    readTogether: (verb) =>
      inTransaction([READ_ONLY], async (session) => {
        const [own] = await session.rows<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
        return inTransaction([READ_ONLY, `set transaction snapshot '${own?.snapshot ?? ''}'`], (beside) =>
          verb(shelvesOn(session), shelvesOn(beside)),
        );
      }),
    idOf,
  };
}

export function shelvesOn(session: Session): Shelves {
  return {
    settings: settingsShelf(session),
    parties: partyShelf(session),
    prices: priceShelf(session),
    rules: ruleShelf(session),
    periods: periodShelf(session),
    deliveries: deliveryShelf(session),
    credits: creditShelf(session),
    divisions: divisionShelf(session),
    records: creditRecordShelf(session),
    ledger: ledgerShelf(session),
    statements: statementShelf(session),
    documents: documentShelf(session),
    letterheads: letterheadShelf(session),
    mail: mailShelf(session),
    outbox: outboxShelf(session),
    unchanged: unchangedMonthShelf(session),
    waiting: waitingShelf(session),
    checks: checkShelf(session),
  };
}

/** `crd-` and 16 hex digits: the same key gives the same id in every book. */
export function idOf(kind: string, key: string): string {
  return `${kind}-${hash('sha256', key, 'hex').slice(0, 16)}`;
}
