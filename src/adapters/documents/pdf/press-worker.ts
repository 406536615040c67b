import { parentPort } from 'node:worker_threads';
import { openPress, type Sheet } from './press.ts';

/** A press on a thread of its own: sheets in, files or an error's text out, one at a time. */
const press = openPress();
parentPort?.on('message', (sheet: Sheet) => {
  try {
    parentPort?.postMessage({ pdf: press(sheet) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
