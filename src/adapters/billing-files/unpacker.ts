import { Worker } from 'node:worker_threads';
import type { UnpackFailure, UnpackJob, UnpackOrder, UnpackReport } from './unpack-worker.ts';
import { UnusableFile } from './unusable-file.ts';

/** A thread that unpacks texts into pipes, several side by side. */
export type Unpacker = {
  /** How many bytes the text has; throws UnusableFile when it is not whole, EPIPE when its reader left before the end. */
  readonly unpack: (job: UnpackJob) => Promise<number>;
  /** Ends every text where it is, those that come later too. */
  readonly stop: () => void;
  readonly end: () => void;
};

export function startUnpacker(): Unpacker {
  // Not the flags of this process: some of them are about its main program.
  const worker = new Worker(new URL('./unpack-worker.ts', import.meta.url), { execArgv: [] });
  const order = (what: UnpackOrder): void => worker.postMessage(what, []);
  const waiting = new Map<number, { resolve: (bytes: number) => void; reject: (error: Error) => void }>();
  worker.on('message', (report: UnpackReport) => {
    const asked = waiting.get(report.at);
    waiting.delete(report.at);
    if ('bytes' in report) asked?.resolve(report.bytes);
    else asked?.reject(errorOf(report.failure));
  });
  let died: Error | null = null;
  worker.on('error', (error: Error) => {
    died = error;
    for (const asked of waiting.values()) asked.reject(error);
  });
  return {
    unpack: (job) =>
      new Promise((resolve, reject) => {
        if (died !== null) return reject(died);
        waiting.set(job.at, { resolve, reject });
        order(job);
      }),
    stop: () => order('stop'),
    end: () => order('end'),
  };
}

function errorOf({ unusable, code, message }: UnpackFailure): Error {
  if (unusable !== null) return new UnusableFile(unusable.seen, unusable.todo);
  return code === null ? new Error(message) : Object.assign(new Error(message), { code });
}
