import { exactFromText, exactToText } from '../../domain/money/exact-amount.ts';
import type { Fault } from '../errors.ts';
import type { Column, RowIn, RowOut, Table } from './table.ts';

/** A row that says something else than the book, and what; `removed`: one of the book that its set leaves out. */
export type RowChange = {
  /** null: it is removed, so it stands in no row of the file. */
  readonly row: number | null;
  readonly key: string;
  readonly change: 'new' | 'changed' | 'removed';
  readonly cells: readonly { readonly column: string; readonly before: string; readonly after: string }[];
};

/** A row with what the book has in its place. */
export type Compared = { readonly row: RowIn; readonly before: RowOut | null };

/** A row of the book that the set of its key, whose last row this is, leaves out. */
export type Removed = { readonly after: RowIn; readonly before: RowOut };

export type Comparison = {
  /** Rows of sets that are not in the book as they are, in the order of the file; a set is here whole. */
  readonly others: readonly Compared[];
  /** Rows of the book that these sets leave out, each after the last row of its set. */
  readonly removed: readonly Removed[];
  /** Of rows that say what the book says, how many sets. */
  readonly same: number;
};

export function keyOf({ key }: Table, cellOf: (column: string) => string): string {
  return key.map(cellOf).join(' · ');
}

/**
 * The rows of a file beside those of the book, set by set (P5). A set that is in the book cell by cell is left alone
 * and not even read any further: whatever the book holds, a table that nobody touched changes nothing.
 */
export function compareRows(table: Table, rows: readonly RowIn[], known: readonly RowOut[]): Comparison {
  const book = Map.groupBy(known, (row) => keyInBook(table, row));
  const keyInFile = keyFinder(table, known);
  const file = Map.groupBy(rows, keyInFile);
  const others: Compared[] = [];
  const removed: Removed[] = [];
  let same = 0;
  for (const [key, set] of file) {
    const inBook = book.get(key) ?? [];
    const left = [...inBook];
    const compared = set.map((row): Compared => {
      const at = left.findIndex((one) => saysTheSame(table, row, one));
      return { row, before: at < 0 ? null : (left.splice(at, 1)[0] ?? null) };
    });
    if (compared.every(({ before }) => before !== null) && left.length === 0) same += 1;
    else {
      for (const { row, before } of compared)
        others.push({ row, before: before ?? takeMostLike(table, row, left) });
      const last = set.at(-1);
      if (last !== undefined) removed.push(...left.map((before) => ({ after: last, before })));
    }
  }
  return { others: others.toSorted((a, b) => a.row.row - b.row.row), removed, same };
}

/** Out of the rows of the book that are left: the one that says most of what this row says. */
function takeMostLike(table: Table, row: RowIn, left: RowOut[]): RowOut | null {
  const likeness = left.map(
    (one) => table.columns.filter((column) => sameIn(table, column, row, one)).length,
  );
  const at = likeness.indexOf(Math.max(...likeness));
  return left.splice(Math.max(at, 0), 1)[0] ?? null;
}

function keyInBook(table: Table, row: RowOut): string {
  return keyOf(table, (column) => (row[column] ?? '').trim());
}

/** A row without an id is the one thing of the book that has its name, if there is one (P5). */
function keyFinder(table: Table, known: readonly RowOut[]): (row: RowIn) => string {
  const { orElse } = table;
  const named = Map.groupBy(orElse === undefined ? [] : known, (row) => row[orElse ?? '']?.trim());
  return (row) => {
    const key = keyOf(table, (column) => row.cell(column));
    if (orElse === undefined || key !== '') return key;
    const [one, another] = named.get(row.cell(orElse)) ?? [];
    return one === undefined || another !== undefined ? `\0${row.row}` : keyInBook(table, one);
  };
}

/**
 * What differs of each row, in the order of the file; a row of a changed set that is as it was is no change. One after
 * the other: a hundred thousand of them would take more memory than the file.
 */
