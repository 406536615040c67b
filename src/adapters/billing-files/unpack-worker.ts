import { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { parentPort } from 'node:worker_threads';
import { openText, type TextTable, unpackingFault } from './container.ts';
import { countedBytes } from './counted-bytes.ts';

/** A text to unpack into a pipe whose reader is there; `at` is its place among the texts of the scan. */
export type UnpackJob = { readonly at: number; readonly text: TextTable; readonly writer: number };

export type UnpackOrder = UnpackJob | 'stop' | 'end';

export type UnpackFailure = {
  /** The file's fault. */
  readonly unusable: { readonly seen: string; readonly todo: string } | null;
  readonly code: string | null;
  readonly message: string;
};

export type UnpackReport = { readonly at: number } & (
  | { readonly taken: number }
  | { readonly bytes: number }
  | { readonly failure: UnpackFailure }
);

/**
 * A thread that unpacks. What is unpacked lies outside the heap, and each few dozen megabytes of it make the engine of
 * JavaScript look through the whole heap; here that heap is nearly empty, in the program's own thread it is not.
 */
const stopped = new AbortController();

/** How far a text is, is told as often as this many packed bytes of it are taken. */
const TOLD_BYTES = 1 << 20;

parentPort?.on('message', (order: UnpackOrder) => {
  if (order === 'stop') stopped.abort();
  else if (order === 'end') parentPort?.close();
  else void unpack(order);
});

async function unpack({ at, text, writer }: UnpackJob): Promise<void> {
  const target = new Socket({ fd: writer, readable: false, writable: true });
  let told = 0;
  const taken = (packed: number): void => {
    if (packed - told < TOLD_BYTES) return;
    told = packed;
    parentPort?.postMessage({ at, taken: packed } satisfies UnpackReport, []);
  };
  const counted = countedBytes();
  let report: UnpackReport;
  try {
    stopped.signal.throwIfAborted();
    await pipeline(await openText(text, taken), counted.stream, target, { signal: stopped.signal });
    report = { at, bytes: counted.bytes() };
  } catch (error) {
    report = { at, failure: failureOf(error) };
  }
  // The reader sees the end only when the pipe is closed, and the scan must not end before its text was judged.
  parentPort?.postMessage(report, []);
  target.destroy();
}

function failureOf(error: unknown): UnpackFailure {
  const unusable = unpackingFault(error);
  const code = (error as NodeJS.ErrnoException).code ?? null;
  return {
    unusable: unusable === null ? null : { seen: unusable.seen, todo: unusable.todo },
    code,
    message: error instanceof Error ? error.message : String(error),
  };
}
