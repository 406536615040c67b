import { basename, extname } from 'node:path';
import type { ColumnKind, Table } from '../../application/tables/table.ts';
import { csvLines } from './csv-lines.ts';
import { LIMITS, type Limits } from './file-text.ts';
import { isEmptyLine, type Line } from './line.ts';
import { type Notes, quoted, unusable } from './notes.ts';
import { TableRow } from './table-row.ts';
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

/** The rows of a CSV file or workbook that are not empty; null when there is no such file. Faults go into the notes. */
export async function readTable(
  path: string,
  columns: Columns,
  notes: Notes,
  limits: Limits = LIMITS,
): Promise<readonly TableRow[] | null> {
  const before = notes.faults.length;
  const lines =
    extname(path).toLowerCase() === '.xlsx'
      ? await xlsxLines(path, columns.sheet ?? '', notes, limits)
      : await csvLines(path, notes, limits);
  if (lines === null) return notes.faults.length === before ? null : [];
  return rowsOf(lines, basename(path), columns, notes, limits);
}

function rowsOf(
  lines: readonly Line[],
  file: string,
  columns: Columns,
  notes: Notes,
  limits: Limits,
): readonly TableRow[] {
  const refuse = (row: number | null, seen: string, todo: string): readonly TableRow[] => {
    unusable(file, notes, row, seen, todo);
    return [];
  };
  if (lines.length - 1 > limits.rows) {
    const todo = `a file has at most ${limits.rows} rows: check that it is the right one, or split it`;
    return refuse(null, `${lines.length - 1} rows`, todo);
  }
  const [header, ...body] = lines;
  if (header === undefined || header.row !== 1 || isEmptyLine(header))
    return refuse(null, 'no header row', `start with a row of column names: ${knownOf(columns)}`);
  if (header.cells.length === 1 && /[;\t]/.test(header.cells[0] ?? ''))
    return refuse(1, quoted(header.cells[0] ?? ''), 'separate the columns with commas');
  const names = header.cells.map((name) => name.trim());
  checkHeader(names, columns, file, notes);
  const places = new Map([...names.entries()].toReversed().map(([at, name]) => [name, at]));
  return body
    .filter((line) => !isEmptyLine(line))
    .map((line) => rowOf(line, names, places, file, columns, notes));
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

function rowOf(
  line: Line,
  names: readonly string[],
  places: ReadonlyMap<string, number>,
  file: string,
  { ids }: Columns,
  notes: Notes,
): TableRow {
  const cells = line.cells.map((cell) => cell.trim());
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
