import { rmdir } from 'node:fs/promises';
import { joinServer, sleep } from './join.ts';
import { isLastOut, type Keeper, tryToSit } from './keeper.ts';
import { makeBook } from './make-book.ts';
import { findPlace, type ServerPlace } from './place.ts';
import { isServerOf, readPostmasterFile } from './postmaster.ts';
import { BOOK_DATABASE, SERVER_ROLE, type ServerSettings, SOCKET_PORT } from './settings.ts';

/** A command's hold on a running server: while one seat is taken, nobody stops it. */
export type Seat = {
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  /** Gives the seat back; the last one out stops the server. */
  readonly leave: () => Promise<void>;
};

/** A stop writes what memory still holds to disk; one that takes longer goes on without us. */
const STOPPED_WITHIN_MS = 60_000;

/**
 * Takes a seat at the server of the book in `folder`: makes the book if there is none, starts the server if it does
 * not run. `settings` go on top of the server's usual ones when this call starts it. Throws Refusal and BadInput.
 */
export async function takeSeat(folder: string, settings: ServerSettings = {}): Promise<Seat> {
  const place = await findPlace(folder);
  if (place === null) {
    await makeBook(folder);
    return await takeSeat(folder, settings);
  }
  const keeper = await joinServer(place, settings);
  return {
    connection: { host: place.socketFolder, port: SOCKET_PORT, user: SERVER_ROLE, database: BOOK_DATABASE },
    leave: () => leaveServer(keeper, place),
  };
}

async function leaveServer(keeper: Keeper, place: ServerPlace): Promise<void> {
  try {
    if (await isLastOut(keeper)) await stopServer(place);
  } catch {
    // Our connection died under us. The server may be back after a crash of one of its processes, with nobody else in it.
    const again = await tryToSit(place);
    if (typeof again === 'object') {
      if (await isLastOut(again).catch(() => false)) await stopServer(place);
      await again.end().catch(() => undefined);
    }
  }
  await keeper.end().catch(() => undefined);
}

/** Only for the last one out, who keeps its lock until the server is gone: so nobody can have sat down meanwhile. */
async function stopServer(place: ServerPlace): Promise<void> {
  const file = await readPostmasterFile(place.dataDirectory);
  if (file === null || !(await isServerOf(file.pid, place.dataDirectory))) return;
  // SIGINT: end all sessions, write everything, stop.
  process.kill(file.pid, 'SIGINT');
  const begun = performance.now();
  for (let pause = 1; await isServerOf(file.pid, place.dataDirectory); pause = Math.min(pause * 1.4, 50)) {
    if (performance.now() - begun > STOPPED_WITHIN_MS) return;
    await sleep(pause);
  }
  // Only when empty; a command that starts the next server makes it again.
  await rmdir(place.socketFolder).catch(() => undefined);
}
