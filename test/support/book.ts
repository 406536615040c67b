import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type OpenBook, openBook } from '../../src/adapters/postgres/connect.ts';
import { urlOf } from './database-url.ts';
import { rememberPlans } from './remembered-plans.ts';

export type FreshBook = OpenBook & { readonly url: string };

/**
 * An empty, migrated book of this test's own on the run's server; its close drops it. Other processes may open it by
 * its URL.
 */
export async function freshBook(): Promise<FreshBook> {
  const { template } = inject('bookServer');
  return await databaseOfItsOwn(template, async (url) => ({
    ...(await openBook(url)),
    url,
  }));
}

/** The same for a test that asks much of a small book: see rememberPlans. */
export async function busyBook(): Promise<FreshBook> {
  const book = await freshBook();
  rememberPlans(book.pool);
  return book;
}

/**
 * A book of this test's own that begins as the one called `name`: the first test of the run that asks for it fills it,
 * the others copy what was filled.
 */
export async function bookLike(name: string, fill: (book: FreshBook) => Promise<void>): Promise<FreshBook> {
  const server = inject('bookServer');
  const filled = `${server.template}_${name}`;
  await onServer(server.url, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [filled]);
    const { rows } = await client.query('select from pg_database where datname = $1', [filled]);
    if (rows.length > 0) return;
    // Under another name until it is whole: a copy of half a book would be a riddle.
    const filling = `${filled}_filling`;
    await client.query(`drop database if exists ${filling} with (force)`);
    await client.query(`create database ${filling} ${copyOf(server.template)}`);
    const url = urlOf(server.url, filling);
    const book = { ...(await openBook(url)), url };
    try {
      await fill(book);
    } finally {
      await book.close();
    }
    await client.query(`alter database ${filling} rename to ${filled}`);
  });
  return await databaseOfItsOwn(filled, async (url) => ({ ...(await openBook(url)), url }));
}

/** The URL of a database with nothing in it, for tests of migrations and of refusals. */
export async function emptyDatabase(): Promise<{
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  return await databaseOfItsOwn(null, async (url) => ({ url, close: async () => undefined }));
}

async function databaseOfItsOwn<Thing extends { readonly close: () => Promise<void> }>(
  origin: string | null,
  open: (url: string) => Promise<Thing>,
): Promise<Thing> {
  const server = inject('bookServer');
  const name = `${server.template}_${randomBytes(6).toString('hex')}`;
  await onServer(server.url, (client) =>
    client.query(`create database ${name} ${origin === null ? '' : copyOf(origin)}`),
  );
  const drop = async (): Promise<void> => {
    await onServer(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  try {
    const thing = await open(urlOf(server.url, name));
    return { ...thing, close: () => thing.close().then(drop) };
  } catch (error) {
    await drop();
    throw error;
  }
}

function copyOf(database: string): string {
  return `template ${database} strategy ${inject('bookServer').strategy}`;
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
