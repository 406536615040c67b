import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { restored } from '../../table-files/csv/csv-row.ts';
import { utf8Fault } from './file-text.ts';
import type { Line } from './line.ts';
import { UnusableTable } from './unusable-table.ts';

/** The rows of a CSV file, one after the other: no more of it is read than is asked for. Throws UnusableTable. */
export async function* csvLines(path: string): AsyncGenerator<Line, void> {
  const records = parse({ relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });
  // What goes wrong is thrown where the records are read.
  pipeline(textPieces(path), records, () => undefined);
  let row = 0;
  try {
    for await (const record of records as AsyncIterable<readonly string[]>) {
      row += 1;
      yield { row, cells: record.map(restored) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const told = BROKEN[error.code] ?? { seen: 'text that is not CSV', todo: 'save the file as CSV again' };
    const at = typeof error['records'] === 'number' ? error['records'] + 1 : null;
    throw new UnusableTable(at, told.seen, told.todo);
  }
}

async function* textPieces(path: string): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = async (bytes?: Uint8Array): Promise<string> => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      const { seen, todo } = utf8Fault(await readFile(path));
      throw new UnusableTable(null, seen, todo);
    }
  };
  for await (const bytes of createReadStream(path) as AsyncIterable<Uint8Array>) yield await decoded(bytes);
  yield await decoded();
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
