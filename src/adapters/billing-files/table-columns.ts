import type { DuckDBConnection } from '@duckdb/node-api';
import { CsvError, parse } from 'csv-parse';
import type { FileColumn } from './columns.ts';
import { type LineTable, openText, type TextTable } from './container.ts';
import { allRows } from './engine.ts';
import { parquetSource } from './scan-sql.ts';
import { UnusableFile } from './unusable-file.ts';

/** A table's columns and, for a text, the cells of its first line (null: a header and no lines). */
export type TableHead = {
  readonly columns: readonly FileColumn[];
  readonly firstLine: readonly string[] | null;
};

const LONGEST_HEADER_BYTES = 1 << 21;

export async function headOf(table: LineTable, connection: DuckDBConnection): Promise<TableHead> {
  if (table.kind === 'text') return headOfText(table);
  const described = await allRows(connection, `DESCRIBE SELECT * FROM ${parquetSource([table.path])}`);
  return {
    columns: described.map(([name, type]) => ({ name: String(name), type: String(type) })),
    firstLine: null,
  };
}

async function headOfText(table: TextTable): Promise<TableHead> {
  const records: string[][] = [];
  const source = await openText(table);
  const parser = parse({
    bom: true,
    to: 2,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_HEADER_BYTES,
  });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const record of parser as AsyncIterable<string[]>) records.push(record);
  } catch (error) {
    if (error instanceof CsvError) throw notCsv();
    throw error;
  } finally {
    source.unpipe(parser);
    source.destroy();
  }
  const [header, firstLine = null] = records;
  if (header === undefined) throw new UnusableFile('a file without a header row', 'download it again');
  return { columns: header.map((name) => ({ name, type: 'VARCHAR' })), firstLine };
}

function notCsv(): UnusableFile {
  return new UnusableFile('text that is not CSV', 'give the billing file as the cloud wrote it');
}
