import pg from 'pg';
import type { ServerPlace } from './place.ts';
import { BOOK_DATABASE, SERVER_ROLE, SOCKET_PORT } from './settings.ts';

/** The connection that holds a command's seat for as long as the command lives; it does nothing else. */
export type Keeper = pg.Client;

/**
 * The lock that a seat is: shared by everyone who sits, exclusive for the one who stops the server. It belongs to the
 * connection, so the kernel gives it back however a command dies.
 */
const SEAT_LOCK = 7_236_173;

/** The server is starting, stopping or in recovery, or stopped while we spoke to it. */
const PASSING = new Set(['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE']);

/**
 * One attempt to take a seat. `no-socket`: nobody listens. `not-now`: a server is there and starts or stops. Waits while
 * another command holds the lock in order to stop the server; that server's end then ends the wait.
 */
export async function tryToSit(place: ServerPlace): Promise<Keeper | 'no-socket' | 'not-now'> {
  const keeper = new pg.Client({
    host: place.socketFolder,
    port: SOCKET_PORT,
    user: SERVER_ROLE,
    database: BOOK_DATABASE,
    password: '',
    ssl: false,
    application_name: 'creditbook seat',
  });
  // The server's death shows in the next query; it must not end the command by itself.
  let lost = false;
  keeper.on('error', () => {
    lost = true;
  });
  try {
    await keeper.connect();
    await keeper.query('select pg_advisory_lock_shared($1)', [SEAT_LOCK]);
    return keeper;
  } catch (error) {
    await keeper.end().catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'no-socket';
    if (lost || PASSING.has(code) || /terminated/.test(String(error))) return 'not-now';
    throw error;
  }
}

/**
 * Stands up. True: nobody else sits, and while this keeper lives nobody can sit down. False: others sit, or the server
 * is gone.
 */
export async function isLastOut(keeper: Keeper): Promise<boolean> {
  await keeper.query('select pg_advisory_unlock_shared($1)', [SEAT_LOCK]);
  const { rows } = await keeper.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [
    SEAT_LOCK,
  ]);
  return rows[0]?.last === true;
}
