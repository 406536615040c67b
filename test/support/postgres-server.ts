import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openBook } from '../../src/adapters/postgres/connect.ts';
import { takeSeat } from '../../src/adapters/postgres/server/seat.ts';
import { urlOf } from './database-url.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server of this test run: a URL to make databases from, the migrated database to copy, and how to copy one. */
    readonly bookServer: {
      readonly url: string;
      readonly template: string;
      readonly strategy: 'file_copy' | 'wal_log';
    };
  }
}

/** No test outlives a power cut: nothing is forced to disk. */
const TEST_SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_connections: '120',
};

/** One server for the whole run: the one of CREDITBOOK_TEST_POSTGRES_URL, else an embedded one in a folder of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['CREDITBOOK_TEST_POSTGRES_URL'];
  const server = given === undefined ? await startEmbedded() : { url: given, stop: async () => undefined };
  // Whole files cost half of what page after page through the log does, but force to disk what the server forces.
  const strategy = given === undefined ? 'file_copy' : 'wal_log';
  const template = `creditbook_test_${randomBytes(4).toString('hex')}`;
  try {
    await onServer(server.url, (client) => client.query(`create database ${template}`));
    await (await openBook(urlOf(server.url, template))).close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('bookServer', { url: server.url, template, strategy });
  return async () => {
    await onServer(server.url, (client) => dropDatabases(client, template));
    await server.stop();
  };
}

async function startEmbedded(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'creditbook-tests-'));
  // When root runs the tests the server's own user must reach its data in here.
  await chmod(folder, 0o755);
  const seat = await takeSeat(join(folder, 'book'), TEST_SETTINGS);
  const { host, port, user, database } = seat.connection;
  return {
    url: `postgres:///${database}?host=${host}&port=${port}&user=${user}`,
    stop: async () => {
      await seat.leave();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The template and the books that failed tests left behind. */
async function dropDatabases(client: pg.Client, prefix: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
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
