import { isCurrency } from '../../domain/money/currency.ts';
import { exactFromText } from '../../domain/money/exact-amount.ts';
import type { Fault } from '../errors.ts';
import { FOCUS_COLUMNS, FOCUS_RULES, type FocusColumn, type FocusRow } from './focus-rules.ts';

/** A FOCUS file as it is read: a header and its rows, one after the other. */
export type FocusFile = {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
};

export type FocusCheck = {
  readonly rows: number;
  readonly wrong: number;
  /** The first of what is wrong. */
  readonly faults: readonly Fault[];
};

const TOLD = 100;

/** Whether a file keeps the rules of FOCUS 1.2: each column for itself, then the columns of a row together. */
export async function checkFocus({ file, columns, rows }: FocusFile): Promise<FocusCheck> {
  const faults: Fault[] = [];
  let [at, wrong] = [1, 0];
  const tell = (row: number | null, column: string, seen: string | null, todo: string): void => {
    wrong += 1;
    const shown = seen === null ? 'nothing' : JSON.stringify(seen);
    if (faults.length < TOLD) faults.push({ file, row, column, seen: shown, todo });
  };
  for (const [column, seen, todo] of headerFaults(columns)) tell(1, column, seen, todo);
  const known = FOCUS_COLUMNS.filter(({ name }) => columns.includes(name));
  for await (const cells of rows) {
    at += 1;
    const row: FocusRow = { of: (name) => cells[columns.indexOf(name)]?.trim() || null };
    for (const column of known) {
      const todo = cellFault(column, row.of(column.name));
      if (todo !== null) tell(at, column.name, row.of(column.name), todo);
    }
    for (const { column, todo } of FOCUS_RULES) {
      const says = columns.includes(column) ? todo(row) : null;
      if (says !== null) tell(at, column, row.of(column), says);
    }
  }
  return { rows: at - 1, wrong, faults };
}

function headerFaults(columns: readonly string[]): (readonly [string, string | null, string])[] {
  const names = FOCUS_COLUMNS.map(({ name }) => name);
  return [
    ...FOCUS_COLUMNS.filter(({ name, needed }) => needed && !columns.includes(name)).map(
      ({ name }) => [name, null, 'add the column: it is mandatory'] as const,
    ),
    ...columns
      .filter((name) => !names.includes(name) && !/^x_\w+$/.test(name))
      .map((name) => [name, name, 'FOCUS 1.2 has no such column: begin its name with x_'] as const),
    ...columns
      .filter((name, at) => columns.indexOf(name) !== at)
      .map((name) => [name, name, 'name each column once'] as const),
  ];
}

function cellFault({ nulls, holds, allowed }: FocusColumn, cell: string | null): string | null {
  if (cell === null) return nulls ? null : 'fill it in: it is never null';
  if (allowed !== undefined && !allowed.includes(cell)) return `write one of: ${allowed.join(', ')}`;
  switch (holds) {
    case 'decimal':
      return exactFromText(cell) === null ? 'write a number such as -12.5, digits with a point' : null;
    case 'time':
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(cell)
        ? null
        : 'write a time in UTC such as 2026-01-01T00:00:00Z';
    case 'currency':
      return isCurrency(cell) ? null : 'write an ISO 4217 code such as USD';
    case 'json':
      return isObject(cell) ? null : 'write a JSON object';
    case 'text':
      return null;
  }
}

function isObject(cell: string): boolean {
  try {
    const value: unknown = JSON.parse(cell);
    return value instanceof Object && !Array.isArray(value);
  } catch {
    return false;
  }
}
