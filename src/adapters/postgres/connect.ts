import { resolve } from 'node:path';
import pg from 'pg';
import { BadInput, Refusal } from '../../application/errors.ts';
import { migrate } from './migrate.ts';
import { takeSeat } from './server/seat.ts';
import { textTypes } from './text-types.ts';

/** A book with its server running and its tables in this program's shape. */
export type OpenBook = {
  readonly pool: pg.Pool;
  /** Closes every connection; the last command to leave an embedded book stops its server. May be called twice. */
  readonly close: () => Promise<void>;
};

/** How the tables get this program's shape: by the steps that are missing, or filled with a whole book. */
export type Shape = (pool: pg.Pool) => Promise<unknown>;

const OLDEST_SERVER = 15;
const CONNECT_WITHIN_MS = 15_000;
const POOL_SIZE = 8;

/**
 * Opens the book `where`: a folder (its embedded server is started, the book made if there is none) or a postgres://
 * URL of a database of its own. Throws BadInput when `where` cannot be used, Refusal when the book may not be opened.
 */
export async function openBook(where = './book', shape: Shape = migrate): Promise<OpenBook> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(where)) {
    checkUrl(where);
    return await openPool({ connectionString: where }, async () => undefined, shownUrl(where), shape);
  }
  const seat = await takeSeat(resolve(where));
  return await openPool({ ...seat.connection, password: '', ssl: false }, seat.leave, where, shape);
}

async function openPool(
  config: pg.PoolConfig,
  leave: () => Promise<void>,
  shown: string,
  shape: Shape,
): Promise<OpenBook> {
  const pool = new pg.Pool({
    ...config,
    types: textTypes,
    max: POOL_SIZE,
    application_name: 'creditbook',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    // The pool awaits it, whatever its types say.
    onConnect: setSession as (client: pg.ClientBase) => void,
  });
  // A connection that dies while it idles or closes shows in the next query; it must not end the command by itself.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= pool.end().then(leave);
    return closing;
  };
  try {
    await checkServer(pool, shown);
    await shape(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { pool, close };
}

/** Dates and times read alike whatever the server's own settings are. */
async function setSession(client: pg.ClientBase): Promise<void> {
  await client.query("set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set client_min_messages = warning");
}

async function checkServer(pool: pg.Pool, shown: string): Promise<void> {
  const { rows } = await pool
    .query<{ number: number }>("select current_setting('server_version_num')::int4 as number")
    .catch((error: unknown) => {
      throw unreachable(shown, error);
    });
  const major = Math.trunc((rows[0]?.number ?? 0) / 10_000);
  if (major < OLDEST_SERVER) {
    throw new Refusal(
      'old-server',
      `${shown} is PostgreSQL ${major}; a book needs ${OLDEST_SERVER} or later`,
    );
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  '28P01': 'correct the user or the password',
  '28000': 'correct the user, or let it in (pg_hba.conf of the server)',
  '3D000': 'make the database first (createdb), one for each book',
  ENOTFOUND: 'correct the host name',
};

function unreachable(shown: string, error: unknown): BadInput {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error && error.message !== '' ? error.message : code;
  const todo = ADVICE[code] ?? 'start that server, or correct the URL';
  return new BadInput([{ file: shown, row: null, column: null, seen: `no connection (${message})`, todo }]);
}

function checkUrl(where: string): void {
  if (
    /^postgres(ql)?:\/\//i.test(where) &&
    URL.canParse(where.replace(/^\w+/, 'http').replace('@/', '@socket/'))
  )
    return;
  const todo = 'name a folder, or a URL like postgres://user@host/database';
  throw new BadInput([
    { file: shownUrl(where), row: null, column: null, seen: 'no URL of a PostgreSQL database', todo },
  ]);
}

/** The URL without its password. */
function shownUrl(where: string): string {
  return where.replace(/^([^/]+:\/\/[^:@/]*):[^@]*@/, '$1:…@');
}
