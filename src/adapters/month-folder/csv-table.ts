import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { CsvRow } from './csv-row.ts';
import { fileText, LIMITS, type Limits } from './file-text.ts';
import { type Notes, quoted } from './notes.ts';

/** The columns a file may have. A needed one must stand in the header; the others may be left out. */
export type Columns = { readonly needed: readonly string[]; readonly optional: readonly string[] };

/** The rows of a CSV file that are not empty; null when there is no such file. Faults go into the notes. */
export async function readTable(
  path: string,
  columns: Columns,
  notes: Notes,
  limits: Limits = LIMITS,
): Promise<readonly CsvRow[] | null> {
  const before = notes.faults.length;
  const text = await fileText(path, notes, limits);
  if (text === null) return notes.faults.length === before ? null : [];
  const file = basename(path);
  const records = recordsOf(text, file, notes);
  if (records === null) return [];
  if (records.length - 1 > limits.rows) {
    const todo = `a file has at most ${limits.rows} rows: check that it is the right one, or split it`;
    return unusable(file, notes, null, `${records.length - 1} rows`, todo);
  }
  const [header, ...body] = records;
  if (header === undefined || isEmpty(header)) {
    return unusable(
      file,
      notes,
      null,
      'no header row',
      `start with a row of column names: ${knownOf(columns)}`,
    );
  }
  if (header.length === 1 && /[;\t]/.test(header[0] ?? '')) {
    return unusable(file, notes, 1, quoted(header[0] ?? ''), 'separate the columns with commas');
  }
  const names = header.map((name) => name.trim());
  checkHeader(names, columns, file, notes);
  return body.flatMap((record, at) => (isEmpty(record) ? [] : [rowOf(record, names, file, at + 2, notes)]));
}

function unusable(
  file: string,
  notes: Notes,
  row: number | null,
  seen: string,
  todo: string,
): readonly CsvRow[] {
  notes.faults.push({ file, row, column: null, seen, todo });
  notes.unreadable.add(file);
  return [];
}

function recordsOf(text: string, file: string, notes: Notes): string[][] | null {
  try {
    return parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const told = BROKEN[error.code] ?? { seen: 'text that is not CSV', todo: 'save the file as CSV again' };
    const row = typeof error['records'] === 'number' ? error['records'] + 1 : null;
    unusable(file, notes, row, told.seen, told.todo);
    return null;
  }
}

const BROKEN: Readonly<Record<string, { seen: string; todo: string }>> = {
  CSV_QUOTE_NOT_CLOSED: {
    seen: 'a quote that is never closed',
    todo: 'close it, or double a quote that belongs to the text',
  },
  INVALID_OPENING_QUOTE: {
    seen: 'a quote inside a cell that does not start with one',
    todo: 'put the whole cell in quotes and double the quotes that belong to the text',
  },
  CSV_INVALID_CLOSING_QUOTE: {
    seen: 'text after a closing quote',
    todo: 'double a quote that belongs to the text',
  },
};

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
  record: readonly string[],
  names: readonly string[],
  file: string,
  at: number,
  notes: Notes,
): CsvRow {
  const cells = new Map<string, string>();
  names.forEach((name, column) => {
    if (!cells.has(name)) cells.set(name, (record[column] ?? '').trim());
  });
  const row = new CsvRow(file, at, cells, notes);
  if (record.length !== names.length) {
    const todo = 'give every row as many cells as the header; put a cell that contains a comma in quotes';
    row.fault(null, `${record.length} cells under ${names.length} columns`, todo);
    row.silence();
  }
  return row;
}

function isEmpty(record: readonly string[]): boolean {
  return record.every((cell) => cell.trim() === '');
}
