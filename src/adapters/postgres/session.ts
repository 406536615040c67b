import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Cell = string | number | bigint | boolean | null;

/** One transaction's connection: plain SQL in, rows out, and COPY for sets. */
export type Session = {
  readonly rows: <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly copy: (
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly Cell[]>,
  ) => Promise<void>;
};

const CHUNK = 1 << 16;

export function sessionOn(client: PoolClient): Session {
  return {
    rows: async <Row>(text: string, values: readonly unknown[] = []) => {
      const result = await client.query(text, [...values]);
      return result.rows as Row[];
    },
    copy: async (table, columns, rows) => {
      const iterator = rows[Symbol.iterator]();
      const first = iterator.next();
      if (first.done === true) return;
      const target = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
      await pipeline(Readable.from(chunks(first.value, iterator)), target);
    },
  };
}

/** COPY's text format: tab between cells, newline after a row, backslash escapes, \N for null. */
function* chunks(first: readonly Cell[], rest: Iterator<readonly Cell[]>): Generator<string> {
  let buffer = lineOf(first);
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    buffer += lineOf(next.value);
    if (buffer.length < CHUNK) continue;
    yield buffer;
    buffer = '';
  }
  if (buffer !== '') yield buffer;
}

function lineOf(row: readonly Cell[]): string {
  let line = '';
  for (let at = 0; at < row.length; at += 1) line += (at === 0 ? '' : '\t') + cellText(row[at] ?? null);
  return `${line}\n`;
}

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function cellText(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  if (typeof cell !== 'string') return String(cell);
  return cell.search(SPECIAL) === -1 ? cell : cell.replace(SPECIAL, (char) => ESCAPED[char] ?? char);
}
