import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { billingFiles } from '../../src/adapters/billing-files/billing-files.ts';
import { BadInput, type Fault } from '../../src/application/errors.ts';
import type { ScanQuestion } from '../../src/application/ports.ts';
import type { ControlTotal, DeliveredMonth } from '../../src/domain/line-item/delivered-month.ts';
import { exactToText } from '../../src/domain/money/exact-amount.ts';

export type Line = Readonly<Record<string, string>>;

/** An empty folder that is gone after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'billing-files-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function put(folder: string, name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const MEANINGS = {
  slash: {
    invoice: 'bill/InvoiceId',
    payer: 'bill/PayerAccountId',
    period: 'bill/BillingPeriodStartDate',
    account: 'lineItem/UsageAccountId',
    type: 'lineItem/LineItemType',
    start: 'lineItem/UsageStartDate',
    service: 'lineItem/ProductCode',
    currency: 'lineItem/CurrencyCode',
    cost: 'lineItem/UnblendedCost',
    description: 'lineItem/LineItemDescription',
  },
  snake: {
    invoice: 'bill_invoice_id',
    payer: 'bill_payer_account_id',
    period: 'bill_billing_period_start_date',
    account: 'line_item_usage_account_id',
    type: 'line_item_line_item_type',
    start: 'line_item_usage_start_date',
    service: 'line_item_product_code',
    currency: 'line_item_currency_code',
    cost: 'line_item_unblended_cost',
    description: 'line_item_line_item_description',
    product: 'product',
  },
} as const;

const USUAL: Line = {
  invoice: 'INV-1',
  payer: '111122223333',
  period: '2026-04-01T00:00:00.000Z',
  account: '000000000042',
  type: 'Usage',
  start: '2026-04-02T05:00:00.000Z',
  service: 'AmazonEC2',
  currency: 'USD',
  cost: '1.5',
  description: '$0.10 per hour',
  product: '{"product_name":"EC2, ""big"""}',
};

const USUAL_FOCUS: Line = {
  ProviderName: 'AWS',
  PublisherName: 'AWS',
  InvoiceId: 'INV-1',
  BillingAccountId: '111122223333',
  SubAccountId: '000000000042',
  BillingPeriodStart: '2026-04-01T00:00:00Z',
  ChargePeriodStart: '2026-04-02T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargeClass: '',
  ChargeDescription: 'hours',
  BilledCost: '1.5',
  BillingCurrency: 'USD',
  ServiceName: 'Amazon Elastic Compute Cloud',
};

/** Legacy CUR text; a line says only what differs from a usual usage line of 1.5 USD. */
export function legacyCsv(lines: readonly Line[]): string {
  return curCsv(MEANINGS.slash, lines);
}

export function cur2Csv(lines: readonly Line[]): string {
  return curCsv(MEANINGS.snake, lines);
}

function curCsv(names: Readonly<Record<string, string>>, lines: readonly Line[]): string {
  const rows = lines.map((line) => Object.keys(names).map((key) => line[key] ?? USUAL[key] ?? ''));
  return csvText([Object.values(names), ...rows]);
}

/** FOCUS text; columns named in `without` are left out, columns only a line names are added. */
export function focusCsv(lines: readonly Line[], without: readonly string[] = []): string {
  const names = [...new Set([...Object.keys(USUAL_FOCUS), ...lines.flatMap((line) => Object.keys(line))])];
  const kept = names.filter((name) => !without.includes(name));
  return csvText([kept, ...lines.map((line) => kept.map((name) => line[name] ?? USUAL_FOCUS[name] ?? ''))]);
}

export function csvText(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

export function gz(text: string): Buffer {
  return gzipSync(text);
}

/** A zip as small as one can be: local headers, central directory, end. */
export function zip(members: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(members)) {
    const packed = deflateRawSync(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(text), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

/** Writes a query's rows as Parquet. */
export async function putParquet(path: string, sql: string): Promise<string> {
  mkdirSync(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

export const EVERYTHING: ScanQuestion = { serviceAliases: {}, changers: [], onlyAccounts: null };

/** Find and summarise, as every verb does. */
export async function readAll(
  paths: readonly string[],
  question: Partial<ScanQuestion> = {},
): Promise<readonly DeliveredMonth[]> {
  const files = billingFiles();
  return files.summarise(await files.find(paths), { ...EVERYTHING, ...question }, () => undefined);
}

/** The only month of what was read. */
export async function readMonth(
  paths: readonly string[],
  question: Partial<ScanQuestion> = {},
): Promise<DeliveredMonth> {
  const [month, ...others] = await readAll(paths, question);
  if (month === undefined || others.length > 0)
    throw new Error(`expected one month, got ${others.length + (month ? 1 : 0)}`);
  return month;
}

/** The faults of what was read; file names without their folder. */
export async function faultsOf(paths: readonly string[]): Promise<readonly Fault[]> {
  try {
    await readAll(paths);
  } catch (error) {
    if (error instanceof BadInput)
      return error.faults.map((fault) => ({ ...fault, file: fault.file.split('/').at(-1) ?? '' }));
    throw error;
  }
  return [];
}

/** `{ key: amount }` of one kind of control total. */
export function totals(month: DeliveredMonth, by: ControlTotal['by']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    month.totals.filter((total) => total.by === by).map((total) => [total.key, exactToText(total.exact)]),
  );
}

/** A month without its files: what must not depend on how the lines were delivered. */
export function linesOf({ delivery, ...sums }: DeliveredMonth): unknown {
  return { ...sums, delivery: { ...delivery, files: [], format: null, manifestTime: null } };
}
