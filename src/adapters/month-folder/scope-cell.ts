import type { Scope } from '../../domain/credit-rule/credit-rule.ts';
import { ANY } from '../../domain/price/price.ts';
import { LONGEST, textFault } from './cells.ts';
import { quoted } from './notes.ts';
import type { TableRow } from './table-row.ts';

const ALL: Scope = { kind: 'all' };

/** A scope cell (R3): blank or `*`, `only: a;b`, `except: a;b`. An empty list is the domain's to judge. */
export function scopeCell(row: TableRow, column: string): Scope {
  const cell = row.cell(column);
  if (cell === '' || cell === ANY) return ALL;
  const match = /^(only|except)\s*:(.*)$/is.exec(cell);
  if (match === null) {
    row.fault(column, quoted(cell), `write ${ANY} for all, "only: a;b" or "except: a;b"`);
    return ALL;
  }
  const kind = match[1]?.toLowerCase() === 'only' ? 'only' : 'except';
  const ids = idsOf(match[2] ?? '');
  for (const id of ids) noteIdFault(row, column, id);
  return { kind, ids };
}

function idsOf(list: string): string[] {
  const ids = list.split(';').map((id) => id.trim());
  return [...new Set(ids.filter((id) => id !== ''))];
}

function noteIdFault(row: TableRow, column: string, id: string): void {
  const wrong = textFault(id, LONGEST.id);
  if (wrong !== null) row.fault(column, wrong.seen, wrong.todo);
  if (id === ANY) row.fault(column, quoted(row.cell(column)), `${ANY} stands alone, not inside a list`);
}
