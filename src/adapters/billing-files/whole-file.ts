import type { Fault } from '../../application/errors.ts';

/** A fault of a file, manifest or folder as a whole: no row, no column. */
export function wholeFile(file: string, seen: string, todo: string): Fault {
  return { file, row: null, column: null, seen, todo };
}
