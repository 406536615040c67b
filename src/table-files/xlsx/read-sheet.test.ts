import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { readSheet, type SheetRow } from './read-sheet.ts';
import { workbook } from './workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'creditbook-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PARTS = {
  '_rels/.rels': `<Relationships><Relationship Id="r" Type="${TYPE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': '<workbook><sheets><sheet name="rules" sheetId="1" r:id="r1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${TYPE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${TYPE}/styles" Target="/xl/styles.xml"/><Relationship Id="r3" Type="${TYPE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/styles.xml':
    '<x:styleSheet xmlns:x="s"><x:numFmts><x:numFmt numFmtId="170" formatCode="[$-407]d. mmm yyyy"/></x:numFmts><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/><x:xf numFmtId="10"/><x:xf numFmtId="170"/></x:cellXfs></x:styleSheet>',
  'xl/sharedStrings.xml':
    '<sst><si><t>plain</t></si><si><r><t>in </t></r><r><t>runs</t></r><rPh><t>spoken</t></rPh></si></sst>',
};

function book(sheet: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts = {
    ...PARTS,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

async function read(
  bytes: Uint8Array,
  limits?: { unpackedBytes: number; parts: number },
): Promise<SheetRow[]> {
  const path = join(folder, 'book.xlsx');
  writeFileSync(path, bytes);
  const rows: SheetRow[] = [];
  for await (const row of readSheet(path, 'rules', limits)) rows.push(row);
  return rows;
}

async function refused(
  bytes: Uint8Array,
  limits?: { unpackedBytes: number; parts: number },
): Promise<string> {
  return read(bytes, limits).then(
    () => 'read',
    (error: { seen?: string; message: string }) => error.seen ?? error.message,
  );
}

describe('a cell of a workbook', () => {
  it('is text, wherever the workbook keeps it', async () => {
    const [row] = await read(
      book(
        '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3" t="inlineStr"><is><t>_x0041_&amp;</t></is></c><c t="str"><v>4</v></c><c t="b"><v>1</v></c></row>',
      ),
    );
    expect(row).toEqual({
      row: 3,
      cells: [
        { text: 'in runs', as: 'text' },
        undefined,
        { text: 'A&', as: 'text' },
        { text: '4', as: 'text' },
        { text: 'true', as: 'text' },
      ],
    });
  });

  it('that is a number is the decimal somebody wrote, digit by digit', async () => {
    const [row] = await read(
      book(
        '<row><c><v>47.679999999999999</v></c><c><v>1.23E-5</v></c><c><v>-0.30000000000000004</v></c><c><v>1E+15</v></c></row>',
      ),
    );
    expect(row?.cells.map((cell) => cell !== undefined && 'text' in cell && cell.text)).toEqual([
      '47.68',
      '0.0000123',
      '-0.3',
      '1000000000000000',
    ]);
  });

  it('that is shown as a day is that day, by either calendar', async () => {
    const rows = '<row><c s="1"><v>46022</v></c><c s="3"><v>46022</v></c><c s="1"><v>46022.5</v></c></row>';
    const [day] = await read(book(rows));
    expect(day?.cells).toMatchObject([
      { text: '2025-12-31' },
      { text: '2025-12-31' },
      { seen: '46022.5 shown as a date' },
    ]);
    const since1904 = PARTS['xl/workbook.xml'].replace('<sheets>', '<workbookPr date1904="1"/><sheets>');
    const [later] = await read(book(rows, { 'xl/workbook.xml': since1904 }));
    expect(later?.cells[0]).toMatchObject({ text: '2030-01-01' });
  });

  it('whose text is missing from the workbook is not taken for a blank one', async () => {
    const rows = '<row><c t="s"><v>7</v></c><c t="s"><v>-1</v></c><c t="s"><v/></c></row>';
    const [row] = await read(book(rows));
    const missing = { seen: 'a text that is missing from the workbook' };
    expect(row?.cells).toMatchObject([missing, missing]);
  });

  it('with a formula, an error or a percentage says so instead of something else', async () => {
    const [row] = await read(
      book('<row><c><f>1+1</f><v>2</v></c><c t="e"><v>#REF!</v></c><c s="2"><v>0.625</v></c></row>'),
    );
    expect(row?.cells).toMatchObject([
      { seen: 'a formula' },
      { seen: 'the error #REF!' },
      { seen: '0.625 shown as a percentage' },
    ]);
  });
});

describe('a workbook', () => {
  it('is refused with macros, merged cells, several tables, a password or in the old format', async () => {
    expect(await refused(book('', { 'xl/vbaProject.bin': '' }))).toBe('a workbook with macros');
    const merged = '<worksheet><sheetData/><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>';
    expect(await refused(book('', { 'xl/worksheets/sheet1.xml': merged }))).toBe(
      'cells merged into one: A1:B2',
    );
    const two =
      '<workbook><sheets><sheet name="A" r:id="r1"/><sheet name="B" r:id="r1"/></sheets></workbook>';
    expect(await refused(book('', { 'xl/workbook.xml': two }))).toBe('2 sheets: "A", "B"');
    expect(await refused(book('', { 'xl/workbook.xml': two.replace('"B"', '" Rules"') }))).toBe('read');
    expect(await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatch(/old format/);
    expect(await refused(Buffer.from('%PDF-1.7'))).toBe('a file that is no workbook');
  });

  it('that is broken, torn or no workbook inside is refused as that', async () => {
    const good = book('<row><c><v>1</v></c></row>');
    const broken = 'a workbook that is broken';
    expect(await refused(good.slice(0, good.length - 30))).toBe(broken);
    expect(await refused(zipSync({ 'readme.txt': strToU8('hello') }))).toBe(broken);
    expect(await refused(book('<row><c><v>1</v></row>'))).toBe(broken);
    expect(await refused(book('<row r="2"/><row r="1"/>'))).toBe(broken);
    expect(await refused(book('<row><c r="B1"/><c r="A1"/></row>'))).toBe(broken);
    const flipped = Uint8Array.from(good);
    flipped[60] = (flipped[60] ?? 0) ^ 0xff;
    expect(await refused(flipped)).toBe(broken);
  });

  it('that would grow in memory is refused before it does', async () => {
    const bomb = book('', { 'xl/media/image1.bin': 'a'.repeat(300_000) });
    expect(bomb.length).toBeLessThan(5_000);
    expect(await refused(bomb, { unpackedBytes: 100_000, parts: 20 })).toMatch(
      /^a workbook that unpacks to 30\d{4} bytes$/,
    );
    expect(await refused(bomb, { unpackedBytes: 1_000_000, parts: 3 })).toBe('7 files inside it');
    const entities =
      '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
    expect(await refused(book('', { 'xl/worksheets/sheet1.xml': entities }))).toBe(
      'a workbook that is broken',
    );
    const endless = `<row><c t="str"><v>${'a'.repeat(3_000_000)}</v></c></row>`;
    expect(await refused(book(endless))).toBe('a workbook that is broken');
  });

  it('that is written row by row has the same bytes each time', () => {
    const sheet = {
      name: 'rules',
      widths: [10],
      frozen: 1,
      rows: [[{ text: '=1+1' }], [{ amount: '-5.50' }]],
    };
    expect(workbook([sheet], '0.00')).toEqual(workbook([sheet], '0.00'));
  });
});
