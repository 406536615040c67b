/** A file cannot be read as a workbook with one table; becomes a fault of the whole file. */
export class UnusableWorkbook extends Error {
  readonly seen: string;
  readonly todo: string;
  constructor(seen: string, todo: string) {
    super(`saw ${seen}; ${todo}`);
    this.name = 'UnusableWorkbook';
    this.seen = seen;
    this.todo = todo;
  }
}

export function brokenWorkbook(): UnusableWorkbook {
  return new UnusableWorkbook(
    'a workbook that is broken',
    'open it in a spreadsheet and save it again as .xlsx, or as CSV UTF-8',
  );
}
