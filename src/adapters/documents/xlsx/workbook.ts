import { strToU8, type Zippable, zipSync } from 'fflate';
import { minorDigits } from '../../../domain/money/currency.ts';
import { NO_DAY } from '../zipped.ts';

/** A cell: text, or an amount as decimal text, which the file keeps digit by digit. */
export type Cell =
  | { readonly text: string; readonly look?: Look }
  | { readonly amount: string; readonly look?: Look };
export type Look = 'plain' | 'strong' | 'head' | 'title' | 'soft' | 'alarm';
export type Sheet = {
  readonly name: string;
  /** Widths in characters. */
  readonly widths: readonly number[];
  /** Rows that stay in sight when scrolling. */
  readonly frozen: number;
  readonly rows: readonly (readonly (Cell | null)[])[];
};

const LOOKS: readonly Look[] = ['plain', 'strong', 'head', 'title', 'soft', 'alarm'];
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** What a spreadsheet keeps of a number; a longer one is written as text rather than changed. */
const KEPT_DIGITS = 15;

/**
 * An Excel workbook. Written here and not by a library, because the ones there are take amounts as floats and stamp
 * the clock into the file; this one writes the same bytes for the same sheets.
 */
export function workbook(sheets: readonly Sheet[], currency: string): Uint8Array {
  const files: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': book(sheets),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles(currency),
  };
  for (const [at, sheet] of sheets.entries()) files[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet);
  const entries: Zippable = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, [strToU8(XML + text), { mtime: NO_DAY }]]),
  );
  return zipSync(entries, { level: 6 });
}

function contentTypes(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const part = (name: string, kind: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${type}.${kind}+xml"/>`;
  const each = Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}`, 'worksheet'));
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${part('styles', 'styles')}${each.join('')}</Types>`;
}

function relations(targets: readonly (readonly [kind: string, target: string])[]): string {
  const each = targets.map(
    ([kind, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

function book(sheets: readonly Sheet[]): string {
  const each = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each.join('')}</sheets></workbook>`;
}

/** Every look twice: for text, and for amounts with the currency's decimals. */
function styles(currency: string): string {
  const places = minorDigits(currency);
  const format = `#,##0${places === 0 ? '' : `.${'0'.repeat(places)}`}`;
  const font = (size: number, more: string) =>
    `<font>${more}<sz val="${size}"/>COLOUR<name val="Calibri"/></font>`;
  const ink = (made: string, colour: string) => made.replace('COLOUR', `<color rgb="FF${colour}"/>`);
  const fonts = [
    ink(font(10, ''), '14202A'),
    ink(font(10, '<b/>'), '14202A'),
    ink(font(9, '<b/>'), '4B5A66'),
    ink(font(16, '<b/>'), '0B6B67'),
    ink(font(9, ''), '62707B'),
    ink(font(12, '<b/>'), 'B3261E'),
  ];
  const border = '<border><left/><right/><top/><bottom/><diagonal/></border>';
  const ruled =
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FF14202A"/></bottom><diagonal/></border>';
  const xf = (look: Look, at: number, amount: boolean): string =>
    `<xf numFmtId="${amount ? 164 : 49}" fontId="${at}" fillId="0" borderId="${look === 'head' ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"/>`;
  const looks = [
    ...LOOKS.map((look, at) => xf(look, at, false)),
    ...LOOKS.map((look, at) => xf(look, at, true)),
  ];
  return `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${format}"/></numFmts><fonts count="${fonts.length}">${fonts.join('')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2">${border}${ruled}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${looks.length}">${looks.join('')}</cellXfs></styleSheet>`;
}

function sheetXml({ widths, frozen, rows }: Sheet): string {
  const pane =
    frozen === 0
      ? ''
      : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  const cols = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const body = rows.map((cells, at) => {
    const each = cells.map((one, column) =>
      one === null ? '' : cellXml(one, `${String.fromCharCode(65 + column)}${at + 1}`),
    );
    return `<row r="${at + 1}">${each.join('')}</row>`;
  });
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane}</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>${body.join('')}</sheetData></worksheet>`;
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
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function escaped(text: string): string {
  return text
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
