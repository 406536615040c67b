import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { PassThrough, pipeline, type Readable, Transform } from 'node:stream';
import { crc32, createGunzip } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { boundedBy } from './unpacked-bound.ts';
import { UnusableFile } from './unusable-file.ts';

/** How a text is packed; a zip has several members, counted from 0. Plain data, so that a thread can be told of it. */
export type Packing =
  | { readonly by: 'nothing' }
  | { readonly by: 'gzip' }
  | { readonly by: 'zip'; readonly member: number };

/** The text of a CSV, a CSV.gz or one member of a zip. One that is not packed can be scanned where it lies. */
export type TextTable = { readonly kind: 'text'; readonly path: string; readonly packing: Packing };

/** One table of lines. */
export type LineTable = { readonly kind: 'parquet'; readonly path: string } | TextTable;

/** Whether a table is unpacked for the engine, which scans the others where they lie. */
export function isPacked(table: LineTable): table is TextTable {
  return table.kind === 'text' && table.packing.by !== 'nothing';
}

/** Told how many packed bytes were taken so far. */
export type Taken = (packed: number) => void;

const CHUNK_BYTES = 1 << 20;
/** Small enough to be made and let go without asking the system for memory each time. */
const UNPACKED_CHUNK_BYTES = 1 << 18;

/** Tells the container by its first bytes, never by the name: clouds and people rename files. */
export async function tablesOf(path: string): Promise<readonly LineTable[]> {
  const { head, tail, size } = await edgesOf(path);
  if (size === 0) throw new UnusableFile('an empty file', 'download it again');
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') {
    if (tail.toString('latin1') !== 'PAR1') throw torn('Parquet');
    return [{ kind: 'parquet', path }];
  }
  if (head[0] === 0x1f && head[1] === 0x8b) {
    return [{ kind: 'text', path, packing: { by: 'gzip' } }];
  }
  if (head.subarray(0, 2).toString('latin1') === 'PK') return zipTables(path);
  if (head.includes(0)) {
    throw new UnusableFile(
      'bytes that are not UTF-8 text, gzip, zip or Parquet',
      'give the billing file as the cloud wrote it',
    );
  }
  return [{ kind: 'text', path, packing: { by: 'nothing' } }];
}

/** The unpacked bytes of a text; the stream fails when what it unpacked is not what was packed. */
export async function openText(
  { path, packing }: TextTable,
  taken: Taken = () => undefined,
): Promise<Readable> {
  if (packing.by === 'gzip') return gunzipped(path, taken);
  return packing.by === 'zip' ? unzipped(path, packing.member, taken) : createReadStream(path);
}

/** What a failed stream means to the person who gave the file; null: nothing that unpacking can explain. */
export function unpackingFault(error: unknown): UnusableFile | null {
  if (error instanceof UnusableFile) return error;
  const code = (error as { code?: unknown }).code;
  if (code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR' || code === 'Z_STREAM_ERROR') return torn('gzip');
  return null;
}

async function edgesOf(path: string): Promise<{ head: Buffer; tail: Buffer; size: number }> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(Math.min(512, size));
    await handle.read(head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(4, size));
    await handle.read(tail, 0, tail.length, size - tail.length);
    return { head, tail, size };
  } finally {
    await handle.close();
  }
}

async function gunzipped(path: string, taken: Taken): Promise<Readable> {
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const gunzip = createGunzip({ chunkSize: UNPACKED_CHUNK_BYTES });
  const target = readLater(boundedBy((await stat(path)).size, 'gzip'));
  return pipeline(source, telling(taken), gunzip, target, () => undefined);
}

async function zipTables(path: string): Promise<readonly LineTable[]> {
  const entries = await withZip(path, entriesOf);
  const members = [...entries.entries()].filter(
    ([, { fileName }]) => /\.csv$/i.test(fileName) && !fileName.startsWith('__MACOSX/'),
  );
  if (members.length === 0)
    throw new UnusableFile('a zip without a CSV inside', 'give the zip as the cloud wrote it');
  const unreadable = members.find(([, entry]) => !entry.canDecodeFileData());
  if (unreadable !== undefined) throw unknownPacking(unreadable[1]);
  return members.map(([member]) => ({ kind: 'text', path, packing: { by: 'zip', member } }));
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

async function unzipped(path: string, member: number, taken: Taken): Promise<Readable> {
  const { zip, entry, source } = await memberOf(path, member);
  const checked = checkedBy(entry.crc32);
  const out = readLater(new PassThrough({ highWaterMark: CHUNK_BYTES }));
  // The zip reader unpacks by itself, so what was taken is told by what came out.
  const { compressedSize, uncompressedSize } = entry;
  const told = telling((unpacked) =>
    taken(Math.floor((unpacked * compressedSize) / (uncompressedSize || 1))),
  );
  pipeline(source, told, boundedBy(compressedSize, 'zip'), checked, (error) => {
    if (error) out.destroy(error instanceof UnusableFile ? error : torn('zip'));
  });
  checked.pipe(out);
  out.on('close', () => {
    source.destroy();
    zip.close();
  });
  return out;
}

/** A member ready to be read; whatever keeps it from that leaves nothing open. */
async function memberOf(
  path: string,
  member: number,
): Promise<{ readonly zip: ZipFile; readonly entry: Entry; readonly source: Readable }> {
  const zip = await yauzl.openPromise(path, { autoClose: false });
  try {
    const entry = (await entriesOf(zip))[member];
    if (entry === undefined) throw torn('zip');
    if (!entry.canDecodeFileData()) throw unknownPacking(entry);
    return { zip, entry, source: await zip.openReadStreamPromise(entry) };
  } catch (error) {
    zip.close();
    throw error instanceof UnusableFile ? error : torn('zip');
  }
}

function unknownPacking(entry: Entry): UnusableFile {
  const how = entry.isEncrypted() ? 'with a password' : `by method ${entry.compressionMethod}`;
  return new UnusableFile(`a zip that is packed ${how}`, 'unzip it and give the CSV');
}

/** A stream may fail before anybody reads it; whoever then reads it is told, and until then nothing breaks. */
function readLater<T extends Readable>(stream: T): T {
  return stream.on('error', () => undefined);
}

/** Lets bytes through and tells how many did. */
function telling(passed: (bytes: number) => void): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      passed(bytes);
      done(null, chunk);
    },
  });
}

function checkedBy(expected: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen = crc32(chunk, seen);
      done(null, chunk);
    },
    flush(done) {
      done(seen === expected ? null : torn('zip'));
    },
  });
}

async function withZip<T>(path: string, use: (zip: ZipFile) => Promise<T>): Promise<T> {
  try {
    const zip = await yauzl.openPromise(path, { autoClose: false });
    try {
      return await use(zip);
    } finally {
      zip.close();
    }
  } catch (error) {
    throw error instanceof UnusableFile ? error : torn('zip');
  }
}

function torn(container: string): UnusableFile {
  return new UnusableFile(`a torn ${container} file`, 'download it again');
}
