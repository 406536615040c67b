import { readSheet, type SheetRow } from '../../table-files/xlsx/read-sheet.ts';
import { UnusableWorkbook } from '../../table-files/xlsx/unusable-workbook.ts';
import type { CellFault, Line } from './line.ts';
import { UnusableTable } from './unusable-table.ts';

/** The rows of a workbook's sheet, one after the other: no more is unpacked than is asked for. Throws UnusableTable. */
export async function* xlsxLines(path: string, table: string): AsyncGenerator<Line, void> {
  let columns: number | null = null;
  try {
    for await (const row of readSheet(path, table)) {
      columns ??= row.cells.length;
      yield lineOf(row, columns);
    }
  } catch (error) {
    if (!(error instanceof UnusableWorkbook)) throw error;
    throw new UnusableTable(null, error.seen, error.todo);
  }
}

/** A workbook leaves away the blank cells at the end of a row: it gets them back, as many as the header has columns. */
function lineOf({ row, cells }: SheetRow, columns: number): Line {
  const texts: string[] = [];
  const numbers = new Set<number>();
  const faults = new Map<number, CellFault>();
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at];
    texts.push(cell !== undefined && 'text' in cell ? cell.text : '');
    if (cell === undefined) continue;
    if ('seen' in cell) faults.set(at, cell);
    else if (cell.as === 'number') numbers.add(at);
  }
  while (texts.length < columns) texts.push('');
  return {
    row,
    cells: texts,
    ...(numbers.size > 0 ? { numbers } : {}),
    ...(faults.size > 0 ? { faults } : {}),
  };
}
