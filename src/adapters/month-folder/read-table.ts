import { basename, extname } from 'node:path';
import type { ColumnKind, Table } from '../../application/tables/table.ts';
import { csvLines } from './csv-lines.ts';
import { isThereToRead, LIMITS, type Limits } from './file-text.ts';
import { isEmptyLine, type Line } from './line.ts';
import { type Notes, quoted, unusable } from './notes.ts';
import { TableRow } from './table-row.ts';
import { UnusableTable } from './unusable-table.ts';
import { xlsxLines } from './xlsx-lines.ts';

/** The columns a file may have. A needed one must stand in the header; the others may be left out. */
export type Columns = {
  readonly needed: readonly string[];
  readonly optional: readonly string[];
  /** In a workbook these are text: a number there may have lost its zeros. */
  readonly ids?: ReadonlySet<string>;
  /** What the sheet is called, where a workbook has several. */
  readonly sheet?: string;
};

const IDS: readonly ColumnKind[] = ['id', 'account'];

export function columnsOf({ subject, columns }: Table): Columns {
  const names = (wanted: boolean) =>
    columns.filter(({ needed }) => needed === wanted).map(({ name }) => name);
  return {
    needed: names(true),
    optional: names(false),
    ids: new Set(columns.filter(({ kind }) => IDS.includes(kind)).map(({ name }) => name)),
    sheet: subject,
  };
}

/**
 * The rows of a CSV file or workbook that are not empty; null when there is no such file. Faults go into the notes. Of
 * the file no more than one row stands in memory beside its rows, and one with too many is read no further.
 */
export async function readTable(
  path: string,
  columns: Columns,
  notes: Notes,
  limits: Limits = LIMITS,
): Promise<readonly TableRow[] | null> {
  const before = notes.faults.length;
  if (!(await isThereToRead(path, notes, limits))) return notes.faults.length === before ? null : [];
  const file = basename(path);
  const isWorkbook = extname(path).toLowerCase() === '.xlsx';
  try {
    const lines = isWorkbook ? xlsxLines(path, columns.sheet ?? '') : csvLines(path);
    return await rowsOf(lines, file, columns, notes, limits.rows);
  } catch (error) {
    if (!(error instanceof UnusableTable)) throw error;
    // What was found in its rows before tells nobody anything.
    notes.faults.length = before;
    unusable(file, notes, error.row, error.seen, error.todo);
    return [];
  }
}

type Head = { readonly names: readonly string[]; readonly places: ReadonlyMap<string, number> };

async function rowsOf(
  lines: AsyncIterable<Line>,
  file: string,
  columns: Columns,
  notes: Notes,
  most: number,
): Promise<readonly TableRow[]> {
  let head: Head | null = null;
  let read = 0;
  const rows: TableRow[] = [];
  for await (const line of lines) {
    if (head === null) {
      head = headOf(line, columns);
      checkHeader(head.names, columns, file, notes);
      continue;
    }
    read += 1;
    if (read > most) {
      const todo = `a file has at most ${most} rows: check that it is the right one, or split it`;
      throw new UnusableTable(null, `more than ${most} rows`, todo);
    }
    if (!isEmptyLine(line)) rows.push(rowOf(line, head, file, columns, notes));
  }
  if (head === null) throw noHeader(columns);
  return rows;
}

function headOf(line: Line, columns: Columns): Head {
  if (line.row !== 1 || isEmptyLine(line)) throw noHeader(columns);
  const [first = ''] = line.cells;
  if (line.cells.length === 1 && /[;\t]/.test(first))
    throw new UnusableTable(1, quoted(first), 'separate the columns with commas');
  const names = line.cells.map((name) => name.trim());
  return { names, places: new Map([...names.entries()].toReversed().map(([at, name]) => [name, at])) };
}

function noHeader(columns: Columns): UnusableTable {
  return new UnusableTable(null, 'no header row', `start with a row of column names: ${knownOf(columns)}`);
}

function checkHeader(names: readonly string[], columns: Columns, file: string, notes: Notes): void {
  const known = [...columns.needed, ...columns.optional];
  const note = (column: string | null, seen: string, todo: string): void => {
    notes.faults.push({ file, row: 1, column, seen, todo });
  };
  names.forEach((name, at) => {
    const told = quoted(name);
    if (name === '')
      note(
        null,
        `no name for column ${at + 1}`,
        `remove the column or name it; the known ones are: ${knownOf(columns)}`,
      );
    else if (!known.includes(name))
      note(null, `the unknown column ${told}`, `the known ones are: ${knownOf(columns)}`);
    else if (names.indexOf(name) < at) note(name, 'this column a second time', 'keep one of them');
  });
  for (const column of columns.needed) {
    if (!names.includes(column))
      note(column, 'no such column', `add it; the columns are: ${knownOf(columns)}`);
  }
}

function knownOf(columns: Columns): string {
  return [...columns.needed, ...columns.optional.map((column) => `${column}?`)].join(', ');
}

function rowOf(line: Line, { names, places }: Head, file: string, { ids }: Columns, notes: Notes): TableRow {
  // What stands beside the table is told, not kept.
  const cells = line.cells.slice(0, names.length).map((cell) => cell.trim());
  const row = new TableRow(file, line.row, places, cells, notes);
  if (line.cells.length !== names.length) {
    const todo = 'give every row as many cells as the header; put a cell that contains a comma in quotes';
    row.fault(null, `${line.cells.length} cells under ${names.length} columns`, todo);
    row.silence();
  }
  for (const [at, { seen, todo }] of line.faults ?? []) row.fault(names[at] ?? null, seen, todo);
  for (const at of line.numbers ?? []) {
    if (!ids?.has(names[at] ?? '')) continue;
    const todo = 'an id is text: format the column as text and write the id again with all its digits';
    row.fault(names[at] ?? null, `the number ${cells[at]}`, todo);
  }
  return row;
}
