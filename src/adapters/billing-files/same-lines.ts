import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Fault } from '../../application/errors.ts';
import { openText, type TextTable } from './container.ts';

/** A scanned text and how long it is unpacked: texts of other lengths have other lines. */
export type ScannedText = {
  readonly file: string;
  readonly table: TextTable;
  readonly bytes: number;
};

/**
 * N1: the same content twice in one command is refused. Equal files were found by their hashes; this finds the file
 * that lies beside its own unpacked copy, which would be counted twice. Only texts of equal length are compared.
 */
export async function sameLinesFaults(texts: readonly ScannedText[]): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const alike of Map.groupBy(texts, (text) => text.bytes).values()) {
    if (alike.length < 2) continue;
    const seen = new Map<string, string>();
    for (const { file, table } of alike.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
      const hash = createHash('sha256');
      await pipeline(await openText(table), hash);
      const digest = hash.digest('hex');
      const first = seen.get(digest);
      if (first !== undefined)
        faults.push({
          file,
          row: null,
          column: null,
          seen: `the same lines as ${first}`,
          todo: 'give one of the two',
        });
      else seen.set(digest, file);
    }
  }
  return faults;
}
