import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, chown, mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BadInput, Refusal } from '../../../application/errors.ts';
import { binariesFor, findBinaries, type ServerBinaries } from './binaries.ts';
import { publishBookFile } from './book-file.ts';
import { makeServerHome } from './server-home.ts';
import { chooseServerUser, mayPass, type ServerUser } from './server-user.ts';
import { BOOK_DATABASE, SERVER_ROLE } from './settings.ts';

/** A data directory bears the pid of its maker, so that one left half-made can be told from one being made. */
const DATA_NAME = /^data-(\d+)-[0-9a-f]+$/;

/**
 * Makes a book in a folder that has none: data directory first, book.json last, so that a maker killed at any point
 * leaves a folder in which the next one starts afresh. Two makers at once: both make data, one publishes, the other
 * removes its own. Throws BadInput for a folder that holds other things or may not be written, Refusal without a server.
 */
export async function makeBook(folder: string): Promise<void> {
  const bookFolder = await emptyFolder(folder);
  const user = chooseServerUser();
  const home = user === null || mayPass(user, bookFolder) ? bookFolder : await makeServerHome(user);
  const binaries = await binariesFor(findBinaries(), user);
  const dataName = `data-${process.pid}-${randomBytes(6).toString('hex')}`;
  const dataDirectory = join(home, dataName);
  try {
    await makeDataDirectory(dataDirectory, binaries, user);
    if (home !== bookFolder) await writeFile(join(dataDirectory, 'book-folder.txt'), `${bookFolder}\n`);
    const published = await publishBookFile(bookFolder, {
      serverMajor: binaries.major,
      dataDirectory: home === bookFolder ? dataName : dataDirectory,
    });
    if (!published) await rm(dataDirectory, { recursive: true, force: true });
  } catch (error) {
    await rm(dataDirectory, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Says at once, before anything long is done for it, that no book can be made in this folder: it holds other things, or
 * it or the folder above it that is there may not be written. Makes nothing. Throws BadInput.
 */
export async function refuseUnusable(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw notWritable(folder, error);
  });
  if (names !== null) refuseForeign(folder, names);
  await access(await nearestThere(folder), constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw notWritable(folder, error);
  });
}

async function nearestThere(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    (error: unknown) => !hasCode(error, 'ENOENT') || dirname(path) === path,
  );
  return isThere ? path : await nearestThere(dirname(path));
}

function refuseForeign(folder: string, names: readonly string[]): void {
  const foreign = names.filter(
    (name) => !name.startsWith('.') && name !== 'book.json' && !DATA_NAME.test(name),
  );
  if (foreign.length === 0) return;
  const some = foreign.sort().slice(0, 3).join(', ');
  const seen = `a folder without book.json that holds other things (${some}${foreign.length > 3 ? ', …' : ''})`;
  throw notABook(folder, seen, 'name an empty or new folder for the book');
}

/** Makes the folder if need be and clears what a killed maker left. Returns its real path. */
async function emptyFolder(folder: string): Promise<string> {
  const names = await mkdir(folder, { recursive: true })
    .then(() => readdir(folder))
    .catch((error: unknown) => {
      throw notWritable(folder, error);
    });
  refuseForeign(folder, names);
  for (const name of names) {
    const maker = DATA_NAME.exec(name)?.[1];
    const abandoned = maker !== undefined && !isAlive(Number.parseInt(maker, 10));
    // Looked at after the maker's death: what it had not published by then it never will.
    if (abandoned && !existsSync(join(folder, 'book.json'))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
  return await realpath(folder);
}

async function makeDataDirectory(
  path: string,
  binaries: ServerBinaries,
  user: ServerUser | null,
): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    const seen = error instanceof Error ? error.message : String(error);
    throw notABook(path, seen, 'name a book folder that this user may write');
  });
  if (user !== null) await chown(path, user.uid, user.gid);
  await runInitdb(path, binaries, user);
  // Only the socket leads in, and only the server's own user and root may pass through its folder.
  await writeFile(join(path, 'pg_hba.conf'), 'local all all trust\n');
}

/** Text sorts by code point, whatever the machine's locale: the same book lists alike everywhere. */
async function runInitdb(path: string, binaries: ServerBinaries, user: ServerUser | null): Promise<void> {
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const flags = [
    `--pgdata=${path}`,
    `--username=${SERVER_ROLE}`,
    '--auth=trust',
    '--no-instructions',
    ...locale,
  ];
  const child = spawn(binaries.initdb, flags, {
    cwd: '/',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    ...user,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      said += error.message;
      resolve(null);
    });
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new Refusal(
      'server-not-made',
      `initdb could not make the database ${BOOK_DATABASE} in ${path}: ${said.trim()}`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function notWritable(folder: string, error: unknown): BadInput {
  const seen = error instanceof Error ? error.message : String(error);
  return notABook(folder, seen, 'name a folder that this user may write');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function notABook(folder: string, seen: string, todo: string): BadInput {
  return new BadInput([{ file: folder, row: null, column: null, seen, todo }]);
}
