import { strToU8, Zip, ZipDeflate } from 'fflate';
import { NO_DAY } from '../no-day.ts';
import { LOOKS, type Look, MAIN, partsOf, XML } from './workbook-parts.ts';
import { xmlText } from './xml-text.ts';

export type { Look } from './workbook-parts.ts';

/** A cell: text, or a number as decimal text, which the file keeps digit by digit. */
export type Cell =
  | { readonly text: string; readonly look?: Look }
  | { readonly amount: string; readonly look?: Look };
export type Row = readonly (Cell | null)[];
export type SheetHead = {
  readonly name: string;
  /** Widths in characters. */
  readonly widths: readonly number[];
  /** Rows that stay in sight when scrolling. */
  readonly frozen: number;
};
export type Sheet = SheetHead & { readonly rows: readonly Row[] };

/** What a spreadsheet keeps of a number, all of it and every time; a longer one is written as text. */
export const KEPT_DIGITS = 15;
/** Of XML between two calls of the packer. */
const BUFFERED = 1 << 16;

/**
 * An Excel workbook, row by row: what was packed is `taken` away while the rest is still to come. Written here and not
 * by a library, because the ones there are take amounts as floats and stamp the clock into the file; this one writes
 * the same bytes for the same rows.
 */
export class WorkbookWriter {
  readonly #sheets: readonly SheetHead[];
  readonly #zip: Zip;
  #packed: Uint8Array[] = [];
  #entry: ZipDeflate | null = null;
  #xml = '';
  #begun = 0;
  #rows = 0;

  /** `amountFormat`: how numbers are shown, in a spreadsheet's own words, `#,##0.00`. */
  constructor(sheets: readonly SheetHead[], amountFormat: string) {
    this.#sheets = sheets;
    this.#zip = new Zip((error, piece) => {
      if (error !== null) throw error;
      this.#packed.push(piece);
    });
    const names = sheets.map(({ name }) => name);
    for (const [path, text] of partsOf(names, amountFormat)) {
      this.#open(path);
      this.#xml += text;
      this.#close();
    }
  }

  /** The rows from now on are the next sheet's. */
  nextSheet(): void {
    this.#endSheet();
    const sheet = this.#sheets[this.#begun];
    if (sheet === undefined) throw new Error('more sheets than were announced');
    this.#begun += 1;
    this.#rows = 0;
    this.#open(`xl/worksheets/sheet${this.#begun}.xml`);
    this.#xml += sheetStart(sheet);
  }

  row(cells: Row): void {
    this.#rows += 1;
    const each = cells.map((cell, at) =>
      cell === null ? '' : cellXml(cell, `${columnName(at)}${this.#rows}`),
    );
    this.#xml += `<row r="${this.#rows}">${each.join('')}</row>`;
    if (this.#xml.length > BUFFERED) this.#flush(false);
  }

  /** What is packed by now; it is not given a second time. */
  taken(): Uint8Array[] {
    const packed = this.#packed;
    this.#packed = [];
    return packed;
  }

  end(): void {
    this.#endSheet();
    this.#zip.end();
  }

  #endSheet(): void {
    if (this.#begun === 0) return;
    this.#xml += '</sheetData></worksheet>';
    this.#close();
  }

  #open(path: string): void {
    this.#entry = new ZipDeflate(path, { level: 6 });
    this.#entry.mtime = NO_DAY;
    this.#zip.add(this.#entry);
    this.#xml = XML;
  }

  #close(): void {
    this.#flush(true);
  }

  #flush(last: boolean): void {
    this.#entry?.push(strToU8(this.#xml), last);
    this.#xml = '';
  }
}

/** A whole workbook at once. */
export function workbook(sheets: readonly Sheet[], amountFormat: string): Uint8Array {
  const writer = new WorkbookWriter(sheets, amountFormat);
  for (const { rows } of sheets) {
    writer.nextSheet();
    for (const row of rows) writer.row(row);
  }
  writer.end();
  return Buffer.concat(writer.taken());
}

function sheetStart({ widths, frozen }: SheetHead): string {
  const pane =
    frozen === 0
      ? ''
      : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  const cols = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane}</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>`;
}

/** A to Z, then AA to ZZ: no table here is wider. */
function columnName(at: number): string {
  const letter = (of: number): string => String.fromCharCode(65 + of);
  return at < 26 ? letter(at) : letter(Math.floor(at / 26) - 1) + letter(at % 26);
}

function cellXml(cell: Cell, place: string): string {
  const look = LOOKS.indexOf(cell.look ?? 'plain');
  if ('text' in cell) return textXml(cell.text, place, look);
  const style = look + LOOKS.length;
  if (cell.amount.replace(/[-.]/g, '').length > KEPT_DIGITS) return textXml(cell.amount, place, style);
  return `<c r="${place}" s="${style}"><v>${cell.amount}</v></c>`;
}

/** Always a string cell: what begins with = is never a formula. */
function textXml(text: string, place: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}
