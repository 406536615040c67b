import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Place } from './place.ts';

const LONGEST_BYTES = 200;

/**
 * The path under which a key lies in a folder of this machine, and never outside of it. Two keys never share one. What
 * a file system takes stays as it is, because manifests name files by their keys.
 */
export function safePath(key: string): string {
  return key.split('/').map(safeSegment).join('/');
}

/** Where a place lies in a folder that is laid out as the store: what is hidden in it is hidden from there on. */
export function placePath(root: string, { bucket, prefix }: Place): string {
  return prefix === '' ? join(root, bucket) : join(root, bucket, safePath(prefix.replace(/\/$/, '')));
}

function safeSegment(segment: string): string {
  if (segment === '') return '%';
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '%2E');
  const plain = segment.replace(/^%/, '%25');
  if (!plain.includes('\0') && Buffer.byteLength(plain) <= LONGEST_BYTES) return plain;
  const hash = createHash('sha256').update(segment).digest('hex').slice(0, 32);
  return `%${hash}${/(\.[A-Za-z0-9]{1,10}){1,2}$/.exec(plain)?.[0] ?? ''}`;
}
