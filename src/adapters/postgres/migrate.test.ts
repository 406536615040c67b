import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyDatabase } from '../../../test/support/book.ts';
import { migrate } from './migrate.ts';

const FIRST = 'create table shelf (shelf_id text primary key);';
const SECOND = "insert into shelf values ('top');";

let folder: string;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let pool: pg.Pool;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'creditbook-migrations-'));
  database = await emptyDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  // The database is dropped while connections still close; the pool passes on what its idle ones say.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await write('0001-shelf.sql', FIRST);
});

afterEach(async () => {
  await pool.end();
  await database.close();
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await writeFile(join(folder, name), sql);
}

async function shelves(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ shelf_id: string }>('select shelf_id from shelf order by 1');
  return rows.map((row) => row.shelf_id);
}

test('migrations are applied once, in the order of their numbers', async () => {
  await write('0002-top.sql', SECOND);
  expect(await migrate(pool, folder)).toEqual(['0001-shelf.sql', '0002-top.sql']);
  expect(await migrate(pool, folder)).toEqual([]);
  expect(await shelves()).toEqual(['top']);
});

test('a book of an older program gets only what it lacks', async () => {
  await migrate(pool, folder);
  await write('0002-top.sql', SECOND);
  expect(await migrate(pool, folder)).toEqual(['0002-top.sql']);
});

test('two commands that migrate one book at once apply each migration once', async () => {
  await write('0002-top.sql', SECOND);
  const applied = await Promise.all([migrate(pool, folder), migrate(pool, folder), migrate(pool, folder)]);
  expect(applied.flat().sort()).toEqual(['0001-shelf.sql', '0002-top.sql']);
  expect(await shelves()).toEqual(['top']);
});

test('a migration that fails half-way leaves nothing of itself, and the ones before it stay', async () => {
  await write('0002-torn.sql', `${SECOND} insert into no_such_table values (1);`);
  await expect(migrate(pool, folder)).rejects.toThrow('migration 0002-torn.sql failed');
  expect(await shelves()).toEqual([]);
  await write('0002-torn.sql', SECOND);
  expect(await migrate(pool, folder)).toEqual(['0002-torn.sql']);
});

test('an applied migration that was changed since is refused', async () => {
  await migrate(pool, folder);
  await write('0001-shelf.sql', `${FIRST} -- more`);
  await expect(migrate(pool, folder)).rejects.toMatchObject({ name: 'Refusal', code: 'changed-migration' });
});

test('line ends of another system are not a change', async () => {
  await write('0001-shelf.sql', `${FIRST}\n-- end\n`);
  await migrate(pool, folder);
  await write('0001-shelf.sql', `${FIRST}\r\n-- end\r\n`);
  expect(await migrate(pool, folder)).toEqual([]);
});

test('a book last opened by a newer program is refused', async () => {
  await write('0002-top.sql', SECOND);
  await migrate(pool, folder);
  await rm(join(folder, '0002-top.sql'));
  await expect(migrate(pool, folder)).rejects.toMatchObject({ name: 'Refusal', code: 'newer-book' });
});

test('a database with tables of something else is refused and left as it was', async () => {
  await pool.query('create table invoices_of_the_shop (id text)');
  await expect(migrate(pool, folder)).rejects.toMatchObject({ name: 'Refusal', code: 'not-a-book' });
  await expect(migrate(pool, folder)).rejects.toThrow('invoices_of_the_shop');
  await expect(shelves()).rejects.toThrow('does not exist');
});

test('a gap in the numbers and a name out of form are the programmer’s faults and said so', async () => {
  await write('0003-later.sql', SECOND);
  await expect(migrate(pool, folder)).rejects.toThrow('migration 0003-later.sql: number 2 was expected here');
  await rm(join(folder, '0003-later.sql'));
  await write('2-Top.sql', SECOND);
  await expect(migrate(pool, folder)).rejects.toThrow('its name must be NNNN-name.sql');
});
