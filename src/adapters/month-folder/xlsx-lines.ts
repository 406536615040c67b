import { basename } from 'node:path';
import { readSheet, type SheetRow } from '../../table-files/xlsx/read-sheet.ts';
import { UnusableWorkbook } from '../../table-files/xlsx/unusable-workbook.ts';
import { isThereToRead, type Limits } from './file-text.ts';
import type { CellFault, Line } from './line.ts';
import { type Notes, unusable } from './notes.ts';

/** The rows of a workbook's sheet; null when it is not there or was refused, which then stands in the notes. */
export async function xlsxLines(
  path: string,
  table: string,
  notes: Notes,
  limits: Limits,
): Promise<Line[] | null> {
  if (!(await isThereToRead(path, notes, limits))) return null;
  const lines: Line[] = [];
  try {
    for await (const row of readSheet(path, table)) {
      lines.push(lineOf(row, lines[0]?.cells.length ?? 0));
      if (lines.length > limits.rows) break;
    }
    return lines;
  } catch (error) {
    if (!(error instanceof UnusableWorkbook)) throw error;
    unusable(basename(path), notes, null, error.seen, error.todo);
    return null;
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
