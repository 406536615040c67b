import { Worker } from 'node:worker_threads';
import type { Sheet } from './press.ts';

export type PressRoom = {
  readonly print: (sheet: Sheet) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

type Answer = { readonly pdf: Uint8Array } | { readonly error: string };
type Order = {
  readonly sheet: Sheet;
  readonly done: (pdf: Uint8Array) => void;
  readonly failed: (error: Error) => void;
};

/** Presses on threads of their own, set up when there is work for them. An idle one keeps no program alive. */
export function pressRoom(presses: number): PressRoom {
  const waiting: Order[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Order>();
  let closed = false;
  const finish = (worker: Worker): Order | undefined => {
    const order = busy.get(worker);
    busy.delete(worker);
    return order;
  };
  const feed = (): void => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < presses)) {
      const order = waiting.shift();
      const worker = idle.pop() ?? setUp();
      if (order === undefined) return;
      busy.set(worker, order);
      worker.ref();
      worker.postMessage(order.sheet);
    }
  };
  const setUp = (): Worker => {
    const worker = new Worker(new URL('./press-worker.ts', import.meta.url), { execArgv: [] });
    worker.on('message', (answer: Answer) => {
      const order = finish(worker);
      worker.unref();
      idle.push(worker);
      if ('pdf' in answer) order?.done(answer.pdf);
      else order?.failed(new Error(answer.error));
      feed();
    });
    worker.on('error', (error: Error) => {
      finish(worker)?.failed(error);
      feed();
    });
    worker.on('exit', () => {
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      finish(worker)?.failed(new Error('the press was stopped'));
    });
    return worker;
  };
  return {
    print: (sheet) =>
      new Promise((done, failed) => {
        if (closed) {
          failed(new Error('the press room is closed'));
          return;
        }
        waiting.push({ sheet, done, failed });
        feed();
      }),
    close: async () => {
      closed = true;
      for (const order of waiting.splice(0)) order.failed(new Error('the press room is closed'));
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}
