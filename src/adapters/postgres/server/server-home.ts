import { chmod, mkdir } from 'node:fs/promises';
import { Refusal } from '../../../application/errors.ts';
import { mayPass, type ServerUser } from './server-user.ts';

/**
 * The folder for data and binaries that the server's own user could not reach in place: only for commands run by root.
 * Made if need be. Throws Refusal `server-home-out-of-reach`.
 */
export async function makeServerHome(user: ServerUser): Promise<string> {
  const home = process.env['CREDITBOOK_SERVER_HOME'] ?? '/var/lib/creditbook';
  const made = await mkdir(home, { recursive: true });
  // Whatever the umask: the server's user passes through.
  if (made !== undefined) await chmod(home, 0o755);
  if (mayPass(user, home)) return home;
  throw new Refusal(
    'server-home-out-of-reach',
    `user ${user.uid}, who runs the database server since root may not, cannot pass through ${home}: ` +
      'allow it (chmod o+x), or name another folder in the environment variable CREDITBOOK_SERVER_HOME',
  );
}
