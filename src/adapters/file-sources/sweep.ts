import type { Stats } from 'node:fs';
import { readdir, readlink, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** How large the cache may become, and the time of day for what was used when. */
export type CacheBounds = { readonly mostBytes: number; readonly now: () => Date };

type Shelves = { readonly files: string; readonly parts: string; readonly looks: string };
type Kept = { readonly path: string; readonly bytes: number; readonly usedMs: number };

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/**
 * Removes the copies that were not used for longest until the rest is within bounds. What somebody reads, and what was
 * used within the hour, stays even beyond them; where it cannot be told what somebody reads, all stays. What dead
 * processes and torn transfers left goes after a week.
 */
export async function sweep(
  { files, parts, looks }: Shelves,
  { mostBytes, now }: CacheBounds,
): Promise<void> {
  const nowMs = now().getTime();
  for (const folder of [parts, looks]) {
    for (const { path, usedMs } of await keptIn(folder)) {
      if (nowMs - usedMs > WEEK_MS) await rm(path, { recursive: true, force: true });
    }
  }
  const copies = await keptIn(files, 'whole');
  const inUse = await idsReadIn(looks);
  if (inUse === null) return;
  let bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0);
  for (const copy of copies.toSorted((a, b) => a.usedMs - b.usedMs)) {
    if (bytes <= mostBytes) return;
    if (inUse.has(basename(copy.path)) || (await isFresh(copy.path, nowMs))) continue;
    await rm(copy.path, { recursive: true, force: true });
    bytes -= copy.bytes;
  }
}

/** Asked just before it would go: whoever found it there meanwhile has marked it as used. */
async function isFresh(path: string, nowMs: number): Promise<boolean> {
  const stats = await statsOf(path);
  return stats === null || nowMs - stats.mtimeMs < HOUR_MS;
}

async function keptIn(folder: string, inside = ''): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const [own, content] = await Promise.all([statsOf(path), statsOf(join(path, inside))]);
    if (own !== null) kept.push({ path, bytes: content?.size ?? 0, usedMs: own.mtimeMs });
  }
  return kept;
}

/** The ids of the copies that some import reads just now; null where that cannot be told. */
async function idsReadIn(looks: string): Promise<ReadonlySet<string> | null> {
  try {
    const ids = new Set<string>();
    for (const look of await unlessGone([], () => readdir(looks))) {
      for (const id of await idsReadAt(join(looks, look))) ids.add(id);
    }
    return ids;
  } catch {
    return null;
  }
}

async function idsReadAt(look: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of await unlessGone([], () => readdir(look, { recursive: true, withFileTypes: true }))) {
    if (!name.isSymbolicLink()) continue;
    const target = await unlessGone('', () => readlink(join(name.parentPath, name.name)));
    ids.push(basename(dirname(target)));
  }
  return ids;
}

/** An import that is over takes its look away, perhaps while that is read. */
async function unlessGone<T>(gone: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return gone;
    throw error;
  }
}

function statsOf(path: string): Promise<Stats | null> {
  return stat(path).catch(() => null);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
