import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { BadInput } from '../../application/errors.ts';
import type { FocusFile } from '../../application/systems/check-focus.ts';

/** A FOCUS file in CSV, row by row, however long it is. What is no CSV is told with its line. */
export async function readFocus(path: string): Promise<FocusFile> {
  const rows = rowsOf(path);
  const head = await rows.next();
  const columns = head.done === true ? [] : head.value.map((name) => name.trim());
  return { file: basename(path), columns, rows };
}

async function* rowsOf(path: string): AsyncGenerator<readonly string[], void> {
  const parser = parse({ bom: true, record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: true });
  const source = createReadStream(path);
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser)) yield row as string[];
  } catch (error) {
    throw unusable(path, error);
  } finally {
    source.destroy();
  }
}

function unusable(path: string, error: unknown): BadInput {
  const seen = error instanceof Error ? error.message : String(error);
  const row = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : null;
  return new BadInput([
    { file: basename(path), row, column: null, seen, todo: 'give a CSV file of FOCUS rows, in UTF-8' },
  ]);
}
