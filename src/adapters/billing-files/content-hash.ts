import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, openSync, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Fault } from '../../application/errors.ts';
import type { DeliveredFile } from '../../domain/line-item/delivered-month.ts';
import { wholeFile } from './whole-file.ts';

const CHUNK_BYTES = 1 << 20;
/** Below this, starting a thread takes longer than hashing. */
const WORTH_THREADS_BYTES = 32 << 20;

/** What a file was when it was hashed: whoever writes to it or puts another in its place changes one of these. */
const STAMP = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const;

const stampedAs = new WeakMap<DeliveredFile, string>();

/** sha-256 of the file as it lies there, packed or not, read in pieces. */
export function contentHash(path: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      hash.update(chunk.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** The files with their hashes; large ones are hashed by threads, several at once. */
export async function hashedFiles(paths: readonly string[]): Promise<ReadonlyMap<string, DeliveredFile>> {
  const before = new Map<string, BigIntStats>();
  for (const path of paths) before.set(path, await stat(path, { bigint: true }));
  const bytes = [...before.values()].reduce((sum, { size }) => sum + Number(size), 0);
  const hashes =
    bytes < WORTH_THREADS_BYTES ? hashedHere(before.keys()) : await hashedByThreads(before.keys());
  return new Map(
    [...before].map(([path, stats]) => {
      const file = { path, contentHash: hashes.get(path) ?? '', bytes: Number(stats.size) };
      stampedAs.set(file, stampOf(stats));
      return [path, file];
    }),
  );
}

/** The files that are no longer what their hashes say, so that other lines may have been read (N1). */
export async function changedFaults(files: readonly DeliveredFile[]): Promise<readonly Fault[]> {
  // Files of an earlier delivery come with the hashes the book has of them.
  const hashedNow = await hashedFiles(files.filter((file) => !stampedAs.has(file)).map(({ path }) => path));
  const faults: Fault[] = [];
  for (const file of files) {
    const stamp = stampedAs.get(file);
    const now = await stat(file.path, { bigint: true }).catch(() => null);
    const isSame =
      stamp === undefined
        ? hashedNow.get(file.path)?.contentHash === file.contentHash
        : now !== null && stampOf(now) === stamp;
    if (isSame) continue;
    faults.push(
      wholeFile(file.path, 'a file that changed while it was read', 'wait until it is whole, and run again'),
    );
  }
  return faults;
}

function stampOf(stats: BigIntStats): string {
  return STAMP.map((name) => stats[name]).join(' ');
}

function hashedHere(paths: Iterable<string>): ReadonlyMap<string, string> {
  return new Map([...paths].map((path) => [path, contentHash(path)]));
}

async function hashedByThreads(paths: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const waiting = [...paths];
  const hashes = new Map<string, string>();
  const hand = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { execArgv: [] });
      const next = (): void => {
        const path = waiting.shift();
        worker.postMessage(path ?? null, []);
        if (path === undefined) resolve();
      };
      worker.on('message', (done: { path: string; hash: string }) => {
        hashes.set(done.path, done.hash);
        next();
      });
      worker.on('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, hand));
  return hashes;
}
