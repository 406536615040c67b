import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type CommandSignature, entryOfCommand } from '../../../application/access/command-signature.ts';
import { BadInput, Refusal } from '../../../application/errors.ts';
import { migrate, migrateAs } from '../migrate.ts';
import { sessionOn } from '../session.ts';
import { auditShelf } from '../shelves/audit.ts';
import { tablesOfBook } from './book-tables.ts';
import { type BookHead, type BookSums, bookParts } from './book-text.ts';

/** Reads an exported book to its end, so that a torn or changed one is told before a book is made. */
export async function readBook(path: string): Promise<BookSums> {
  for await (const part of bookParts(path)) if (part.kind === 'end') return part.sums;
  throw new Error(`${path} has no end`);
}

/**
 * Fills an empty database with an exported book: tables as the exporting program had them, every row, then the steps
 * that this program adds. One transaction up to there, with its entry in the audit log. Mail that waits is held back.
 * Throws Refusal `not-empty` when anything is there already.
 */
export async function importBook(
  pool: Pool,
  path: string,
  signature: CommandSignature | null = null,
): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query('begin');
    await refuseTables(connection);
    await fill(connection, path);
    if (signature !== null) await auditShelf(sessionOn(connection)).add(entryOfCommand(signature, []));
    await connection.query('commit');
    await connection.query('analyze');
  } catch (error) {
    await connection.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
  await migrate(pool);
}

async function refuseTables(connection: PoolClient): Promise<void> {
  const { rows } = await connection.query<{ tables: string }>(
    "select count(*) as tables from pg_tables where schemaname in (current_schema(), 'accounts')",
  );
  if (rows[0]?.tables === '0') return;
  throw new Refusal(
    'not-empty',
    'a whole book is imported into a new one, and this one has tables already: name a folder that is not there yet, or an empty database',
  );
}

/** The rows are what they were: no trigger counts, seals or refuses them a second time. */
async function fill(connection: PoolClient, path: string): Promise<void> {
  let head: BookHead | null = null;
  let into: TableBeingFilled | null = null;
  let known: ReadonlyMap<string, readonly string[]> = new Map();
  for await (const part of bookParts(path)) {
    switch (part.kind) {
      case 'head':
        head = part.head;
        await migrateAs(connection, head.migrations);
        known = await emptied(connection);
        break;
      case 'table': {
        const { table, columns } = part.table;
        if (known.get(table)?.join() !== columns.join()) throw otherTable(path, table);
        into = fillTable(connection, `copy ${table} (${columns.join(', ')}) from stdin`);
        break;
      }
      case 'rows':
        await into?.take(part.text);
        break;
      case 'end-of-table':
        await into?.end(part.rows);
        into = null;
        break;
      case 'end':
        for (const name of known.keys()) await connection.query(`alter table ${name} enable trigger user`);
        await setSequences(connection, head);
        if (known.has('outbox')) await holdMailBack(connection);
    }
  }
}

type TableBeingFilled = {
  readonly take: (rows: Buffer) => Promise<void>;
  readonly end: (rows: number) => Promise<void>;
};

function fillTable(connection: PoolClient, copy: string): TableBeingFilled {
  const stream = connection.query(copyFrom(copy));
  const done = finished(stream);
  // A row that is refused is told by whichever of the two waits for it.
  done.catch(() => undefined);
  return {
    take: async (rows) => {
      if (!stream.write(rows)) await Promise.race([once(stream, 'drain'), done]);
    },
    end: async (rows) => {
      stream.end();
      await done;
      if (stream.rowCount !== rows) throw new Error(`${stream.rowCount} of ${rows} rows were taken`);
    },
  };
}

/** What the steps themselves put into the tables is in the file too. */
async function emptied(connection: PoolClient): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await tablesOfBook(connection);
  for (const { name } of tables) await connection.query(`alter table ${name} disable trigger user`);
  await connection.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
  return new Map(tables.map(({ name, columns }) => [name, columns]));
}

async function setSequences(connection: PoolClient, head: BookHead | null): Promise<void> {
  for (const { name, last } of head?.sequences ?? []) {
    if (last !== null) await connection.query('select setval($1, $2::bigint)', [name, last]);
  }
}

/** The book that was exported may go on sending: what it sends, its copy sends only if a person says so. */
async function holdMailBack(connection: PoolClient): Promise<void> {
  await connection.query(
    `with held as (update outbox set state = 'unclear' where carrier = 'mail' and state in ('waiting', 'sending')
       returning message_id)
     insert into outbox_attempts (message_id, ok, answer) select message_id, false,
       'held back: this book was imported, and the one it was exported from may have sent it' from held`,
  );
}

function otherTable(file: string, table: string): BadInput {
  const todo = 'export it again with the program that made the book';
  return new BadInput([{ file, row: null, column: table, seen: 'a table this book does not have so', todo }]);
}
