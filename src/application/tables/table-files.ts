import type { Fault } from '../errors.ts';
import type { Reading } from '../month-folder/month-folder.ts';
import type { RowIn, RowOut, Subject, Table, TableFormat } from './table.ts';

/** A file that was taken apart into rows. */
export type TableOpened = {
  readonly rows: readonly RowIn[];
  /** What is wrong with the file as a table; such a file may not be used, however good its rows. */
  readonly faults: readonly Fault[];
  /** What some of its rows say, with every fault of the file and of these rows. Not for `credits`, which are decided here. */
  readonly reading: (rows: readonly RowIn[]) => Reading;
};

/** Tables as files. The end of the file's name says which kind it is. */
export type TableFiles = {
  readonly open: (subject: Subject, path: string) => Promise<TableOpened>;
  /** The bytes of the file, as its rows come. */
  readonly write: (
    table: Table,
    pages: AsyncIterable<readonly RowOut[]>,
    format: TableFormat,
  ) => AsyncIterable<Uint8Array>;
};
