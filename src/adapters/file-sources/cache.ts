import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, symlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ListedFile } from './s3-store.ts';
import { safePath } from './safe-path.ts';
import { type CacheBounds, sweep } from './sweep.ts';

/**
 * Copies of files that lie elsewhere, each kept under what it was there, so that a changed file is another one:
 *
 *   files/<id>/whole           fetched and proved
 *   parts/<id>                 torn: whoever goes on with it takes it by renaming it
 *   parts/<id>.<pid>.<nonce>   being fetched
 *   looks/<pid>.<nonce>/       links to what one import reads, laid out as in the store
 *
 * Everything in it can be fetched again: it may be removed while nobody reads. Several processes may use it at once.
 */
export type Cache = {
  readonly holds: (file: ListedFile) => Promise<boolean>;
  readonly text: (file: ListedFile) => Promise<string>;
  /** A torn part if there is one, or a new file; nobody else writes to it. */
  readonly claimPart: (file: ListedFile) => Promise<Part>;
  /** A folder with these files, as they lie in the store, fetched or not yet: until it is released all of them stay. */
  readonly layOut: (files: readonly ListedFile[]) => Promise<LaidOut>;
};

export type Part = {
  readonly path: string;
  /** It is whole and proved. */
  readonly keep: () => Promise<void>;
  /** Whoever comes next goes on with it. */
  readonly leave: () => Promise<void>;
  readonly drop: () => Promise<void>;
};

export type LaidOut = {
  readonly folder: string;
  readonly pathOf: (file: Pick<ListedFile, 'bucket' | 'key'>) => string;
  readonly release: () => Promise<void>;
};

export function cacheIn(root: string, bounds: CacheBounds): Cache {
  const [files, parts, looks] = ['files', 'parts', 'looks'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  const wholeOf = (file: ListedFile): string => join(files, idOf(file), 'whole');
  return {
    holds: async (file) => {
      const whole = wholeOf(file);
      if ((await stat(whole).catch(() => null))?.size !== file.bytes) return false;
      // The folder's time, not the file's: whoever reads a file watches whether it changes.
      await utimes(dirname(whole), bounds.now(), bounds.now()).catch(() => undefined);
      return true;
    },
    text: (file) => readFile(wholeOf(file), 'utf8'),
    claimPart: async (file) => {
      const id = idOf(file);
      await mkdir(parts, { recursive: true, mode: 0o700 });
      const path = join(parts, `${id}.${process.pid}.${randomUUID()}`);
      for (const name of [id, ...(await deserted(parts, id))]) {
        // Of several who want to go on with it, the first one to rename it has it.
        if (await moved(join(parts, name), path)) break;
      }
      return {
        path,
        keep: async () => {
          const fresh = `${path}.d`;
          await mkdir(fresh, { mode: 0o700 });
          await rename(path, join(fresh, 'whole'));
          await mkdir(files, { recursive: true, mode: 0o700 });
          if (await moved(fresh, join(files, id))) return;
          // Another process was first, and reads it perhaps; only a broken copy is replaced.
          const { size } = await stat(wholeOf(file)).catch(() => ({ size: null }));
          if (size !== file.bytes) await rename(join(fresh, 'whole'), wholeOf(file));
          await rm(fresh, { recursive: true });
        },
        leave: async () => {
          await moved(path, join(parts, id));
        },
        drop: () => rm(path, { force: true }),
      };
    },
    layOut: async (wanted) => {
      const folder = join(looks, `${process.pid}.${randomUUID()}`);
      const pathOf = ({ bucket, key }: Pick<ListedFile, 'bucket' | 'key'>): string =>
        join(folder, bucket, safePath(key));
      const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        for (const file of wanted) {
          await mkdir(dirname(pathOf(file)), { recursive: true });
          await symlink(wholeOf(file), pathOf(file));
        }
      } catch (error) {
        await remove();
        throw error;
      }
      return {
        folder,
        pathOf,
        release: async () => {
          await remove();
          await sweep({ files, parts, looks }, bounds);
        },
      };
    },
  };
}

/** The same name and tag in another store is another file. */
function idOf({ endpoint, bucket, key, bytes, tag }: ListedFile): string {
  return createHash('sha256')
    .update(JSON.stringify([endpoint, bucket, key, bytes, tag]))
    .digest('hex');
}

/** What processes left in the middle that are no more. */
async function deserted(parts: string, id: string): Promise<readonly string[]> {
  const names = (await readdir(parts)).filter((name) => name.startsWith(`${id}.`) && !name.endsWith('.d'));
  return names.filter((name) => !isAlive(name.split('.')[1] ?? ''));
}

function isAlive(pid: string): boolean {
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
