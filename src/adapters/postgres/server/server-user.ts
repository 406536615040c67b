import { execFileSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../../../application/errors.ts';

/** The user the server runs as when the command runs as root: PostgreSQL never runs as root. */
export type ServerUser = { readonly uid: number; readonly gid: number };

const KNOWN_USERS = ['creditbook', 'postgres', '_postgres'];

/**
 * Who shall own a new data directory: null is "whoever runs the command"; for root an unprivileged user, made if
 * there is none, and `nobody` where users cannot be made. Throws Refusal `no-server-user`.
 */
export function chooseServerUser(): ServerUser | null {
  if (!runsAsRoot()) return null;
  for (const name of KNOWN_USERS) {
    const user = userNamed(name);
    if (user !== null) return user;
  }
  makeUser('creditbook');
  const user = userNamed('creditbook') ?? userNamed('nobody');
  if (user !== null) return user;
  throw new Refusal(
    'no-server-user',
    'PostgreSQL does not run as root and no other user was found or could be made: run the command as another user, or add a user named creditbook',
  );
}

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** May `user` pass through `folder` and every folder above it (by mode bits; access lists are not looked at)? */
export function mayPass(user: ServerUser, folder: string): boolean {
  for (let step = realpathSync(folder); ; step = dirname(step)) {
    const { uid, gid, mode } = statSync(step);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (step === dirname(step)) return true;
  }
}

function userNamed(name: string): ServerUser | null {
  try {
    return { uid: idOf('-u', name), gid: idOf('-g', name) };
  } catch {
    return null;
  }
}

function idOf(flag: '-u' | '-g', name: string): number {
  return Number.parseInt(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }), 10);
}

function makeUser(name: string): void {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  try {
    execFileSync('useradd', [...flags, name], { stdio: 'ignore' });
  } catch {
    // No useradd, a read-only /etc, or another command was quicker: the caller looks again.
  }
}
