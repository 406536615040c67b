import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientBase, Pool } from 'pg';
import { Refusal } from '../../application/errors.ts';

/** One numbered step of the book's tables: a plain SQL file. */
type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
};
/** A step that a book has, with the hash of its SQL. */
export type AppliedMigration = {
  readonly number: number;
  readonly name: string;
  readonly content_hash: string;
};

const FOLDER = join(import.meta.dirname, 'migrations');
const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;
const MIGRATION_LOCK = 7_236_174;

/**
 * Brings the book's tables to this program's shape: applies the files NNNN-name.sql not yet applied, in order, each in
 * one transaction; two commands at once take turns. Returns the names applied now. Throws Refusal `newer-book`,
 * `changed-migration`, or `not-a-book` for a database that holds other tables; nothing is changed then.
 */
export async function migrate(pool: Pool, folder: string = FOLDER): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  if (pending(migrations, await readApplied(pool)).length === 0) return [];
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      return await applyPending(client, migrations);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    client.release();
  }
}

/** The steps this book has, in order. */
export async function appliedMigrations(client: ClientBase): Promise<readonly AppliedMigration[]> {
  return (await readApplied(client)) ?? [];
}

/**
 * Makes the tables of an empty database as a book with exactly these steps has them, within the caller's transaction.
 * Throws Refusal as `migrate` does when this program has other ones.
 */
export async function migrateAs(
  client: ClientBase,
  applied: readonly AppliedMigration[],
  folder: string = FOLDER,
): Promise<void> {
  const migrations = await readMigrations(folder);
  const later = new Set(pending(migrations, applied));
  await makeMigrationTable(client);
  for (const migration of migrations) if (!later.has(migration)) await apply(client, migration);
}

async function applyPending(
  client: ClientBase,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  // Read again: another command may have applied some while this one waited for its turn.
  const applied = await readApplied(client);
  if (applied === null) await makeMigrationTable(client);
  const waiting = pending(migrations, applied);
  for (const migration of waiting) {
    try {
      await client.query('begin');
      await apply(client, migration);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw new Error(`migration ${migration.name} failed`, { cause: error });
    }
  }
  return waiting.map((migration) => migration.name);
}

async function apply(client: ClientBase, { number, name, sql, hash }: Migration): Promise<void> {
  await client.query(sql);
  await client.query('insert into schema_migration (number, name, content_hash) values ($1, $2, $3)', [
    number,
    name,
    hash,
  ]);
}

/** What the book still lacks. Throws when it has something this program does not know. */
function pending(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[] | null,
): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const { number, name, content_hash } of applied ?? []) {
    const migration = known.get(number);
    if (migration === undefined) {
      throw new Refusal(
        'newer-book',
        `the book has the migration ${name}, which this program does not: it was last opened by a newer creditbook; open it with that program`,
      );
    }
    if (migration.hash !== content_hash) {
      throw new Refusal(
        'changed-migration',
        `migration ${migration.name} is not the one that was applied to this book (${name}): an applied migration never changes; use the program the book was opened with, or add a new migration`,
      );
    }
    known.delete(number);
  }
  return [...known.values()];
}

/** null: the database has no migration table. */
async function readApplied(client: Pool | ClientBase): Promise<readonly AppliedMigration[] | null> {
  try {
    const { rows } = await client.query<AppliedMigration>(
      'select number, name, content_hash from schema_migration order by number',
    );
    return rows;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42P01') return null;
    throw error;
  }
}

async function makeMigrationTable(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ tablename: string }>(
    'select tablename from pg_tables where schemaname = current_schema() order by tablename limit 3',
  );
  if (rows.length > 0) {
    const some = rows.map((row) => row.tablename).join(', ');
    throw new Refusal(
      'not-a-book',
      `the database is no book and holds other tables (${some}): one book is one database of its own; name an empty one`,
    );
  }
  await client.query(
    `create table schema_migration (
       number integer primary key,
       name text not null,
       content_hash text not null,
       applied_at timestamptz not null default now()
     )`,
  );
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1) {
      throw new Error(`migration ${migration.name}: number ${index + 1} was expected here`);
    }
  });
  return migrations;
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const number = FILE_NAME.exec(name)?.[1];
  if (number === undefined) throw new Error(`migration ${name}: its name must be NNNN-name.sql`);
  const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  return {
    number: Number.parseInt(number, 10),
    name,
    sql,
    hash: createHash('sha256').update(sql).digest('hex'),
  };
}
