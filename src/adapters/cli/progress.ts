import { basename } from 'node:path';
import type { ExportProgress } from '../../application/documents/export-documents.ts';
import type { FetchProgress, ScanProgress } from '../../application/ports.ts';
import type { World } from './world.ts';

export type ShownProgress = { readonly scanned: ScanProgress; readonly end: () => void };

/** Where no terminal is, about this many lines tell how far the reading is. */
const LINES = 20;

/** How far the printing of documents is: plain lines, about as many as for reading. */
export function shownPrinting({ stderr }: World): ExportProgress {
  return ({ done, of }) => {
    if (isDue(done, of)) stderr.write(`printed ${done} of ${of} documents\n`);
  };
}

/** How far the fetching of files from a store is. */
export function shownFetching({ stderr }: World): FetchProgress {
  return ({ file, done, of }) => {
    if (isDue(done, of)) stderr.write(`fetched ${done} of ${of} files: ${file}\n`);
  };
}

/** How far the reading of billing files is, on stderr: a bar on a terminal, plain lines else. */
export async function shownProgress({ stderr }: World): Promise<ShownProgress> {
  if (stderr.isTTY !== true) return { scanned: plainLines(stderr), end: () => undefined };
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    format: 'reading {bar} {percentage} %  {done}/{of} files  {file}',
    stream: stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  let started = false;
  return {
    scanned: ({ file, done, of, bytes, ofBytes }) => {
      if (!started) bar.start(ofBytes, 0, { done: 0, of, file: '' });
      started = true;
      bar.update(bytes, { done, of, file: basename(file) });
      if (done === of) bar.stop();
    },
    end: () => {
      if (started) bar.stop();
    },
  };
}

function plainLines(stderr: NodeJS.WritableStream): ScanProgress {
  let [filesTold, bytesTold] = [0, 0];
  return ({ file, done, of, bytes, ofBytes }) => {
    const name = basename(file);
    if (done > filesTold) {
      if (isDue(done, of)) stderr.write(`read ${done} of ${of} billing files: ${name}\n`);
      [filesTold, bytesTold] = [done, bytes];
    } else if (bytes - bytesTold >= ofBytes / LINES) {
      stderr.write(`reading ${name}: ${Math.floor((bytes * 100) / ofBytes)} % of all bytes\n`);
      bytesTold = bytes;
    }
  };
}

function isDue(done: number, of: number): boolean {
  return done === of || Math.floor((done * LINES) / of) > Math.floor(((done - 1) * LINES) / of);
}
