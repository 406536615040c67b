import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lchown, lstat, mkdir, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BadInput, Refusal } from '../../../application/errors.ts';
import { binariesFor, findBinaries, type ServerBinaries } from './binaries.ts';
import { type BookFile, dataDirectoryOf, readBookFile } from './book-file.ts';
import { mayPass, runsAsRoot, type ServerUser } from './server-user.ts';

/** Everything needed to start a book's server or to speak to it. */
export type ServerPlace = {
  readonly bookFolder: string;
  /** Absolute and real: two names of one folder are one server. */
  readonly dataDirectory: string;
  readonly socketFolder: string;
  /** null: the user who runs the command. */
  readonly user: ServerUser | null;
  readonly binaries: ServerBinaries;
};

/** The place of the book in this folder; null: there is no book.json. Throws Refusal and BadInput. */
export async function findPlace(bookFolder: string): Promise<ServerPlace | null> {
  const file = await readBookFile(bookFolder);
  if (file === null) return null;
  const binaries = findBinaries();
  refuseOtherMajor(bookFolder, file, binaries);
  const dataDirectory = await dataDirectoryOf(bookFolder, file);
  const user = await ownerOf(dataDirectory);
  return {
    bookFolder: await realpath(bookFolder),
    dataDirectory,
    socketFolder: await socketFolderOf(dataDirectory, user),
    user,
    binaries: await binariesFor(binaries, user),
  };
}

function refuseOtherMajor(bookFolder: string, file: BookFile, binaries: ServerBinaries): void {
  if (file.serverMajor === binaries.major) return;
  const age = file.serverMajor > binaries.major ? 'a newer' : 'an older';
  throw new Refusal(
    'other-server-version',
    `the book in ${bookFolder} was made by PostgreSQL ${file.serverMajor}, ${age} one than this program's ${binaries.major}, ` +
      'which cannot read its files. Nothing was changed. With the creditbook that made it: ' +
      `creditbook book export FILE --book ${bookFolder}; then with this one: creditbook book import FILE --book NEW-FOLDER`,
  );
}

/** The data belong to the user the server runs as. Throws Refusal when that is not a user this command can act for. */
async function ownerOf(dataDirectory: string): Promise<ServerUser | null> {
  const { uid, gid } = await stat(dataDirectory);
  if (!runsAsRoot()) {
    if (uid === process.getuid?.()) return null;
    throw new Refusal(
      'book-of-another-user',
      `${dataDirectory} belongs to user ${uid}: run the command as that user or as root`,
    );
  }
  const user = { uid, gid };
  if (uid === 0) {
    throw new Refusal(
      'data-owned-by-root',
      `${dataDirectory} belongs to root, and PostgreSQL does not run as root: give it to an unprivileged user (chown -R) and run the command again`,
    );
  }
  if (!mayPass(user, dirname(dataDirectory))) {
    throw new Refusal(
      'data-out-of-reach',
      `${dataDirectory} belongs to user ${uid}, who may not pass through a folder above it: allow that (chmod o+x) and run the command again`,
    );
  }
  return user;
}

/**
 * The folder of the server's socket. Short, since a socket's path has at most 103 bytes, and made from the real path
 * of the data, so that a copy of a book never speaks to the server of the original.
 */
async function socketFolderOf(dataDirectory: string, user: ServerUser | null): Promise<string> {
  const hash = createHash('sha256')
    .update(`${dataDirectory}\n${user?.uid ?? process.getuid?.()}`)
    .digest('hex');
  const parent = process.platform === 'linux' ? '/tmp' : await realpath(tmpdir());
  return join(parent, `creditbook-${hash.slice(0, 16)}`);
}

/**
 * Makes the socket's folder if need be; a command that stops the last server may remove it again at any time. Throws
 * BadInput for one that other users may enter: who listens there is not known.
 */
export async function makeSocketFolder(place: ServerPlace): Promise<void> {
  const { socketFolder, user } = place;
  const self = process.getuid?.();
  try {
    await mkdir(socketFolder, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  try {
    const { uid, mode } = await lstat(socketFolder);
    const ours = uid === self || uid === user?.uid;
    if (!ours || (mode & DIRECTORY_AND_OTHERS) !== DIRECTORY) throw enterable(socketFolder);
    // Not through a link that took the folder's place.
    if (user !== null && uid !== user.uid) await lchown(socketFolder, user.uid, user.gid);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

const DIRECTORY = constants.S_IFDIR;
const DIRECTORY_AND_OTHERS = constants.S_IFMT | 0o077;

function enterable(file: string): BadInput {
  const seen = 'no folder that only the database server may enter';
  return new BadInput([{ file, row: null, column: null, seen, todo: 'remove it and run the command again' }]);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
