/** What can be taken out of a book as a table and brought in again. */
export const SUBJECTS = [
  'resellers',
  'customers',
  'accounts',
  'prices',
  'rules',
  'grants',
  'credits',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** `id` and `account`: text that only looks like a number. `switch`: yes or no. */
export type ColumnKind =
  | 'text'
  | 'id'
  | 'account'
  | 'amount'
  | 'percent'
  | 'date'
  | 'period'
  | 'word'
  | 'switch'
  | 'scope';

export type Column = {
  readonly name: string;
  readonly kind: ColumnKind;
  /** It stands in the header, and no row leaves it blank. */
  readonly needed: boolean;
  /** `read`: it is brought in. `kept`: it must say what the book says. `shown`: whoever reads the table wants it; it is not brought in. */
  readonly use: 'read' | 'kept' | 'shown';
  /** What a blank cell means. */
  readonly blank: string;
  readonly says: string;
};

/** The one description of a table: writing, reading, help and docs come from it. */
export type Table = {
  readonly subject: Subject;
  readonly says: string;
  /** The columns that a row is known by. Where several rows share them, they are one set, replaced as a whole (P5). */
  readonly key: readonly string[];
  /** Where one key may have several rows: the columns that each of them has for itself. */
  readonly own?: readonly string[];
  /** The column that names a row without an id. */
  readonly orElse?: string;
  readonly columns: readonly Column[];
};

export type TableFormat = 'csv' | 'xlsx';
export const TABLE_FORMATS: readonly TableFormat[] = ['csv', 'xlsx'];

/** A row on its way out: text by the column's name; a column that is left out is blank. */
export type RowOut = Readonly<Record<string, string>>;

/** A row on its way in. */
export type RowIn = {
  readonly file: string;
  /** As a spreadsheet shows it: the header is row 1. */
  readonly row: number;
  /** The trimmed cell; '' when it is blank or its column is left out. */
  readonly cell: (column: string) => string;
  /** Whether the column stands in the file. */
  readonly has: (column: string) => boolean;
};

/** The columns as one line: `name`, or `name?` where it may be blank or left out. */
export function columnList({ columns }: Table): string {
  return columns.map(({ name, needed }) => (needed ? name : `${name}?`)).join(', ');
}
