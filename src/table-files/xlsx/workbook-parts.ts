import { xmlText } from './xml-text.ts';

export type Look = 'plain' | 'strong' | 'head' | 'title' | 'soft' | 'alarm';
export const LOOKS: readonly Look[] = ['plain', 'strong', 'head', 'title', 'soft', 'alarm'];

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Every part of a workbook but its sheets, by path. */
export function partsOf(sheets: readonly string[], amountFormat: string): readonly [string, string][] {
  return [
    ['[Content_Types].xml', contentTypes(sheets.length)],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', book(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', styles(amountFormat)],
  ];
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

function book(sheets: readonly string[]): string {
  const each = sheets.map(
    (name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each.join('')}</sheets></workbook>`;
}

/** Every look twice: for text, which is also what an untouched cell is, and for numbers in their format. */
function styles(amountFormat: string): string {
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
  return `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${amountFormat}"/></numFmts><fonts count="${fonts.length}">${fonts.join('')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2">${border}${ruled}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${looks.length}">${looks.join('')}</cellXfs></styleSheet>`;
}
