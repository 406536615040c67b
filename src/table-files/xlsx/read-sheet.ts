import type { NumberFormat } from './number-formats.ts';
import { dayOfSerial, numberText } from './number-text.ts';
import { openPackage, PACKAGE_LIMITS, type PackageLimits } from './package-parts.ts';
import { readXml } from './read-xml.ts';
import { textRuns } from './shared-texts.ts';
import { brokenWorkbook, UnusableWorkbook } from './unusable-workbook.ts';
import { planOf, type WorkbookPlan } from './workbook-plan.ts';

/** What a cell says, and whether it was a number; or why nothing can be made of it. */
export type SheetCell =
  | { readonly text: string; readonly as: 'text' | 'number' }
  | { readonly seen: string; readonly todo: string };
/** `row` as the spreadsheet counts. A cell that is not there is undefined. */
export type SheetRow = { readonly row: number; readonly cells: readonly (SheetCell | undefined)[] };

const MOST_COLUMNS = 200;
const MOST_MERGES = 5;

/** The rows of the one sheet of a workbook that holds the table; throws UnusableWorkbook. */
export async function* readSheet(
  path: string,
  table: string,
  limits: PackageLimits = PACKAGE_LIMITS,
): AsyncGenerator<SheetRow, void> {
  const parts = await openPackage(path, limits);
  try {
    const plan = await planOf(parts, table);
    const part = await parts.open(plan.sheet);
    if (part === null) throw brokenWorkbook();
    const listener = new SheetListener(plan);
    yield* readXml(part, listener, () => listener.taken());
    refuseMerged(listener.merged);
  } finally {
    parts.close();
  }
}

function refuseMerged(merged: readonly string[]): void {
  if (merged.length === 0) return;
  const more = merged.length > MOST_MERGES ? ' and more' : '';
  throw new UnusableWorkbook(
    `cells merged into one: ${merged.slice(0, MOST_MERGES).join(', ')}${more}`,
    'split them: every row of a table has its own cells',
  );
}

/** Hears one sheet and puts its rows aside. */
class SheetListener {
  readonly merged: string[] = [];
  readonly #plan: WorkbookPlan;
  readonly #run = textRuns();
  #rows: SheetRow[] = [];
  #row = 0;
  #cells: (SheetCell | undefined)[] = [];
  #column = -1;
  #type = 'n';
  #format: NumberFormat = 'number';
  #value = '';
  #inValue = false;
  #formula = false;

  constructor(plan: WorkbookPlan) {
    this.#plan = plan;
  }

  taken(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  opened = (name: string, attribute: (name: string) => string | undefined): void => {
    if (name === 'row') this.#beginRow(attribute('r'));
    else if (name === 'c') this.#beginCell(attribute('r'), attribute('t'), attribute('s'));
    else if (name === 'v') this.#inValue = true;
    else if (name === 'f') this.#formula = true;
    else if (name === 'mergeCell') this.merged.push(attribute('ref') ?? '');
    this.#run.opened(name);
  };

  text = (text: string): void => {
    if (this.#inValue) this.#value += text;
    this.#run.text(text);
  };

  closed = (name: string): void => {
    this.#run.closed(name);
    if (name === 'v') this.#inValue = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') this.#rows.push({ row: this.#row, cells: this.#cells });
  };

  #beginRow(at: string | undefined): void {
    const row = at === undefined ? this.#row + 1 : /^\d{1,7}$/.test(at) ? Number(at) : 0;
    if (row <= this.#row) throw brokenWorkbook();
    this.#row = row;
    this.#cells = [];
    this.#column = -1;
  }

  #beginCell(place: string | undefined, type: string | undefined, style: string | undefined): void {
    const column = place === undefined ? this.#column + 1 : columnOf(place);
    if (column <= this.#column) throw brokenWorkbook();
    this.#column = column;
    this.#type = type ?? 'n';
    this.#format = this.#plan.formats[Number(style ?? '0')] ?? 'number';
    this.#value = '';
    this.#formula = false;
    this.#run.begin();
  }

  #endCell(): void {
    const cell = this.#formula ? A_FORMULA : this.#cell();
    if (cell === undefined) return;
    if (this.#column >= MOST_COLUMNS)
      throw new UnusableWorkbook(
        `something in column ${this.#column + 1}`,
        'remove what stands beside the table',
      );
    this.#cells[this.#column] = cell;
  }

  #cell(): SheetCell | undefined {
    if (this.#type === 'inlineStr') return said(this.#run.whole());
    if (this.#value === '') return undefined;
    switch (this.#type) {
      case 's':
        return sharedText(this.#value, this.#plan.texts);
      case 'str':
        return said(this.#value);
      case 'b':
        return said(this.#value === '1' ? 'true' : 'false');
      case 'd':
        return said(this.#value.replace(/T00:00(:00(\.0+)?)?Z?$/, ''));
      case 'e':
        return { seen: `the error ${this.#value}`, todo: 'write the value itself' };
      default:
        return numberCell(this.#value, this.#format, this.#plan.since1904);
    }
  }
}

const A_FORMULA: SheetCell = {
  seen: 'a formula',
  todo: 'replace it by its value: copy the cells and paste them as values',
};

/** A text that is named and not there is no blank cell: nobody knows what stood in it. */
function sharedText(place: string, texts: readonly string[]): SheetCell | undefined {
  const text = /^\d{1,9}$/.test(place) ? texts[Number(place)] : undefined;
  if (text !== undefined) return said(text);
  return { seen: 'a text that is missing from the workbook', todo: 'write the text again, and save it anew' };
}

function said(text: string): SheetCell | undefined {
  return text === '' ? undefined : { text, as: 'text' };
}

function numberCell(value: string, format: NumberFormat, since1904: boolean): SheetCell {
  const text = numberText(value);
  if (text === null) return { seen: JSON.stringify(value.slice(0, 40)), todo: 'write a number' };
  if (format === 'percent') {
    return {
      seen: `${value} shown as a percentage`,
      todo: 'write 62.5 for 62.5 %, in a cell that is not formatted as a percentage',
    };
  }
  if (format === 'number') return { text, as: 'number' };
  const day = dayOfSerial(value, since1904);
  if (day !== null) return { text: day, as: 'text' };
  return { seen: `${value} shown as a date`, todo: 'write the date as text: YYYY-MM-DD' };
}

/** `AB12` is in column 27. */
function columnOf(place: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place)?.[1];
  if (letters === undefined) throw brokenWorkbook();
  return [...letters].reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
