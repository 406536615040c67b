import type { ScanProgress } from '../../application/ports.ts';
import type { DeliveredFile } from '../../domain/line-item/delivered-month.ts';
import type { FileTable, FileTask } from './file-tables.ts';

/** Tells of each file when all its tables are read, or when it has none, and of how far the tables are meanwhile. */
export type FileProgress = {
  readonly found: (task: FileTask, tables: readonly FileTable[]) => void;
  /** So many bytes of the table's file, as they lie there, were read for it. */
  readonly reached: (table: FileTable, bytes: number) => void;
  readonly read: (table: FileTable) => void;
};

export function fileProgress(files: readonly DeliveredFile[], progress: ScanProgress): FileProgress {
  const unread = new Set<FileTable>();
  const reached = new Map<FileTable, number>();
  const ofBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  let bytesDone = 0;
  const tell = ({ path }: DeliveredFile): void => {
    const underWay = [...reached.values()].reduce((sum, bytes) => sum + bytes, bytesDone);
    progress({ file: path, done, of: files.length, bytes: Math.min(underWay, ofBytes), ofBytes });
  };
  const end = (file: DeliveredFile): void => {
    done += 1;
    bytesDone += file.bytes;
    for (const table of reached.keys()) if (table.file === file) reached.delete(table);
    tell(file);
  };
  return {
    found: (task, tables) => {
      for (const table of tables) unread.add(table);
      if (tables.length === 0) end(task.file);
    },
    reached: (table, bytes) => {
      if (!unread.has(table)) return;
      reached.set(table, Math.max(bytes, reached.get(table) ?? 0));
      tell(table.file);
    },
    read: (table) => {
      if (!unread.delete(table)) return;
      if (![...unread].some(({ file }) => file === table.file)) end(table.file);
    },
  };
}
