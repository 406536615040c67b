import { Worker } from 'node:worker_threads';
import type { Taken } from './container.ts';
import type { UnpackFailure, UnpackJob, UnpackOrder, UnpackReport } from './unpack-worker.ts';
import { UnusableFile } from './unusable-file.ts';

/** A thread that unpacks texts into pipes, several side by side. */
export type Unpacker = {
  /**
   * How many bytes the text has; throws UnusableFile when it is not whole, EPIPE when its reader left before the end.
   * `taken` is told now and then how many of its packed bytes are behind.
   */
  readonly unpack: (job: UnpackJob, taken: Taken) => Promise<number>;
  /** Ends every text where it is, those that come later too. */
  readonly stop: () => void;
  readonly end: () => void;
};

type Asked = {
  readonly resolve: (bytes: number) => void;
  readonly reject: (error: Error) => void;
  readonly taken: Taken;
};

export function startUnpacker(): Unpacker {
  // Not the flags of this process: some of them are about its main program.
  const worker = new Worker(new URL('./unpack-worker.ts', import.meta.url), { execArgv: [] });
  const order = (what: UnpackOrder): void => worker.postMessage(what, []);
  const waiting = new Map<number, Asked>();
  worker.on('message', (report: UnpackReport) => {
    const asked = waiting.get(report.at);
    if ('taken' in report) return asked?.taken(report.taken);
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
    unpack: (job, taken) =>
      new Promise((resolve, reject) => {
        if (died !== null) return reject(died);
        waiting.set(job.at, { resolve, reject, taken });
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
