import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { BadInput } from '../../../application/errors.ts';
import type { AppliedMigration } from '../migrate.ts';

// A whole book as one text file: a line of JSON that says what it is; for each table a line of JSON with its columns,
// its rows as PostgreSQL's COPY writes them, `\.`, and a line with their number; a last line with the hash of all before.
// Nothing in it tells of a server, a day or a place, so the same book is the same file.

export const FORMAT = 1;

/** What ends the rows of a table; COPY never writes such a row. */
export const END_OF_ROWS = '\\.\n';

export type BookHead = {
  readonly creditbook: 'book';
  readonly format: number;
  readonly migrations: readonly AppliedMigration[];
  /** Each sequence of the book: the last number it gave, null while it gave none. */
  readonly sequences: readonly { readonly name: string; readonly last: string | null }[];
};

export type TableHead = { readonly table: string; readonly columns: readonly string[] };

export type BookSums = { readonly tables: number; readonly rows: number; readonly sha256: string };

export type BookPart =
  | { readonly kind: 'head'; readonly head: BookHead }
  | { readonly kind: 'table'; readonly table: TableHead }
  | { readonly kind: 'rows'; readonly text: Buffer }
  | { readonly kind: 'end-of-table'; readonly rows: number }
  | { readonly kind: 'end'; readonly sums: BookSums };

const BATCH = 1 << 16;
const NEWLINE = 0x0a;

/** The parts of an exported book, in order. Throws BadInput for a file that is none, that is torn or was changed. */
export async function* bookParts(path: string): AsyncGenerator<BookPart, void> {
  const hash = createHash('sha256');
  const sums = { tables: 0, rows: 0 };
  let inTable: number | null = null;
  let ofTable = 0;
  let batch: Buffer[] = [];
  let batched = 0;
  let started = false;
  for await (const line of linesOf(path)) {
    if (inTable !== null && line.toString() !== END_OF_ROWS) {
      hash.update(line);
      inTable += 1;
      batch.push(line);
      batched += line.length;
      if (batched < BATCH) continue;
      yield { kind: 'rows', text: Buffer.concat(batch) };
      [batch, batched] = [[], 0];
      continue;
    }
    if (inTable !== null) {
      if (batched > 0) yield { kind: 'rows', text: Buffer.concat(batch) };
      [batch, batched] = [[], 0];
      [ofTable, inTable] = [inTable, null];
      hash.update(line);
      continue;
    }
    const said = jsonOf(path, line);
    if (!started) {
      started = true;
      yield { kind: 'head', head: headOf(path, said) };
    } else if (typeof said['table'] === 'string' && Array.isArray(said['columns'])) {
      sums.tables += 1;
      inTable = 0;
      yield { kind: 'table', table: said as TableHead };
    } else if (typeof said['sha256'] === 'string') {
      const sha256 = hash.digest('hex');
      if (sha256 !== said['sha256']) throw changed(path);
      yield { kind: 'end', sums: { ...sums, sha256 } };
      return;
    } else if (typeof said['rows'] === 'number') {
      if (said['rows'] !== ofTable) throw changed(path);
      sums.rows += ofTable;
      yield { kind: 'end-of-table', rows: ofTable };
    } else throw noBook(path);
    hash.update(line);
  }
  throw started ? torn(path) : noBook(path);
}

/** Lines with their line ends, as bytes; the last one may have none. */
async function* linesOf(path: string): AsyncGenerator<Buffer, void> {
  let rest: Buffer = Buffer.alloc(0);
  const stream = createReadStream(path, { highWaterMark: BATCH });
  try {
    for await (const chunk of stream) {
      const text = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      let from = 0;
      for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, from)) {
        yield text.subarray(from, at + 1);
        from = at + 1;
      }
      rest = text.subarray(from);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw fault(path, error.message, 'name a file that can be read');
    throw error;
  }
  if (rest.length > 0) throw torn(path);
}

function jsonOf(path: string, line: Buffer): Record<string, unknown> {
  try {
    return Object(JSON.parse(line.toString())) as Record<string, unknown>;
  } catch {
    throw noBook(path);
  }
}

function headOf(path: string, said: Record<string, unknown>): BookHead {
  if (said['creditbook'] !== 'book' || typeof said['format'] !== 'number') throw noBook(path);
  if (said['format'] > FORMAT) {
    throw fault(
      path,
      `a book in form ${said['format']}, of a newer creditbook`,
      'import it with that program',
    );
  }
  return said as BookHead;
}

function noBook(path: string): BadInput {
  return fault(path, 'a file that is no exported book', 'name one that creditbook book export wrote');
}

function torn(path: string): BadInput {
  return fault(path, 'an exported book that ends too early', 'export it again, or bring the whole file');
}

function changed(path: string): BadInput {
  return fault(
    path,
    'an exported book that was changed since',
    'export it again, or bring the file as it was written',
  );
}

function fault(file: string, seen: string, todo: string): BadInput {
  return new BadInput([{ file, row: null, column: null, seen, todo }]);
}
