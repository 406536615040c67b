import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type OpenBook, openBook } from '../../src/adapters/postgres/connect.ts';
import { urlOf } from './database-url.ts';

export type FreshBook = OpenBook & { readonly url: string };

/**
 * An empty, migrated book of this test's own on the run's server; its close drops it. Other processes may open it by
 * its URL.
 */
export async function freshBook(): Promise<FreshBook> {
  const { template } = inject('bookServer');
  return await databaseOfItsOwn(`template ${template}`, async (url) => ({
    ...(await openBook(url)),
    url,
  }));
}

/** The URL of a database with nothing in it, for tests of migrations and of refusals. */
export async function emptyDatabase(): Promise<{
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  return await databaseOfItsOwn('', async (url) => ({ url, close: async () => undefined }));
}

async function databaseOfItsOwn<Thing extends { readonly close: () => Promise<void> }>(
  origin: string,
  open: (url: string) => Promise<Thing>,
): Promise<Thing> {
  const server = inject('bookServer');
  const name = `${server.template}_${randomBytes(6).toString('hex')}`;
  await command(server.url, `create database ${name} ${origin}`);
  const drop = () => command(server.url, `drop database if exists ${name} with (force)`);
  try {
    const thing = await open(urlOf(server.url, name));
    return { ...thing, close: () => thing.close().then(drop) };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
