import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { BadInput } from '../../../application/errors.ts';
import { appliedMigrations } from '../migrate.ts';
import { sequencesOfBook, tablesOfBook } from './book-tables.ts';
import { type BookHead, type BookSums, END_OF_ROWS, FORMAT } from './book-text.ts';

/**
 * Writes the whole book, as it stands at one moment, into a new file that only this user may read: it holds the
 * passwords' hashes and the service's secrets too. The same book gives the same bytes on every server.
 */
export async function exportBook(pool: Pool, path: string): Promise<BookSums> {
  if ((await stat(path).catch(() => null)) !== null) {
    throw notWritten(path, 'a file that is there already', 'name a new file');
  }
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = await open(part, 'wx', 0o600).catch((error: unknown) => {
    const seen = error instanceof Error ? error.message.replace(part, path) : String(error);
    throw notWritten(path, seen, 'name a file in a folder that can be written');
  });
  const connection = await pool.connect();
  try {
    await connection.query('begin isolation level repeatable read, read only');
    const sums = await writeBook(connection, (text) => file.writeFile(text));
    await file.sync();
    await rename(part, path);
    return sums;
  } finally {
    await connection.query('rollback').catch(() => undefined);
    connection.release();
    await file.close();
    await rm(part, { force: true });
  }
}

type Write = (text: string | Buffer) => Promise<void>;

async function writeBook(connection: PoolClient, write: Write): Promise<BookSums> {
  const hash = createHash('sha256');
  const say: Write = (text) => {
    hash.update(text);
    return write(text);
  };
  const head: BookHead = {
    creditbook: 'book',
    format: FORMAT,
    migrations: await appliedMigrations(connection),
    sequences: await sequencesOfBook(connection),
  };
  await say(lineOf(head));
  const tables = await tablesOfBook(connection);
  let rows = 0;
  for (const { name, columns, orderBy } of tables) {
    await say(lineOf({ table: name, columns }));
    const copy = connection.query(
      copyTo(`copy (select ${columns.join(', ')} from ${name} order by ${orderBy}) to stdout`),
    );
    for await (const chunk of copy) await say(chunk as Buffer);
    await say(END_OF_ROWS);
    await say(lineOf({ rows: copy.rowCount }));
    rows += copy.rowCount;
  }
  const sha256 = hash.digest('hex');
  await write(lineOf({ sha256 }));
  return { tables: tables.length, rows, sha256 };
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function notWritten(file: string, seen: string, todo: string): BadInput {
  return new BadInput([{ file, row: null, column: null, seen, todo }]);
}
