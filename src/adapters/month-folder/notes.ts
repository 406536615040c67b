import type { Fault } from '../../application/errors.ts';
import type { Placed, Reference } from '../../application/month-folder/month-folder.ts';

/** What the readers of one run write down as they go, whether or not a row turns out to be usable. */
export type Notes = {
  readonly faults: Fault[];
  readonly references: Reference[];
  readonly definedResellers: Placed<string>[];
  readonly definedCustomers: Placed<string>[];
  /** Files that could not be taken apart at all: nobody can say what they define. */
  readonly unreadable: Set<string>;
};

export function newNotes(): Notes {
  return { faults: [], references: [], definedResellers: [], definedCustomers: [], unreadable: new Set() };
}

const LONGEST_SHOWN = 80;

/** What was seen, in quotes, on one line, with control characters made visible, cut to a readable length. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
}

/** A file that cannot be taken apart. */
export function unusable(file: string, notes: Notes, row: number | null, seen: string, todo: string): void {
  notes.faults.push({ file, row, column: null, seen, todo });
  notes.unreadable.add(file);
}
