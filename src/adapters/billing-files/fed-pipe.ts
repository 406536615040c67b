import { execFile } from 'node:child_process';
import { closeSync, constants, createWriteStream, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const PIPE_CHUNK_BYTES = 1 << 22;
/** A scan, its unpacking and its writes each hold one thread of Node's pool (4 unless set); with fewer they would wait for each other. */
const THREADS_FOR_PIPES = 4;

let lastPipe = 0;

/**
 * Lets the engine scan a packed text while it is being unpacked here, through a named pipe. The engine could unpack
 * gzip itself, but it takes a torn or altered file for a shorter one; Node's zlib checks, and costs no more.
 * The unpacking error wins over the engine's: a torn file also ends in half a line.
 */
export async function scanFed<T>(
  folder: string,
  open: () => Promise<Readable>,
  scan: (path: string) => Promise<T>,
): Promise<T> {
  lastPipe += 1;
  const path = join(folder, `lines-${lastPipe}.csv`);
  try {
    if (!(await madePipe(path))) {
      await pipeline(await open(), createWriteStream(path));
      return await scan(path);
    }
    return await pumped(path, open, scan);
  } finally {
    await rm(path, { force: true });
  }
}

async function madePipe(path: string): Promise<boolean> {
  if (
    process.platform === 'win32' ||
    Number(process.env['UV_THREADPOOL_SIZE'] ?? THREADS_FOR_PIPES) < THREADS_FOR_PIPES
  ) {
    return false;
  }
  try {
    await promisify(execFile)('mkfifo', [path]);
    return true;
  } catch {
    return false;
  }
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

async function pumped<T>(
  path: string,
  open: () => Promise<Readable>,
  scan: (path: string) => Promise<T>,
): Promise<T> {
  let scanEnded = false;
  const watched = async (): Promise<Outcome<T>> => {
    try {
      return { ok: true, value: await scan(path) };
    } catch (error) {
      return { ok: false, error };
    } finally {
      scanEnded = true;
    }
  };
  const scanned = watched();
  const pump = await pumpInto(path, open, () => scanEnded);
  const outcome = await scanned;
  if (pump.error !== null && !isClosedByReader(pump.error)) throw pump.error;
  if (!outcome.ok) throw outcome.error;
  return outcome.value;
}

async function pumpInto(
  path: string,
  open: () => Promise<Readable>,
  ended: () => boolean,
): Promise<{ readonly error: Error | null }> {
  let descriptor: number | null = null;
  // A process that exits waits for its scanning thread, which waits for this end of the pipe: let go of it first.
  const letGo = (): void => {
    const end = descriptor ?? writerIfReaderIsThere(path);
    if (end !== null) closeSync(end);
  };
  process.once('exit', letGo);
  try {
    descriptor = await writerWhenReaderIsThere(path, ended);
    if (descriptor === null) return { error: null };
    await pumpTo(createWriteStream(path, { fd: descriptor, highWaterMark: PIPE_CHUNK_BYTES }), open);
    return { error: null };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  } finally {
    process.off('exit', letGo);
  }
}

async function pumpTo(target: Writable, open: () => Promise<Readable>): Promise<void> {
  try {
    await pipeline(await open(), target);
  } finally {
    target.destroy();
  }
}

/** Opening a pipe waits for its other end for ever; this looks first, so a scan that fails early leaves nobody waiting. */
async function writerWhenReaderIsThere(path: string, ended: () => boolean): Promise<number | null> {
  while (!ended()) {
    const writer = writerIfReaderIsThere(path);
    if (writer !== null) return writer;
    await pause(1);
  }
  return null;
}

function writerIfReaderIsThere(path: string): number | null {
  try {
    const probe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    // With a reading end of our own for a moment, the waiting kind of writer opens at once.
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(path, constants.O_WRONLY);
    closeSync(reader);
    closeSync(probe);
    return writer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return null;
    throw error;
  }
}

function isClosedByReader(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}
