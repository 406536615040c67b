import { Refusal } from '../../application/errors.ts';
import type { Column, ColumnKind, RowOut, Table } from '../../application/tables/table.ts';
import type { TableFiles } from '../../application/tables/table-files.ts';
import { csvRow } from '../../table-files/csv/csv-row.ts';
import { type Cell, WorkbookWriter } from '../../table-files/xlsx/workbook.ts';

/** A table as CSV or as a workbook of one sheet, piece by piece as its rows come. */
export const writeTable: TableFiles['write'] = (table, pages, format) =>
  format === 'csv' ? csvPieces(table, pages) : xlsxPieces(table, pages);

async function* csvPieces(
  { columns }: Table,
  pages: AsyncIterable<readonly RowOut[]>,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvRow(columns.map(({ name }) => name)));
  for await (const rows of pages) {
    const text = rows.map((row) => csvRow(columns.map(({ name }) => row[name] ?? ''))).join('');
    if (text !== '') yield encoder.encode(text);
  }
}

/** As many places as an amount or a percentage has, at least two. */
const NUMBER_FORMAT = `0.00${'#'.repeat(13)}`;
/** What one sheet holds, and one cell. */
const MOST_ROWS = 1_048_576;
const LONGEST_CELL = 32_767;

async function* xlsxPieces(
  { subject, columns }: Table,
  pages: AsyncIterable<readonly RowOut[]>,
): AsyncGenerator<Uint8Array, void> {
  const widths = columns.map(({ kind, name }) => Math.max(WIDTHS[kind], name.length + 2));
  const writer = new WorkbookWriter([{ name: subject, widths, frozen: 1 }], NUMBER_FORMAT);
  writer.nextSheet();
  writer.row(columns.map(({ name }) => ({ text: name, look: 'head' })));
  let row = 1;
  for await (const rows of pages) {
    row += rows.length;
    if (row > MOST_ROWS) throw tooMuch(`more than ${MOST_ROWS} rows`);
    for (const one of rows) writer.row(columns.map((column) => cellOf(column, one[column.name] ?? '')));
    yield* writer.taken();
  }
  writer.end();
  yield* writer.taken();
}

const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 30,
  id: 20,
  account: 18,
  amount: 14,
  percent: 12,
  date: 12,
  period: 10,
  word: 12,
  switch: 8,
  scope: 24,
};
const NUMBERS: readonly ColumnKind[] = ['amount', 'percent'];

/** Ids, days and periods are text, so that no spreadsheet makes something else of them; amounts can be added up. */
function cellOf({ name, kind }: Column, text: string): Cell | null {
  if (text === '') return null;
  if (NUMBERS.includes(kind) && /^-?\d+(\.\d+)?$/.test(text)) return { amount: text };
  if (text.length > LONGEST_CELL) throw tooMuch(`${text.length} characters in one cell of ${name}`);
  return { text };
}

function tooMuch(what: string): Refusal {
  return new Refusal('too-large-for-xlsx', `a workbook cannot hold ${what}: take the table out as CSV`);
}
