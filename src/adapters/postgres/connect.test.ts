import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { freshBook } from '../../../test/support/book.ts';
import { urlOf } from '../../../test/support/database-url.ts';
import { openBook } from './connect.ts';

test('amounts, dates and big numbers stay the text that PostgreSQL sent, whole and to the last digit', async () => {
  const book = await freshBook();
  try {
    const { rows } = await book.pool.query(
      `select 7::int4 as lines, 9007199254740993::int8 as seq, 47.6816938998000000000001::numeric as exact,
              '-7.0E-10'::numeric as tiny, date '2024-02-29' as day, timestamptz '2024-03-01 05:45:00+05:45' as at,
              array[0.10, 2]::numeric[] as amounts, array[9007199254740993]::int8[] as seqs,
              array[date '2024-02-29', null]::date[] as days, true as final, null::numeric as none,
              '{"lines": 1}'::jsonb as detail`,
    );
    expect(rows[0]).toEqual({
      lines: 7,
      seq: '9007199254740993',
      exact: '47.6816938998000000000001',
      tiny: '-0.00000000070',
      day: '2024-02-29',
      at: '2024-03-01 00:00:00+00',
      amounts: ['0.10', '2'],
      seqs: ['9007199254740993'],
      days: ['2024-02-29', null],
      final: true,
      none: null,
      detail: { lines: 1 },
    });
  } finally {
    await book.close();
  }
});

test('two fresh books share nothing, and a closed one is gone', async () => {
  const [one, other] = await Promise.all([freshBook(), freshBook()]);
  await one.pool.query('create table only_here (n int4)');
  expect((await other.pool.query("select to_regclass('only_here') as found")).rows).toEqual([
    { found: null },
  ]);
  await one.close();
  await expect(openBook(one.url)).rejects.toThrow('make the database first');
  await other.close();
});

test('a folder becomes a book with its tables, closes, and opens again with what was saved', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'creditbook-open-'));
  process.env['CREDITBOOK_SERVER_HOME'] = `${folder}-server`;
  try {
    const book = await openBook(join(folder, 'book'));
    await book.pool.query('create table kept as select 5::int4 as n');
    await book.close();
    await book.close();
    const again = await openBook(join(folder, 'book'));
    expect((await again.pool.query('select n from kept')).rows).toEqual([{ n: 5 }]);
    expect((await again.pool.query('select min(number) as first from schema_migration')).rows).toEqual([
      { first: 1 },
    ]);
    await again.close();
  } finally {
    delete process.env['CREDITBOOK_SERVER_HOME'];
    await rm(folder, { recursive: true });
    await rm(`${folder}-server`, { recursive: true, force: true });
  }
});

test('a book that cannot be reached is bad input that hides the password and says what to do', async () => {
  const port = await closedPort();
  const refused = openBook(`postgres://keeper:secret@127.0.0.1:${port}/book`);
  await expect(refused).rejects.toMatchObject({ name: 'BadInput' });
  await expect(refused).rejects.toThrow(/^postgres:\/\/keeper:…@127\.0\.0\.1:\d+\/book: saw no connection/);
  await expect(refused).rejects.toThrow('start that server, or correct the URL');
  await expect(openBook(urlOf(inject('bookServer').url, 'no_such_book'))).rejects.toThrow('createdb');
});

test('a URL of something else than PostgreSQL is bad input', async () => {
  for (const url of ['mysql://host/book', 'https://host/book', 'postgres://host:port/book']) {
    await expect(openBook(url)).rejects.toThrow('saw no URL of a PostgreSQL database');
  }
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
