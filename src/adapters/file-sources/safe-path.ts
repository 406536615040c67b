import { createHash } from 'node:crypto';

const LONGEST_BYTES = 200;

/**
 * The path under which a key lies in a folder of this machine, and never outside of it. Two keys never share one. What
 * a file system takes stays as it is, because manifests name files by their keys.
 */
export function safePath(key: string): string {
  return key.split('/').map(safeSegment).join('/');
}

function safeSegment(segment: string): string {
  if (segment === '') return '%';
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '%2E');
  const plain = segment.replace(/^%/, '%25').replaceAll('\0', '%00');
  if (Buffer.byteLength(plain) <= LONGEST_BYTES) return plain;
  const hash = createHash('sha256').update(segment).digest('hex').slice(0, 32);
  return `%${hash}${/(\.[A-Za-z0-9]{1,10}){1,2}$/.exec(plain)?.[0] ?? ''}`;
}
