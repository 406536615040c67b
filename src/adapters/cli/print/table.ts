import Table from 'cli-table3';
import { ink } from './ink.ts';

export type Column<Row> = {
  readonly head: string;
  readonly of: (row: Row) => string;
  /** Amounts and counts stand at the right. */
  readonly right?: boolean;
};

export type Listing = {
  /** What a row is, in the plural: for the line that says how many are not shown. */
  readonly rows: string;
  readonly full: boolean;
  /** Rows at the foot, already text: totals. */
  readonly foot?: readonly (readonly string[])[];
  /** More rows than this are only printed with --full. */
  readonly most?: number;
  /** Cells longer than this are cut without --full. */
  readonly widest?: number;
};

/** A list is cut after so many rows where nothing else is said. */
const MOST_ROWS = 30;
const WIDEST_CELL = 40;
const INDENT = '  ';

const NO_LINES = Object.fromEntries(
  [
    ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ]
    .flat()
    .map((name) => [name, '']),
);

/** A table without rules, every line indented, long lists cut with a line that says so. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], listing: Listing): string {
  if (rows.length === 0) return `${INDENT}${ink.dim('none')}`;
  const shown = listing.full ? rows : rows.slice(0, listing.most ?? MOST_ROWS);
  const widest = listing.full ? Infinity : (listing.widest ?? WIDEST_CELL);
  const drawn = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [], compact: true },
    head: columns.map((column) => ink.dim(column.head)),
    colAligns: columns.map((column) => (column.right === true ? 'right' : 'left')),
  });
  for (const row of shown) drawn.push(columns.map((column) => cellText(column.of(row), widest)));
  for (const row of listing.foot ?? []) drawn.push(row.map((cell) => ink.bold(cell)));
  const lines = drawn.toString().split('\n');
  const left = rows.length - shown.length;
  if (left > 0) lines.push(ink.dim(`… and ${left} more ${listing.rows}; --full shows them`));
  return lines.map((line) => `${INDENT}${line}`.trimEnd()).join('\n');
}

/** Text from outside on one line: a description may hold line breaks, and a terminal obeys control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function cellText(text: string, widest: number): string {
  const line = oneLine(text);
  const signs = [...line];
  return signs.length <= widest ? line : `${signs.slice(0, widest - 1).join('')}…`;
}

export function heading(text: string): string {
  return `\n${ink.bold(oneLine(text))}`;
}
