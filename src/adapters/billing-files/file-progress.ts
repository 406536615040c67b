import type { ScanProgress } from '../../application/ports.ts';
import type { FileTable, FileTask } from './file-tables.ts';

/** Tells of each file once: when all its tables are read, or when it has none. */
export type FileProgress = {
  readonly found: (task: FileTask, tables: readonly FileTable[]) => void;
  readonly read: (table: FileTable) => void;
};

export function fileProgress(files: number, progress: ScanProgress): FileProgress {
  const unread = new Set<FileTable>();
  let done = 0;
  const tell = (path: string): void => {
    done += 1;
    progress({ file: path, done, of: files });
  };
  return {
    found: (task, tables) => {
      for (const table of tables) unread.add(table);
      if (tables.length === 0) tell(task.file.path);
    },
    read: (table) => {
      if (!unread.delete(table)) return;
      if (![...unread].some(({ file }) => file === table.file)) tell(table.file.path);
    },
  };
}
