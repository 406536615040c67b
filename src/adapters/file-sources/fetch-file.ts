import { open, stat } from 'node:fs/promises';
import { BadInput } from '../../application/errors.ts';
import type { Cache, Part } from './cache.ts';
import { comesTo } from './checksum.ts';
import { nameOf } from './place.ts';
import type { ListedFile, Store } from './s3-store.ts';
import { isTorn } from './store-faults.ts';

/** So often in a row nothing at all may come before the file is given up for now. */
const MOST_IN_VAIN = 3;

/** Brings a file into the cache: from where it was torn, unchanged since the listing, and proved by its checksum. */
export async function fetchFile(store: Store, cache: Cache, file: ListedFile): Promise<void> {
  const checksum = await store.checksum(file);
  const part = await cache.claimPart(file);
  try {
    await fill(store, part, file);
  } catch (error) {
    await part.leave();
    throw isFull(error) ? fault(file, ...NO_ROOM) : error;
  }
  const { size } = await stat(part.path);
  if (size === file.bytes && (checksum === null || (await comesTo(part.path, checksum)))) return part.keep();
  await part.drop();
  throw fault(file, `a content that does not come to its ${checksum?.kind ?? 'length'}`, 'try again');
}

const NO_ROOM = [
  'no room for it in the cache',
  'make room there, or name a folder on a larger disk with CREDITBOOK_CACHE',
] as const;

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function fill(store: Store, { path }: Part, file: ListedFile): Promise<void> {
  let inVain = 0;
  for (let had = await bytesAt(path); had < file.bytes || had === 0; ) {
    await pour(await store.read(file, had), path);
    const has = await bytesAt(path);
    if (has === file.bytes) return;
    inVain = has > had ? 0 : inVain + 1;
    if (inVain === MOST_IN_VAIN) {
      const seen = `a transfer that broke off at ${has} of ${file.bytes} bytes`;
      throw fault(file, seen, 'try again: it goes on from there');
    }
    had = has;
  }
}

/** Every piece is written as it comes, so that what came before a cut is there to go on from. */
async function pour(pieces: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const part = await open(path, 'a', 0o600);
  try {
    for await (const piece of pieces) await part.writeFile(piece);
  } catch (error) {
    if (!isTorn(error)) throw error;
  } finally {
    await part.close();
  }
}

async function bytesAt(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

function fault({ bucket, key }: ListedFile, seen: string, todo: string): BadInput {
  return new BadInput([{ file: nameOf(bucket, key), row: null, column: null, seen, todo }]);
}
