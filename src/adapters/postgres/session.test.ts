import { expect, test } from 'vitest';
import { freshBook } from '../../../test/support/book.ts';
import { sessionOn } from './session.ts';

test('rows copied in come out as they were, whatever characters they hold', async () => {
  const book = await freshBook();
  const client = await book.pool.connect();
  const texts = ['plain', 'tab\tline\nreturn\rbackslash\\', '\\N', '\\.', '', 'Ünï – 日本', null];
  try {
    await client.query('create temporary table line (n int4, text text)');
    const rows = texts.map((text, n) => [String(n), text] as const);
    await sessionOn(client).copy('line', ['n', 'text'], rows);
    const { rows: saved } = await client.query<{ text: string | null }>('select text from line order by n');
    expect(saved.map((row) => row.text)).toEqual(texts);
    await sessionOn(client).copy('line', ['n'], []);
  } finally {
    client.release();
    await book.close();
  }
});

test('a copy of more rows than one chunk holds saves each row once', async () => {
  const book = await freshBook();
  const client = await book.pool.connect();
  function* rows(): Iterable<readonly string[]> {
    for (let n = 0; n < 50_000; n += 1) yield [String(n)];
  }
  try {
    await client.query('create temporary table line (n int4)');
    await sessionOn(client).copy('line', ['n'], rows());
    const { rows: sums } = await client.query('select count(*) as count, sum(n) as sum from line');
    expect(sums).toEqual([{ count: '50000', sum: '1249975000' }]);
  } finally {
    client.release();
    await book.close();
  }
});

test('a copy whose rows fail half-way saves nothing, and the connection works on after the rollback', async () => {
  const book = await freshBook();
  const client = await book.pool.connect();
  function* rows(): Iterable<readonly string[]> {
    yield ['1'];
    throw new Error('no more rows');
  }
  try {
    await client.query('create temporary table line (n int4)');
    await client.query('begin');
    await expect(sessionOn(client).copy('line', ['n'], rows())).rejects.toThrow('no more rows');
    await client.query('rollback');
    await expect(sessionOn(client).copy('line', ['n'], [['1'], ['one']])).rejects.toThrow(
      'invalid input syntax',
    );
    expect((await client.query('select n from line')).rows).toEqual([]);
  } finally {
    client.release();
    await book.close();
  }
});
