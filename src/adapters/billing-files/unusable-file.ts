/** A file cannot be read as a billing file at all; becomes a Fault of the whole file. */
export class UnusableFile extends Error {
  readonly seen: string;
  readonly todo: string;
  constructor(seen: string, todo: string) {
    super(`saw ${seen}; ${todo}`);
    this.name = 'UnusableFile';
    this.seen = seen;
    this.todo = todo;
  }
}
