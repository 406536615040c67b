import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minorFromText, minorToText } from '../../src/domain/money/minor.ts';
import { type ExampleService, exampleService, type Person, type Reply } from '../http/example-service.ts';
import { pdfText } from './pdf-text.ts';

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService();
});
afterAll(() => house.close());

type Row = Readonly<Record<string, string>>;
type Told = {
  readonly id: string;
  readonly number: number | null;
  readonly state: string;
  readonly currency: string;
  readonly seller: { readonly id: string; readonly name: string };
  readonly buyer: { readonly id: string; readonly name: string };
  readonly [figure: string]: unknown;
};

async function statements(who: Person = 'admin'): Promise<Told[]> {
  return (await house.ask(who, 'GET', '/statements?limit=500')).json<{ items: Told[] }>().items;
}
function file(who: Person, path: string, headers: Record<string, string> = {}): Promise<Reply> {
  return house.ask(who, 'GET', path, { headers });
}
async function bytesOf(who: Person, id: string, kind: string): Promise<Uint8Array> {
  const reply = await file(who, `/statements/${id}/document.${kind}`);
  expect(reply.status).toBe(200);
  return reply.bytes;
}
async function csvOf(who: Person, id: string): Promise<Row[]> {
  return parse(Buffer.from(await bytesOf(who, id, 'csv')), { columns: true }) as Row[];
}
const amountAt = (rows: readonly Row[], section: string, item: string): string | undefined =>
  rows.find((row) => row['section'] === section && row['item'] === item)?.['amount'];