export function* rowChanges(
  table: Table,
  { others, removed }: Pick<Comparison, 'others' | 'removed'>,
): Generator<RowChange, void> {
  const lost = Map.groupBy(removed, ({ after }) => after);
  for (const one of others) {
    yield* rowChange(table, one);
    for (const { before } of lost.get(one.row) ?? []) yield removal(table, before);
  }
}

function rowChange(table: Table, { row, before }: Compared): RowChange[] {
  const cells = table.columns
    .filter((column) => isBroughtIn(table, column, row))
    .map((column) => ({
      column: column.name,
      before: before?.[column.name] ?? '',
      after: row.cell(column.name),
    }))
    .filter(({ column, after }) =>
      before === null ? after !== '' : !sameIn(table, columnOf(table, column), row, before),
    );
  if (before !== null && cells.length === 0) return [];
  return [
    {
      row: row.row,
      key: shownKey(table, (column) => row.cell(column)) || row.cell(table.orElse ?? ''),
      change: before === null ? 'new' : 'changed',
      cells,
    },
  ];
}

function shownKey({ key }: Table, cellOf: (column: string) => string): string {
  return key
    .map(cellOf)
    .filter((cell) => cell !== '')
    .join(' · ');
}

/** What the rows of one key say together goes with none of them. */
function removal(table: Table, before: RowOut): RowChange {
  const cells = (table.own ?? table.columns.map(({ name }) => name))
    .map((column) => ({ column, before: before[column] ?? '', after: '' }))
    .filter((cell) => cell.before !== '');
  return { row: null, key: shownKey(table, (column) => before[column] ?? ''), change: 'removed', cells };
}

/** Cells that must say what the book says, and do not. */
export function keptFaults(table: Table, others: readonly Compared[]): Fault[] {
  return others.flatMap(({ row, before }) =>
    before === null
      ? []
      : table.columns
          .filter(({ use, name }) => use === 'kept' && row.has(name))
          .filter((column) => !sameCell(column, before[column.name] ?? '', row.cell(column.name)))
          .map(({ name }) => ({
            file: row.file,
            row: row.row,
            column: name,
            seen: JSON.stringify(row.cell(name)),
            todo: `the book has ${JSON.stringify(before[name] ?? '')}, and a table does not change it: write that again`,
          })),
  );
}

function saysTheSame(table: Table, row: RowIn, before: RowOut): boolean {
  return table.columns
    .filter((column) => isBroughtIn(table, column, row) || (column.use === 'kept' && row.has(column.name)))
    .every((column) => sameIn(table, column, row, before));
}

/** A blank id says nothing else than the id that was found for it. */
function sameIn({ key, orElse }: Table, column: Column, row: RowIn, before: RowOut): boolean {
  const after = row.cell(column.name);
  if (orElse !== undefined && key.includes(column.name) && after === '') return true;
  return sameCell(column, before[column.name] ?? '', after);
}

/** A column that is left out is blank (P5); of credits, which are only decided, it is not asked for. */
function isBroughtIn({ subject }: Table, { use, name }: Column, row: RowIn): boolean {
  return use === 'read' && (subject !== 'credits' || row.has(name));
}

export function sameCell(column: Pick<Column, 'kind' | 'blank'>, before: string, after: string): boolean {
  return canonical(column, before) === canonical(column, after);
}

/** The one way of saying what a cell says. */
function canonical({ kind, blank }: Pick<Column, 'kind' | 'blank'>, text: string): string {
  const said = text.trim() === '' ? blank : text.trim();
  if (kind === 'amount' || kind === 'percent') {
    const exact = said.length > 40 ? null : exactFromText(said);
    return exact === null ? said : exactToText(exact);
  }
  if (kind === 'word') return said.toLowerCase();
  if (kind === 'switch') return SWITCHES.get(said.toLowerCase()) ?? said;
  return said;
}

const SWITCHES = new Map([
  ['yes', 'yes'],
  ['true', 'yes'],
  ['1', 'yes'],
  ['no', 'no'],
  ['false', 'no'],
  ['0', 'no'],
]);

function columnOf({ columns }: Table, name: string): Column {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return column;
}
