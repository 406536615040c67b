/** One thing wrong with what was given: where, what was seen, what to do. */
export type Fault = {
  readonly file: string;
  /** 1-based row of the file as a spreadsheet shows it (the header is row 1); null: the whole file. */
  readonly row: number | null;
  readonly column: string | null;
  readonly seen: string;
  readonly todo: string;
};

/** What was given cannot be used. Carries every fault at once; its transaction saved nothing. Exit code 2. */
export class BadInput extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(faultText).join('\n'));
    this.name = 'BadInput';
    this.faults = faults;
  }
}

/** The book's law says no. `code` is stable; the message says why and what to do. Its transaction saved nothing. Exit code 1. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

export function faultText(fault: Fault): string {
  const place = [fault.file, fault.row === null ? null : `row ${fault.row}`, fault.column];
  return `${place.filter((part) => part !== null).join(', ')}: saw ${fault.seen}; ${fault.todo}`;
}
