import {
  type CommandSignature,
  entryOfCommand,
  type TouchedRows,
} from '../../application/access/command-signature.ts';
import type { AuditEntry } from '../../application/access/service-book.ts';
import type { Session } from './session.ts';
import { auditShelf } from './shelves/audit.ts';

/**
 * Does a write of a command and, if it changed any row of the book, signs it in the audit log: both or neither. What the
 * write would have put into the log by itself, once it has changed what it says, it tells, and the command signs it.
 */
export async function signedWrite<T>(
  session: Session,
  signature: CommandSignature,
  write: (tell: (entry: AuditEntry) => Promise<void>) => Promise<T>,
): Promise<T> {
  const before = await rowsTouched(session);
  const { add } = auditShelf(session);
  let signed = false;
  const sign = async (told: AuditEntry | null): Promise<void> => {
    const touched = since(before, await rowsTouched(session));
    if (touched.length === 0 && !(await wroteUncounted(session))) return;
    signed = true;
    await add(entryOfCommand(signature, touched, told));
  };
  const result = await write((told) => (signed ? add(entryOfCommand(signature, null, told)) : sign(told)));
  if (!signed) await sign(null);
  return result;
}

/**
 * What the server counted for this connection so far. It may count transactions before this one in, so only a difference
 * tells. Temporary tables are none of the book's.
 */
async function rowsTouched(session: Session): Promise<TouchedRows[]> {
  return session.rows<TouchedRows>(
    `select relname as "table", n_tup_ins::int4 as added, n_tup_upd::int4 as changed, n_tup_del::int4 as removed
     from pg_stat_xact_user_tables where schemaname in (current_schema(), 'accounts')
       and n_tup_ins + n_tup_upd + n_tup_del > 0 order by relname`,
  );
}

/** A server that does not count tells only that something was written, be it nothing new: then it is signed all the same. */
async function wroteUncounted(session: Session): Promise<boolean> {
  const [told] = await session.rows<{ wrote: boolean }>(
    `select current_setting('track_counts') = 'off' and pg_current_xact_id_if_assigned() is not null as wrote`,
  );
  return told?.wrote === true;
}

function since(before: readonly TouchedRows[], now: readonly TouchedRows[]): TouchedRows[] {
  const was = new Map(before.map((row) => [row.table, row]));
  return now
    .map(({ table, added, changed, removed }) => ({
      table,
      added: added - (was.get(table)?.added ?? 0),
      changed: changed - (was.get(table)?.changed ?? 0),
      removed: removed - (was.get(table)?.removed ?? 0),
    }))
    .filter(({ added, changed, removed }) => added + changed + removed > 0);
}
