/** A file that cannot be taken apart into rows, however good some of them are. */
export class UnusableTable extends Error {
  /** null: the file as a whole. */
  readonly row: number | null;
  readonly seen: string;
  readonly todo: string;
  constructor(row: number | null, seen: string, todo: string) {
    super(seen);
    this.name = 'UnusableTable';
    this.row = row;
    this.seen = seen;
    this.todo = todo;
  }
}
