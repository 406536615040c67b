import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { restored } from '../../table-files/csv/csv-row.ts';
import { fileText, type Limits } from './file-text.ts';
import type { Line } from './line.ts';
import { type Notes, unusable } from './notes.ts';

/** The rows of a CSV file; null when it is not there or was refused, which then stands in the notes. */
export async function csvLines(path: string, notes: Notes, limits: Limits): Promise<Line[] | null> {
  const text = await fileText(path, notes, limits);
  if (text === null) return null;
  const records = recordsOf(text, basename(path), notes);
  return records?.map((record, at) => ({ row: at + 1, cells: record.map(restored) })) ?? null;
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
