import type { Placed, Reference } from '../../application/month-folder/month-folder.ts';
import type { RowIn } from '../../application/tables/table.ts';
import type { Notes } from './notes.ts';

/** One row of a table: cells by column name, and where to note what is wrong with them. */
export class TableRow implements RowIn {
  readonly file: string;
  /** As a spreadsheet shows it: the header is row 1. */
  readonly row: number;
  /** Where each column stands; all rows of a file share it. */
  readonly #places: ReadonlyMap<string, number>;
  readonly #cells: readonly string[];
  readonly #notes: Notes;
  #filled: { readonly column: string; readonly text: string } | null = null;
  #faults = 0;
  #silenced = false;

  constructor(
    file: string,
    row: number,
    places: ReadonlyMap<string, number>,
    cells: readonly string[],
    notes: Notes,
  ) {
    this.file = file;
    this.row = row;
    this.#places = places;
    this.#cells = cells;
    this.#notes = notes;
  }

  /** Nothing is wrong with it so far. */
  get whole(): boolean {
    return this.#faults === 0;
  }

  /** The trimmed cell; '' when it is blank or its column is left out. */
  cell(column: string): string {
    if (this.#filled?.column === column) return this.#filled.text;
    const place = this.#places.get(column);
    return place === undefined ? '' : (this.#cells[place] ?? '');
  }

  has(column: string): boolean {
    return this.#places.has(column);
  }

  /** Gives a blank cell the text that it stands for. */
  fill(column: string, text: string): void {
    this.#filled = { column, text };
  }

  fault(column: string | null, seen: string, todo: string): void {
    this.#faults += 1;
    if (this.#silenced) return;
    this.#notes.faults.push({ file: this.file, row: this.row, column, seen, todo });
  }

  /** The row's cells stand in the wrong columns: one fault says so, and no other would make sense. */
  silence(): void {
    this.#silenced = true;
  }

  /** A cell that must not be blank. A needed column that is left out was noted once, at the header. */
  needed(column: string, todo: string): string {
    const cell = this.cell(column);
    if (cell !== '') return cell;
    if (this.has(column)) this.fault(column, 'a blank cell', todo);
    else this.#faults += 1;
    return '';
  }

  refer(column: string, id: string, to: Reference['to']): void {
    if (id === '' || this.#silenced) return;
    this.#notes.references.push({ file: this.file, row: this.row, column, id, to });
  }

  placed<T>(value: T): Placed<T> {
    return { file: this.file, row: this.row, value };
  }
}