function sumOf(rows: readonly Row[], section: string, currency: string, item?: string): string {
  const chosen = rows.filter(
    (row) => row['section'] === section && (item === undefined || row['item'] === item),
  );
  const total = chosen.reduce((sum, row) => sum + minorFromText(row['amount'] ?? '0', currency), 0n);
  return minorToText(total, currency);
}
const negated = (amount: string): string => (/[1-9]/.test(amount) ? `-${amount}` : amount);
/** As the PDF prints an amount. */
function printed(amount: string): string {
  const [whole = '', rest] = amount.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount.startsWith('-') ? '−' : ''}${grouped}${rest === undefined ? '' : `.${rest}`}`;
}

describe('every statement of the example book', () => {
  test('has the same totals in the API, the CSV, the XLSX and the PDF, read back', async () => {
    const all = await statements();
    expect(all.length).toBeGreaterThan(15);
    for (const told of all) {
      const { id, currency } = told;
      const of = (figure: string): string => String(told[figure]);
      const rows = await csvOf('admin', id);
      expect({
        id,
        charges: amountAt(rows, 'total', 'charges'),
        lines: sumOf(rows, 'charge', currency),
        tax: amountAt(rows, 'total', 'tax') ?? minorToText(0n, currency),
        debits: sumOf(rows, 'total', currency, 'debit'),
        adjustments: sumOf(rows, 'adjustment', currency),
        creditApplied: amountAt(rows, 'total', 'credit'),
        total: amountAt(rows, 'total', 'total'),
        openingBalance: amountAt(rows, 'credit', 'opening'),
        closingBalance: amountAt(rows, 'credit', 'closing'),
      }).toEqual({
        id,
        charges: of('charges'),
        lines: of('charges'),
        tax: of('tax'),
        debits: of('debits'),
        adjustments: of('adjustments'),
        creditApplied: negated(of('creditApplied')),
        total: of('total'),
        openingBalance: of('openingBalance'),
        closingBalance: of('closingBalance'),
      });
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(Buffer.from(await bytesOf('admin', id, 'xlsx')) as unknown as ArrayBuffer);
      const front = book.getWorksheet('Statement');
      const figures = new Map<string, unknown>();
      front?.eachRow((row) => figures.set(row.getCell(1).text, row.getCell(2).value));
      // A spreadsheet knows numbers only; these are small enough for it to keep to the cent.
      expect({
        id,
        total: figures.get('Total'),
        charges: figures.get('Charges'),
        credit: figures.get('Credit'),
      }).toEqual({
        id,
        total: Number(of('total')),
        charges: Number(of('charges')),
        credit: Number(negated(of('creditApplied'))),
      });
      const text = (await pdfText(await bytesOf('admin', id, 'pdf'))).replace(/\s+/g, ' ');
      for (const row of rows.filter((one) => one['amount'] !== ''))
        expect(text).toContain(printed(row['amount'] ?? ''));
      expect(text).toContain(`Total (${currency}) ${printed(of('total'))}`);
      expect([id, text.includes('DRAFT')]).toEqual([id, told.state === 'draft']);
    }
  });

  test('to a reseller breaks the lump out to the cent (T10)', async () => {
    const lumps = (await statements('harborAdmin')).filter((one) => one.buyer.id === 'harbor');
    expect(lumps.length).toBeGreaterThan(0);
    for (const told of lumps) {
      const rows = await csvOf('harborAdmin', told.id);
      expect(sumOf(rows, 'breakout', told.currency, 'earned')).toBe(told['earned']);
      expect(sumOf(rows, 'breakout', told.currency, 'applied')).toBe(negated(String(told['creditApplied'])));
      const { rows: behind } = await house.book.pool.query<{ name: string }>(
        'select distinct c.name from earners_of(array[$1]) e join customers c using (customer_id)',
        [told.id],
      );
      const named = new Set(
        rows.filter((row) => row['section'] === 'breakout').map((row) => row['customer']),
      );
      expect(behind.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
      expect(behind.length).toBeGreaterThan(0);
    }
  });

  test('is the same file for everybody who may read it, and is not sent again to who has it', async () => {
    const [own] = (await statements('blueKiln')).filter((one) => one.state === 'open');
    const id = own?.id ?? '';
    for (const kind of ['pdf', 'csv', 'xlsx']) {
      const answers = await Promise.all(
        (['admin', 'auditor', 'harborUser', 'blueKiln'] as const).map((who) =>
          file(who, `/statements/${id}/document.${kind}`),
        ),
      );
      expect(new Set(answers.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).size).toBe(1);
      const etags = answers.map((answer) => answer.headers.get('etag') ?? '');
      expect(new Set(etags).size).toBe(1);
      const again = await file('blueKiln', `/statements/${id}/document.${kind}`, {
        'if-none-match': etags[0] ?? '',
      });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
    }
  });

  test('as a draft is no document for its buyer, in no format and no archive', async () => {
    const drafts = (await statements()).filter(
      (one) => one.state === 'draft' && one.buyer.id === 'blue-kiln',
    );
    expect(drafts.length).toBeGreaterThan(0);
    for (const { id } of drafts) {
      for (const kind of ['pdf', 'csv', 'xlsx'])
        expect((await file('blueKiln', `/statements/${id}/document.${kind}`)).status).toBe(404);
    }
    const archive = await file('blueKiln', '/statements/documents?as=csv');
    const names = Object.keys(unzipSync(archive.bytes));
    const seen = await statements('blueKiln');
    expect(names).toHaveLength(seen.length);
    expect(drafts.filter(({ id }) => names.some((name) => name.includes(id)))).toEqual([]);
  });
});

describe('a period in one archive', () => {
  test('holds the very files that are sent one by one', async () => {
    const asked = await file('admin', '/statements/documents?period=2026-01&as=pdf');
    expect(asked.headers.get('content-disposition')).toContain('statements-2026-01-pdf.zip');
    const files = unzipSync(asked.bytes);
    const january = (await statements()).filter((one) => one['period'] === '2026-01');
    expect(Object.keys(files)).toHaveLength(january.length);
    for (const { id } of january.slice(0, 4)) {
      const [, bytes] = Object.entries(files).find(([name]) => name.includes(id)) ?? [];
      expect(Buffer.from(bytes ?? []).equals(Buffer.from(await bytesOf('admin', id, 'pdf')))).toBe(true);
    }
  });

  test('of nothing is refused with what to do', async () => {
    const reply = await house.ask('admin', 'GET', '/statements/documents?period=2019-01');
    expect(reply.status).toBe(409);
    expect(reply.json()).toMatchObject({ code: 'no-statements' });
  });
});
