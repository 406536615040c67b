import { Zip, ZipPassThrough } from 'fflate';
import type { BundledFile } from '../../application/ports.ts';
import { NO_DAY } from '../../table-files/no-day.ts';

/** A zip archive, piece by piece as its files come. They are stored as they are: documents are packed already. */
export async function* zipped(files: AsyncIterable<BundledFile>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const archive = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  for await (const { file, bytes } of files) {
    const entry = new ZipPassThrough(file);
    entry.mtime = NO_DAY;
    archive.add(entry);
    entry.push(bytes, true);
    yield* pieces.splice(0);
  }
  archive.end();
  yield* pieces.splice(0);
}
