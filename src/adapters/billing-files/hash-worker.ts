import { parentPort } from 'node:worker_threads';
import { contentHash } from './content-hash.ts';

/** A thread that hashes one file for each path it is sent, until it is sent null. */
parentPort?.on('message', (path: string | null) => {
  if (path === null) parentPort?.close();
  else parentPort?.postMessage({ path, hash: contentHash(path) }, []);
});
