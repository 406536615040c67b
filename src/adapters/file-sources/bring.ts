import { BadInput, type Fault } from '../../application/errors.ts';
import type { FetchProgress } from '../../application/ports.ts';
import type { Cache, LaidOut } from './cache.ts';
import { fetchFile } from './fetch-file.ts';
import type { FoundElsewhere } from './look.ts';
import { type Naming, namingIn } from './names.ts';
import { nameOf, placeOf } from './place.ts';
import type { ListedFile, Store } from './s3-store.ts';
import { placePath } from './safe-path.ts';
import { takingTurns } from './turns.ts';

/** Deliveries that were brought here, laid out as in the store. */
export type Brought = Pick<LaidOut, 'release'> & {
  /** Where the place lies: the folder of its deliveries, or the one file. */
  readonly folder: string;
  readonly holds: (path: string) => boolean;
  readonly naming: Naming;
  readonly pathOf: (name: string) => string | undefined;
  /** Those that were not in the cache. */
  readonly fetched: { readonly files: number; readonly bytes: number };
};

const AT_ONCE = 4;

export async function bring(
  store: Store,
  cache: Cache,
  place: string,
  deliveries: readonly FoundElsewhere[],
  progress: FetchProgress,
): Promise<Brought> {
  const files = [...new Set(deliveries.flatMap(({ listed }) => listed))];
  refuseFoldersOf(files);
  // Before any is looked for: what a look links to is not swept away, however long the others take to come.
  const laid = await cache.layOut(files);
  const missing = await fetchMissing(store, cache, files, progress).catch(async (error: unknown) => {
    await laid.release();
    throw error;
  });
  const folder = placePath(laid.folder, placeOf(place));
  const byPath = new Map(files.map((file) => [laid.pathOf(file), file]));
  const byName = new Map(files.map((file) => [nameOf(file.bucket, file.key), laid.pathOf(file)]));
  return {
    folder,
    holds: (path) => byPath.has(path),
    release: laid.release,
    naming: namingIn(laid.folder, { folder, place }, byPath),
    pathOf: (name) => byName.get(name),
    fetched: { files: missing.length, bytes: missing.reduce((sum, { bytes }) => sum + bytes, 0) },
  };
}

/** Fetches what the cache does not hold, and sees that it holds everything then; gives what it fetched. */
async function fetchMissing(
  store: Store,
  cache: Cache,
  files: readonly ListedFile[],
  progress: FetchProgress,
): Promise<readonly ListedFile[]> {
  const missing = await notIn(cache, files);
  await fetchAll(store, cache, missing, progress);
  const lost = await notIn(cache, files);
  if (lost.length > 0) throw new BadInput(lost.map(lostCopy));
  return missing;
}

async function notIn(cache: Cache, files: readonly ListedFile[]): Promise<readonly ListedFile[]> {
  const missing: ListedFile[] = [];
  for (const file of files) if (!(await cache.holds(file))) missing.push(file);
  return missing;
}

/** A link that leads nowhere would be passed over when the folder is read, and the month be shorter. */
function lostCopy({ bucket, key }: ListedFile): Fault {
  const seen = 'a copy that was removed from the cache while the other files were fetched';
  return { file: nameOf(bucket, key), row: null, column: null, seen, todo: 'try again' };
}

/** After the first that fails no other one is begun; what came stays for the next time. */
async function fetchAll(
  store: Store,
  cache: Cache,
  missing: readonly ListedFile[],
  progress: FetchProgress,
): Promise<void> {
  const inTurn = takingTurns(AT_ONCE);
  const failed: unknown[] = [];
  let done = 0;
  const fetchOne = async (file: ListedFile): Promise<void> => {
    if (failed.length > 0) return;
    try {
      await fetchFile(store, cache, file);
      done += 1;
      progress({ file: nameOf(file.bucket, file.key), done, of: missing.length });
    } catch (error) {
      failed.push(error);
    }
  };
  await Promise.all(missing.map((file) => inTurn(() => fetchOne(file))));
  if (failed.length > 0) throw failed[0];
}

/** In a store a file may have the name of a folder; on a disk it may not. */
function refuseFoldersOf(files: readonly ListedFile[]): void {
  const folders = new Set<string>();
  for (const { key } of files) {
    for (let at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) folders.add(key.slice(0, at));
  }
  const faults = files
    .filter(({ key }) => folders.has(key))
    .map(({ bucket, key }) => ({
      file: nameOf(bucket, key),
      row: null,
      column: null,
      seen: 'a file with the name of a folder that holds billing files too',
      todo: 'name the place of one of the two',
    }));
  if (faults.length > 0) throw new BadInput(faults);
}
