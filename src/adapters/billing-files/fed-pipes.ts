import { execFile } from 'node:child_process';
import { closeSync, constants, createWriteStream, openSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openText, type TextTable } from './container.ts';
import { countedBytes } from './counted-bytes.ts';
import { startUnpacker, type Unpacker } from './unpacker.ts';

/** Told of the text at a place, now and then: how many packed bytes of it are behind. Whoever is told may throw to end it. */
export type Reached = (at: number, packed: number) => void;
/** Told that the text at this place was unpacked to its end, and how many bytes it has. */
export type Unpacked = (at: number, bytes: number) => void;
export type Unpacking = { readonly reached: Reached; readonly unpacked: Unpacked };

/** A scan holds one thread of Node's pool (4 unless set) to its end; reading and unpacking need the others. */
const THREADS_FOR_PIPES = 3;
/** The engine opens its texts in order, nearly always; looking for a reader of all of them is worth less often. */
const LOOKS_BETWEEN_ALL = 32;

let lastPipe = 0;
/** Fed scans of one process take turns: together they could hold the whole pool, and nobody would unpack for them. */
let turn: Promise<unknown> = Promise.resolve();

/** Whether texts can be unpacked while they are scanned; else each is unpacked to disk first. */
export function canFeed(): boolean {
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? THREADS_FOR_PIPES);
  return process.platform !== 'win32' && threads >= THREADS_FOR_PIPES;
}

/**
 * Lets the engine scan packed texts while they are being unpacked by a thread, through named pipes. The engine could unpack
 * gzip itself, but it takes a torn or altered file for a shorter one; Node's zlib checks, and takes half the time.
 * A failure of the unpacking wins over the engine's: a torn text also ends in half a line.
 */
export async function scanFed<T>(
  folder: string,
  texts: readonly TextTable[],
  scan: (paths: readonly string[]) => Promise<T>,
  told: Unpacking,
): Promise<T> {
  if (texts.length === 0) return scan([]);
  const mine = turn.then(() => scanInTurn(folder, texts, scan, told));
  turn = mine.catch(() => undefined);
  return mine;
}

async function scanInTurn<T>(
  folder: string,
  texts: readonly TextTable[],
  scan: (paths: readonly string[]) => Promise<T>,
  told: Unpacking,
): Promise<T> {
  const paths = texts.map(() => {
    lastPipe += 1;
    return join(folder, `lines-${lastPipe}.csv`);
  });
  try {
    if (await madePipes(paths)) return await scanPumped(paths, texts, scan, told);
    for (const [at, text] of texts.entries()) {
      const counted = countedBytes();
      await pipeline(await openText(text), counted.stream, createWriteStream(paths[at] ?? ''));
      told.unpacked(at, counted.bytes());
    }
    return await scan(paths);
  } finally {
    for (const path of paths) await rm(path, { force: true });
  }
}

async function madePipes(paths: readonly string[]): Promise<boolean> {
  if (!canFeed()) return false;
  try {
    await promisify(execFile)('mkfifo', [...paths]);
    return true;
  } catch {
    return false;
  }
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };
type Pipe = {
  readonly path: string;
  readonly at: number;
  readonly text: TextTable;
  descriptor: number | null;
};

async function scanPumped<T>(
  paths: readonly string[],
  texts: readonly TextTable[],
  scan: (paths: readonly string[]) => Promise<T>,
  told: Unpacking,
): Promise<T> {
  const pipes = texts.map((text, at): Pipe => ({ path: paths[at] ?? '', at, text, descriptor: null }));
  const failures: Error[] = [];
  const unpacker = startUnpacker();
  let scanEnded = false;
  const watched = async (): Promise<Outcome<T>> => {
    try {
      return { ok: true, value: await scan(paths) };
    } catch (error) {
      return { ok: false, error };
    } finally {
      scanEnded = true;
    }
  };
  // A process that exits waits for its scanning threads, which wait for these ends of the pipes: let go of them first.
  const letGo = (): void => pipes.forEach(letGoOf);
  process.once('exit', letGo);
  try {
    const scanned = watched();
    const pumps: Promise<void>[] = [];
    const hasEnded = (): boolean => scanEnded;
    await served(pipes, hasEnded, (pipe, writer) => {
      pipe.descriptor = writer;
      pumps.push(pump(unpacker, pipe, writer, failures, told));
    });
    const outcome = await scanned;
    // None is left waiting: a pipe without a reader fails with EPIPE.
    await Promise.all(pumps);
    if (!outcome.ok) throw failures.find((failure) => !isClosedByReader(failure)) ?? outcome.error;
    // A scan that was content with less than the whole text is no scan of it.
    if (failures[0] !== undefined) throw failures[0];
    return outcome.value;
  } finally {
    process.off('exit', letGo);
    unpacker.end();
  }
}

/** Unpacks one text into its pipe. After the first failure every text ends where it is, so that the scan does too. */
async function pump(
  unpacker: Unpacker,
  pipe: Pipe,
  writer: number,
  failures: Error[],
  told: Unpacking,
): Promise<void> {
  const { at, text } = pipe;
  const fail = (error: unknown): void => {
    // What failed after the first was told to stop.
    if (failures.length === 0) failures.push(error instanceof Error ? error : new Error(String(error)));
    unpacker.stop();
  };
  const taken = (packed: number): void => {
    try {
      told.reached(at, packed);
    } catch (error) {
      fail(error);
    }
  };
  try {
    told.unpacked(at, await unpacker.unpack({ at, text, writer }, taken));
  } catch (error) {
    fail(error);
  } finally {
    pipe.descriptor = null;
  }
}

/** Begins with each pipe when its reader is there, until all are begun or the scan has ended. */
async function served(
  pipes: readonly Pipe[],
  hasEnded: () => boolean,
  begin: (pipe: Pipe, writer: number) => void,
): Promise<void> {
  const waiting = new Set(pipes);
  for (let look = 1; waiting.size > 0 && !hasEnded(); look += 1) {
    for (const pipe of waiting) {
      const writer = writerIfReaderIsThere(pipe.path);
      if (writer === null && look % LOOKS_BETWEEN_ALL > 0) break;
      if (writer === null) continue;
      waiting.delete(pipe);
      begin(pipe, writer);
    }
    await pause(1);
  }
}

/** Opening a pipe waits for its other end for ever; this only looks. */
function writerIfReaderIsThere(path: string): number | null {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return null;
    throw error;
  }
}

function isClosedByReader(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}

/** Lets a reader of this pipe see its end, now or when it comes: for the moment of exit, where nothing can be awaited. */
function letGoOf({ path, descriptor }: Pipe): void {
  try {
    if (descriptor !== null) return closeSync(descriptor);
    const aside = `${path}.gone`;
    renameSync(path, aside);
    writeFileSync(path, '');
    const writer = writerIfReaderIsThere(aside);
    if (writer !== null) closeSync(writer);
  } catch {
    // It was read to its end and is gone.
  }
}
