import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { emptyDatabase } from '../../../../test/support/book.ts';
import { openBook } from '../connect.ts';
import { appliedMigrations, migrate } from '../migrate.ts';
import { exportBook } from './export-book.ts';
import { importBook, readBook } from './import-book.ts';

const STEPS = join(import.meta.dirname, '../migrations');

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'creditbook-whole-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function database(): Promise<string> {
  const made = await emptyDatabase();
  onTestFinished(() => made.close());
  return made.url;
}

async function poolOn(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  onTestFinished(() => pool.end());
  return pool;
}

test('the book of a program with fewer steps is brought to the shape of this one', async () => {
  const [steps, out] = [await folder(), await folder()];
  const names = (await readdir(STEPS)).sort();
  await Promise.all(names.slice(0, -1).map((name) => cp(join(STEPS, name), join(steps, name))));
  const old = await poolOn(await database());
  await migrate(old, steps);
  await old.query("insert into resellers (reseller_id, name) values ('r1', E'tab\\there, \\\\ and \\\\.')");
  const file = join(out, 'old.book');
  await exportBook(old, file);

  const open = await openBook(await database(), (pool) => importBook(pool, file));
  try {
    const connection = await open.pool.connect();
    const applied = await appliedMigrations(connection);
    connection.release();
    expect(applied.map(({ name }) => name)).toEqual(names);
    const { rows } = await open.pool.query('select name from resellers');
    expect(rows).toEqual([{ name: 'tab\there, \\ and \\.' }]);
  } finally {
    await open.close();
  }
});

test('the numbers that order all that ever happened go on where they were', async () => {
  const file = join(await folder(), 'one.book');
  const first = await openBook(await database());
  await first.pool.query("select nextval('book_seq') from generate_series(1, 41)");
  const { rows: before } = await first.pool.query('select last_value from book_seq');
  await exportBook(first.pool, file);
  await first.close();
  const second = await openBook(await database(), (pool) => importBook(pool, file));
  const { rows: after } = await second.pool.query('select last_value from book_seq');
  await second.close();
  expect(after).toEqual(before);
});

test('a row that is missing is seen before a book is made, whatever the hash says', async () => {
  const file = join(await folder(), 'one.book');
  const book = await openBook(await database());
  await book.pool.query("insert into resellers (reseller_id, name) values ('r1', 'One'), ('r2', 'Two')");
  await exportBook(book.pool, file);
  await book.close();
  const whole = await readFile(file, 'utf8');
  expect(await readBook(file)).toMatchObject({
    sha256: JSON.parse(whole.trimEnd().split('\n').at(-1) ?? '').sha256,
  });
  await writeFile(file, sealed(whole.replace(/^r2\t.*\n/m, '')));
  await expect(readBook(file)).rejects.toThrow(/was changed since/);
});

test('the book of a newer program is refused, and the database stays empty', async () => {
  const file = join(await folder(), 'newer.book');
  const book = await openBook(await database());
  await exportBook(book.pool, file);
  await book.close();
  const whole = await readFile(file, 'utf8');
  await writeFile(
    file,
    sealed(whole.replace(']', ',{"number":9999,"name":"9999-later.sql","content_hash":"x"}]')),
  );
  const empty = await database();
  await expect(openBook(empty, (pool) => importBook(pool, file))).rejects.toMatchObject({
    code: 'newer-book',
  });
  const { rows } = await (await poolOn(empty)).query("select 1 from pg_tables where schemaname = 'public'");
  expect(rows).toEqual([]);
});

/** With a hash that fits what stands there now. */
function sealed(text: string): string {
  const lines = text.trimEnd().split('\n').slice(0, -1).join('\n');
  const sha256 = createHash('sha256').update(`${lines}\n`).digest('hex');
  return `${lines}\n${JSON.stringify({ sha256 })}\n`;
}
