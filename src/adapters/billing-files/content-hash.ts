import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { DeliveredFile } from '../../domain/line-item/delivered-month.ts';

const CHUNK_BYTES = 1 << 20;

/** sha-256 of the file as it lies there, packed or not, read in pieces. */
export async function hashedFile(path: string): Promise<DeliveredFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: CHUNK_BYTES }), hash);
  return { path, contentHash: hash.digest('hex'), bytes: (await stat(path)).size };
}
