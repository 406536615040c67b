import { finished } from 'node:stream/promises';
import type { Fault } from '../../application/errors.ts';
import type { FoundDelivery } from '../../application/ports.ts';
import type { DeliveredFile } from '../../domain/line-item/delivered-month.ts';
import { type Layout, recognise } from './columns.ts';
import { type LineTable, openText, tablesOf } from './container.ts';
import type { Engine } from './engine.ts';
import { engineFault } from './engine-fault.ts';
import { areTablesNumbered } from './scan-sql.ts';
import { headOf } from './table-columns.ts';
import { wholeFile } from './whole-file.ts';

/** A file to read and whose delivery it is. */
export type FileTask = { readonly file: DeliveredFile; readonly source: FoundDelivery | 'loose' };

/** A table of lines in one of the files, its columns recognised. */
export type FileTable = FileTask & {
  readonly table: LineTable;
  readonly layout: Layout;
  /** The cells of a text's first line; null: a header and no lines, or Parquet. */
  readonly firstLine: readonly string[] | null;
};

/** The tables of one file, by their beginnings; what cannot be a billing file is added to the faults. */
export async function tablesIn(
  engine: Engine,
  task: FileTask,
  faults: Fault[],
): Promise<readonly FileTable[]> {
  const { path } = task.file;
  try {
    const found: FileTable[] = [];
    for (const table of await tablesOf(path)) {
      const { columns, firstLine } = await engine.connected((connection) => headOf(table, connection));
      const recognised = recognise(columns, table.kind, path);
      if (recognised.ok) {
        found.push({ ...task, table, layout: recognised.layout, firstLine });
        continue;
      }
      // A torn file's header is not to be believed: reading to the end tells.
      if (table.kind === 'text') await finished((await openText(table)).resume());
      faults.push(...columnFaults(path, recognised.missing, recognised.twice));
    }
    return found;
  } catch (error) {
    faults.push(engineFault(path, error));
    return [];
  }
}

/** Each bit of a 64-bit number stands for a table of one scan; half of them are enough. */
export const MOST_TOGETHER = 32;

/** The tables in the groups they can be scanned in: same columns, same format, no more than `most`. */
export function alikeTables(tables: readonly FileTable[], most: number): readonly (readonly FileTable[])[] {
  const alike = Map.groupBy(tables, ({ table, layout }) =>
    JSON.stringify([table.kind, layout.format, layout.columns]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    const size = first !== undefined && areTablesNumbered(first.layout, first.table.kind) ? most : 1;
    return Array.from({ length: Math.ceil(group.length / size) }, (_, part) =>
      group.slice(part * size, (part + 1) * size),
    );
  });
}

function columnFaults(file: string, missing: readonly string[], twice: readonly string[]): readonly Fault[] {
  if (missing.length === 0 && twice.length === 0) {
    return [
      wholeFile(
        file,
        'a file that is not billing data',
        'give a Cost and Usage Report (legacy or 2.0) or a FOCUS export',
      ),
    ];
  }
  return [
    ...missing.map(
      (column): Fault => ({
        file,
        row: null,
        column,
        seen: 'no such column',
        todo: `export the file again with ${column}`,
      }),
    ),
    ...twice.map(
      (column): Fault => ({ file, row: 1, column, seen: 'this column twice', todo: 'keep one of the two' }),
    ),
  ];
}
