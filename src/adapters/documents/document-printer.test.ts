import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, test } from 'vitest';
import { madeLump, madeSource } from '../../../test/documents/made-source.ts';
import { pdfPages, pdfText } from '../../../test/documents/pdf-text.ts';
import { documentOf } from '../../application/documents/document-of.ts';
import type { DocumentSource } from '../../application/documents/document-source.ts';
import { DOCUMENT_KINDS } from '../../application/documents/statement-document.ts';
import { documentPrinter, MADE_WITH } from './document-printer.ts';
import { FAMILIES } from './pdf/fonts.ts';

const printer = documentPrinter();
afterAll(() => printer.close());

const pdfOf = (source: DocumentSource): Promise<Uint8Array> => printer.print(documentOf(source), 'pdf');
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `…/node_modules/@scope/name/…`. */
function packageOf(path: string): string {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? path;
}

async function sheetsOf(source: DocumentSource): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  const bytes = await printer.print(documentOf(source), 'xlsx');
  await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return book;
}

describe('one statement gives one file', () => {
  test('a document that was kept is printed anew after any package that makes its bytes has changed', () => {
    const fonts = FAMILIES.flatMap(({ paths }) => paths).map(packageOf);
    const here = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
    const imported = here
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .flatMap((file) => [
        ...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/ from '([^.][^']*)'/g),
      ])
      .flatMap(([, name = '']) => (name.startsWith('node:') ? [] : name));
    expect(fonts.length).toBeGreaterThan(30);
    expect(new Set(MADE_WITH)).toEqual(new Set([...fonts, ...imported]));
  });

  test.each(DOCUMENT_KINDS)(
    'the same bytes as %s, whatever was printed in between, and from another printer',
    async (kind) => {
      const document = documentOf(madeLump());
      const first = sha(await printer.print(document, kind));
      await printer.print(documentOf(madeSource()), kind);
      const again = sha(await printer.print(document, kind));
      const other = documentPrinter();
      const elsewhere = sha(await other.print(document, kind));
      await other.close();
      expect([again, elsewhere]).toEqual([first, first]);
    },
  );

  test('the fingerprint changes with the document, the logo and the kind, and with nothing else', () => {
    const [first, second] = [documentPrinter(), documentPrinter()];
    const logo = (hash: string) => ({ kind: 'png', hash, bytes: new Uint8Array() }) as const;
    const plain = documentOf(madeSource());
    const withLogo = (hash: string) => ({ ...plain, seller: { ...plain.seller, logo: logo(hash) } });
    expect(first.fingerprint(plain, 'pdf')).toBe(second.fingerprint(documentOf(madeSource()), 'pdf'));
    const prints = [
      first.fingerprint(plain, 'pdf'),
      first.fingerprint(plain, 'csv'),
      first.fingerprint(documentOf(madeSource({ total: 1n })), 'pdf'),
      first.fingerprint(withLogo('a'), 'pdf'),
      first.fingerprint(withLogo('b'), 'pdf'),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });
});

