import { spawn } from 'node:child_process';
import { closeSync, constants, fchownSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerPlace } from './place.ts';
import { BOOK_SETTINGS, type ServerSettings, settingFlags } from './settings.ts';

/** A server this command started, which may end at once because another one was quicker. */
export type StartedServer = {
  readonly runs: () => boolean;
  /** What it wrote to its log since it was started (its last 4,000 bytes). */
  readonly said: () => string;
};

const LOG_NAME = 'server.log';
const LOG_MAY_GROW_TO_BYTES = 4_000_000;

/**
 * Starts the server detached: it lives on when the command dies. `stalePid` is the pid that a dead server left in its
 * pid file and that may belong to some other process by now: PostgreSQL is told, through the variable meant for this,
 * that this pid is none of its own kind, and does all its other checks itself (foremost whether processes of the dead
 * server still touch the data).
 */
export function startServer(
  place: ServerPlace,
  settings: ServerSettings,
  stalePid: number | null,
): StartedServer {
  const log = openLog(place);
  const logPath = join(place.dataDirectory, LOG_NAME);
  const from = fstatSync(log).size;
  const flags = [
    '-D',
    place.dataDirectory,
    '-k',
    place.socketFolder,
    ...settingFlags(BOOK_SETTINGS, settings),
  ];
  const child = spawn(place.binaries.postgres, flags, {
    ...place.user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      LC_ALL: 'C',
      PATH: '/usr/bin:/bin',
      ...(stalePid === null ? {} : { PG_GRANDPARENT_PID: String(stalePid) }),
    },
  });
  closeSync(log);
  let failure: string | null = null;
  child.on('error', (error) => (failure = error.message));
  child.unref();
  return {
    runs: () => failure === null && child.exitCode === null && child.signalCode === null,
    said: () => failure ?? textFrom(logPath, from),
  };
}

/** The log lies in the data directory and belongs to the server's user; a link put in its place is not followed. */
function openLog(place: ServerPlace): number {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
  const log = openSync(join(place.dataDirectory, LOG_NAME), flags, 0o600);
  if (place.user !== null) fchownSync(log, place.user.uid, place.user.gid);
  if (fstatSync(log).size > LOG_MAY_GROW_TO_BYTES) ftruncateSync(log);
  return log;
}

function textFrom(path: string, from: number): string {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const start = Math.max(Math.min(from, size), size - 4000);
    const bytes = Buffer.alloc(size - start);
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}
