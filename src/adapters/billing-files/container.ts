import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough, pipeline, type Readable, Transform } from 'node:stream';
import { crc32, createGunzip } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/** A file cannot be read as a billing file at all; becomes a Fault of the whole file. */
export class UnusableFile extends Error {
  readonly seen: string;
  readonly todo: string;
  constructor(seen: string, todo: string) {
    super(`saw ${seen}; ${todo}`);
    this.name = 'UnusableFile';
    this.seen = seen;
    this.todo = todo;
  }
}

/** One table of lines: a Parquet file, or the text of a CSV, a CSV.gz or one member of a zip. */
export type LineTable =
  | { readonly kind: 'parquet'; readonly path: string }
  | {
      readonly kind: 'text';
      /** The file itself when it is not packed: it can then be scanned where it lies. */
      readonly plainPath: string | null;
      /** The unpacked bytes; the stream fails when what it unpacked is not what was packed. */
      readonly open: () => Promise<Readable>;
    };

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
    return [{ kind: 'text', plainPath: null, open: async () => gunzipped(path) }];
  }
  if (head.subarray(0, 2).toString('latin1') === 'PK') return zipTables(path);
  if (head.includes(0)) {
    throw new UnusableFile(
      'bytes that are not UTF-8 text, gzip, zip or Parquet',
      'give the billing file as the cloud wrote it',
    );
  }
  return [{ kind: 'text', plainPath: path, open: async () => createReadStream(path) }];
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

function gunzipped(path: string): Readable {
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const target = readLater(createGunzip({ chunkSize: UNPACKED_CHUNK_BYTES }));
  return pipeline(source, target, () => undefined);
}

async function zipTables(path: string): Promise<readonly LineTable[]> {
  const members = await withZip(path, async (zip) => {
    const found: Entry[] = [];
    for await (const entry of zip.eachEntry()) found.push(entry);
    return found.filter((entry) => /\.csv$/i.test(entry.fileName) && !entry.fileName.startsWith('__MACOSX/'));
  });
  if (members.length === 0)
    throw new UnusableFile('a zip without a CSV inside', 'give the zip as the cloud wrote it');
  if (members.some((entry) => entry.isEncrypted())) {
    throw new UnusableFile('a zip with a password', 'unzip it and give the CSV');
  }
  return members.map((entry) => ({ kind: 'text', plainPath: null, open: () => unzipped(path, entry) }));
}

async function unzipped(path: string, entry: Entry): Promise<Readable> {
  const zip = await yauzl.openPromise(path, { autoClose: false });
  const source = await zip.openReadStreamPromise(entry);
  const checked = checkedBy(entry.crc32);
  const out = readLater(new PassThrough({ highWaterMark: CHUNK_BYTES }));
  pipeline(source, checked, (error) => {
    if (error) out.destroy(torn('zip'));
  });
  checked.pipe(out);
  out.on('close', () => {
    source.destroy();
    zip.close();
  });
  return out;
}

/** A stream may fail before anybody reads it; whoever then reads it is told, and until then nothing breaks. */
function readLater<T extends Readable>(stream: T): T {
  return stream.on('error', () => undefined);
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