describe('a PDF', () => {
  test('says who owes whom what, and under the credit its story', async () => {
    const text = await pdfText(await pdfOf(madeSource()));
    for (const words of [
      'Meridian Cloud Distribution',
      'Blue Kiln',
      'No. 12',
      '1 to 31 March 2026',
      '103.00',
    ])
      expect(text).toContain(words);
    for (const words of ['000000000011', 'AmazonEC2', 'MAP 2.0 Credit', '−40.00', 'carried forward', '30.00'])
      expect(text).toContain(words);
    expect(text).toContain('Page 1 of 1');
    expect(text).not.toContain('DRAFT');
  });

  test('of a draft says DRAFT on every page', async () => {
    const lines = Array.from({ length: 120 }, (_, at) => ({
      cloud: 'AWS',
      usageAccount: '000000000011',
      service: `Service ${at}`,
      price: 1n,
    }));
    const pages = await pdfPages(await pdfOf(madeSource({ state: 'draft', number: null, lines })));
    expect(pages.length).toBeGreaterThan(2);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain('DRAFT');
      expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
    }
    expect(pages[1], 'the account is said again where its services go on').toContain('000000000011');
  });

  test('prints names of any script with the fonts it carries', async () => {
    const names = [
      'شركة النخيل',
      'בית התוכנה',
      'हिमालय सेवा',
      '数据中心',
      'クラウド商事',
      '클라우드',
      'บริษัท',
      'Ελλάς',
      'Łódź',
    ];
    for (const name of names) {
      const pdf = await pdfOf(madeSource({ buyerName: name }));
      const text = await pdfText(pdf);
      // Marks of Arabic, Hebrew and Indic letters are copied in the order they are drawn.
      const letters = [...name.replace(/\s/g, '').normalize('NFC')].filter((one) => /\p{L}/u.test(one));
      for (const letter of letters) expect(text, `a letter of ${name}`).toContain(letter);
    }
  });

  test('never reads a name as markup', async () => {
    const hostile = '#panic("x") $ sum $ *bold* @here <label> \\ [#import "x"] `raw` // gone';
    const text = await pdfText(
      await pdfOf(
        madeSource({
          buyerName: hostile,
          letterhead: { ...madeSource().letterhead, name: hostile, notes: `${hostile}\n= Heading\n- item` },
        }),
      ),
    );
    const plain = text.replace(/\s+/g, ' ');
    expect(plain.split(hostile).length - 1).toBeGreaterThanOrEqual(3);
    expect(plain).toContain('= Heading');
  });

  test('breaks a word that is wider than its column, and the word stays whole to a reader', async () => {
    const long = 'x'.repeat(300);
    const text = await pdfText(await pdfOf(madeSource({ buyerName: long })));
    expect(text.replace(/\s/g, '')).toContain(long);
  });

  test.each([
    ['png', PNG_DOT(), 'a dot'],
    [
      'svg',
      new TextEncoder().encode(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
      ),
      'a square',
    ],
  ] as const)('carries a logo as %s', async (kind, bytes, hash) => {
    const plain = await pdfOf(madeSource());
    const logo = { kind, bytes, hash };
    const pdf = await pdfOf(madeSource({ letterhead: { ...madeSource().letterhead, logo } }));
    expect(sha(pdf)).not.toBe(sha(plain));
    expect(await pdfText(pdf)).toContain('Meridian Cloud Distribution');
    expect(sha(await pdfOf(madeSource())), 'the next statement has none').toBe(sha(plain));
  });

  test('that cannot be laid out is an error, and the next one is printed', async () => {
    const logo = { kind: 'png', bytes: new Uint8Array([1, 2, 3]), hash: 'torn' } as const;
    await expect(pdfOf(madeSource({ letterhead: { ...madeSource().letterhead, logo } }))).rejects.toThrow(
      /could not be laid out/,
    );
    expect(await pdfText(await pdfOf(madeSource()))).toContain('103.00');
  });
});

describe('a table', () => {
  test('as CSV has a row for every figure, and no cell that a spreadsheet would run', async () => {
    const bytes = await printer.print(documentOf(madeLump({ buyerName: '=1+1', number: 3 })), 'csv');
    const rows = parse(Buffer.from(bytes), { columns: true }) as Record<string, string>[];
    const of = (section: string, item: string) =>
      rows.filter((row) => row['section'] === section && row['item'] === item);
    expect(of('total', 'total')).toMatchObject([{ amount: '90.00', currency: 'USD' }]);
    expect(of('head', 'buyer')).toMatchObject([{ description: "'=1+1" }]);
    expect(
      of('breakout', 'earned').map((row) => [row['customer'], row['usage_account'], row['amount']]),
    ).toEqual([
      ['Blue Kiln', '000000000011', '60.00'],
      ['Copper Fern', '000000000021', '10.01'],
      ['Of no single customer', '', '20.00'],
    ]);
    expect(rows.filter((row) => row['section'] === 'charge')).toHaveLength(3);
  });

  test('as XLSX has amounts as numbers, accounts as text and no formula', async () => {
    const book = await sheetsOf(madeLump({ buyerName: '=1+1' }));
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
      'Statement',
      'Charges',
      'Credit',
      'Break-out',
    ]);
    const charges = book.getWorksheet('Charges');
    expect(charges?.getRow(2).values).toEqual([undefined, 'AWS', '000000000011', 'AmazonEC2', 100]);
    expect(charges?.getCell('B2').type).toBe(ExcelJS.ValueType.String);
    expect(charges?.getCell('D2').numFmt).toBe('#,##0.00');
    const together = book.getWorksheet('Break-out')?.lastRow?.values;
    expect(together).toEqual([undefined, 'Together', undefined, undefined, 90.01, -40, 0]);
    let found = '';
    book.getWorksheet('Statement')?.eachRow((row) =>
      row.eachCell((cell) => {
        expect(cell.formula).toBeUndefined();
        if (cell.text === '=1+1') found = cell.text;
      }),
    );
    expect(found).toBe('=1+1');
  });

  test('as XLSX writes an amount that a spreadsheet would round as text, digit by digit', async () => {
    const book = await sheetsOf(madeSource({ total: 12_345_678_901_234_567n }));
    const cells: unknown[] = [];
    book.getWorksheet('Statement')?.eachRow((row) => cells.push(row.getCell(2).value));
    expect(cells).toContain('123456789012345.67');
  });
});

function PNG_DOT(): Uint8Array {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
}
