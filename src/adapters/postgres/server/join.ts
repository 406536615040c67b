import { Refusal } from '../../../application/errors.ts';
import { type Keeper, tryToSit } from './keeper.ts';
import { makeSocketFolder, type ServerPlace } from './place.ts';
import { isServerOf, readPostmasterFile } from './postmaster.ts';
import type { ServerSettings } from './settings.ts';
import { type StartedServer, startServer } from './start.ts';

/** Crash recovery of a big book may take a while; the remains of a killed server go within seconds. */
const READY_WITHIN_MS = 600_000;
const STARTED_WITHIN_MS = 30_000;
const SOCKET_WITHIN_MS = 10_000;

/**
 * Sits down at the server of `place`, starting it if need be. Any number of commands may do so at once, without a lock
 * of their own: PostgreSQL lets only one server into a data directory, the others' attempts end and they join it.
 */
export async function joinServer(place: ServerPlace, settings: ServerSettings): Promise<Keeper> {
  const begun = performance.now();
  let started: StartedServer | null = null;
  for (let pause = 4; ; pause = Math.min(pause * 1.4, 100)) {
    await makeSocketFolder(place);
    const answer = await tryToSit(place);
    if (typeof answer === 'object') return answer;
    const waited = performance.now() - begun;
    if (waited > READY_WITHIN_MS) throw notServing(place, 'it does not take connections', started);
    if (answer === 'no-socket' && !started?.runs()) {
      const file = await readPostmasterFile(place.dataDirectory);
      const alive = file !== null && (await isServerOf(file.pid, place.dataDirectory));
      if (alive && file.ready && waited > SOCKET_WITHIN_MS) {
        throw notServing(
          place,
          `process ${file.pid} runs without its socket; stop it (kill -INT ${file.pid})`,
          started,
        );
      }
      if (!alive) {
        refuseAfterFailure(place, started, waited);
        started = startServer(place, settings, file?.pid ?? null);
      }
    }
    await sleep(pause);
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * A start fails for a while when another command's server was quicker, a killed server's processes still end, or the
 * last one out of the former server removed the socket's folder just now.
 */
function refuseAfterFailure(place: ServerPlace, started: StartedServer | null, waited: number): void {
  if (started === null) return;
  const passing =
    /lock file .* already exists|still in use|could not (create|open) (lock file|any Unix)/.test(
      started.said(),
    );
  if (!passing || waited > STARTED_WITHIN_MS) throw notServing(place, 'it does not start', started);
}

function notServing(place: ServerPlace, what: string, started: StartedServer | null): Refusal {
  const said = started?.said().trim() ?? '';
  return new Refusal(
    'server-does-not-run',
    `the server of the book in ${place.bookFolder} (data in ${place.dataDirectory}): ${what}${said === '' ? '' : `\n${said}`}`,
  );
}
