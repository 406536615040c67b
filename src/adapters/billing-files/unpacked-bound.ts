import { Transform } from 'node:stream';
import { UnusableFile } from './unusable-file.ts';

const GIGABYTE = 1_000_000_000;
const TIMES = 200;
/** Nobody's month; it would be read for days. */
const MOST_GIGABYTES = 2_000;

/**
 * Whether something was packed so that it unpacks without end. A billing file unpacks to 20 to 40 times its size, the
 * most monotonous to 100, and a small one may well do more; the tables of a whole payer reach 100 GB.
 */
export function isEndless(unpacked: number, packed: number): boolean {
  if (unpacked <= GIGABYTE) return false;
  return unpacked > packed * TIMES || unpacked > MOST_GIGABYTES * GIGABYTE;
}

/** Lets through what a container of so many bytes may hold; fails at the first byte too many. */
export function boundedBy(packed: number, container: 'gzip' | 'zip'): Transform {
  let unpacked = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpacked += chunk.length;
      if (isEndless(unpacked, packed)) done(tooLarge(packed, container));
      else done(null, chunk);
    },
  });
}

function tooLarge(packed: number, container: string): UnusableFile {
  const kilobytes = Math.ceil(packed / 1_000);
  return new UnusableFile(
    `a ${container} file that unpacks to more than ${TIMES} times its ${kilobytes} kB`,
    'no billing file does: download it again, or unpack it, look what is inside and give the CSV',
  );
}
