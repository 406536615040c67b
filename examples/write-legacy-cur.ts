import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BillLine } from './bill-line.ts';
import { curText } from './cost.ts';
import { csvOfRecords } from './csv.ts';
import { billingInstants, dateFolder } from './month-end.ts';
import { seededRandom } from './random.ts';
import { serviceOf } from './services.ts';
import { EAST_PAYER, type ExamplePeriod } from './story.ts';

const REPORT = 'cloud-costs';
const PREFIX = 'billing';

const COLUMNS = [
  'identity/LineItemId',
  'identity/TimeInterval',
  'bill/InvoiceId',
  'bill/InvoicingEntity',
  'bill/BillingEntity',
  'bill/BillType',
  'bill/PayerAccountId',
  'bill/BillingPeriodStartDate',
  'bill/BillingPeriodEndDate',
  'lineItem/UsageAccountId',
  'lineItem/LineItemType',
  'lineItem/UsageStartDate',
  'lineItem/UsageEndDate',
  'lineItem/ProductCode',
  'lineItem/UsageType',
  'lineItem/Operation',
  'lineItem/UsageAmount',
  'lineItem/CurrencyCode',
  'lineItem/UnblendedRate',
  'lineItem/UnblendedCost',
  'lineItem/LineItemDescription',
  'lineItem/TaxType',
  'lineItem/LegalEntity',
  'product/ProductName',
] as const;

export type Assembly = {
  readonly period: ExamplePeriod;
  /** The assembly's id is the instant it was made: `20260203T061500Z`. */
  readonly id: string;
  readonly lines: readonly BillLine[];
};

/**
 * A legacy CUR with all versions kept: the assembly in two parts with its manifest. The manifest in the date
 * folder names the current assembly; older ones still lie beside it and must not be counted.
 */
export async function writeLegacyCur(cur: string, assembly: Assembly, isCurrent: boolean): Promise<string[]> {
  const dates = join(PREFIX, REPORT, dateFolder(assembly.period));
  const columns = columnsOf(assembly);
  const half = Math.ceil(assembly.lines.length / 2);
  const parts = [assembly.lines.slice(0, half), assembly.lines.slice(half)];
  const keys = parts.map((_, at) => `${dates}/${assembly.id}/${REPORT}-${at + 1}.csv.gz`);
  await mkdir(join(cur, dates, assembly.id), { recursive: true });
  for (const [at, lines] of parts.entries()) {
    const text = csvOfRecords(
      columns,
      lines.map((line) => recordOf(line, assembly.period)),
    );
    await writeFile(join(cur, keys[at] ?? ''), gzipSync(text, { level: 9 }));
  }
  const manifest = manifestText(assembly, columns, keys);
  await writeFile(join(cur, dates, assembly.id, `${REPORT}-Manifest.json`), manifest);
  if (isCurrent) await writeFile(join(cur, dates, `${REPORT}-Manifest.json`), manifest);
  return keys;
}

/** The set of columns and their order change from month to month, as tags come into use. */
function columnsOf({ period }: Assembly): readonly string[] {
  if (period === '2026-01') return COLUMNS;
  const tagged = [...COLUMNS, 'resourceTags/user:team'];
  return period === '2026-02' ? tagged : tagged.toReversed();
}

function recordOf(line: BillLine, period: ExamplePeriod): Readonly<Record<string, string>> {
  const service = serviceOf(line.service);
  const month = billingInstants(period);
  const isCredit = line.lineType === 'Credit';
  return {
    'identity/LineItemId': line.id,
    'identity/TimeInterval': `${line.start}/${line.end}`,
    'bill/InvoiceId': line.invoice,
    'bill/InvoicingEntity': 'Example Cloud Services, Inc.',
    'bill/BillingEntity': 'AWS',
    'bill/BillType': line.lineType === 'Refund' ? 'Refund' : 'Anniversary',
    'bill/PayerAccountId': EAST_PAYER,
    'bill/BillingPeriodStartDate': month.start,
    'bill/BillingPeriodEndDate': month.end,
    'lineItem/UsageAccountId': line.account,
    'lineItem/LineItemType': line.lineType,
    'lineItem/UsageStartDate': line.start,
    'lineItem/UsageEndDate': line.end,
    'lineItem/ProductCode': service.code,
    'lineItem/UsageType': service.usageType,
    'lineItem/Operation': isCredit ? '' : service.operation,
    'lineItem/UsageAmount': line.usageAmount,
    'lineItem/CurrencyCode': 'USD',
    'lineItem/UnblendedRate': isCredit ? '' : '0.1000000000',
    'lineItem/UnblendedCost': curText(line.cost),
    'lineItem/LineItemDescription': line.description,
    'lineItem/TaxType': line.lineType === 'Tax' ? 'VAT' : '',
    'lineItem/LegalEntity': 'Example Cloud Services, Inc.',
    'product/ProductName': service.name,
    'resourceTags/user:team': isCredit ? '' : (['', 'web', 'data'][seededRandom(line.id)(3)] ?? ''),
  };
}

function manifestText(assembly: Assembly, columns: readonly string[], keys: readonly string[]): string {
  const instants = billingInstants(assembly.period);
  const manifest = {
    assemblyId: assembly.id,
    account: EAST_PAYER,
    columns: columns.map((column) => {
      const [category, name] = column.split('/');
      return { category, name };
    }),
    charset: 'UTF-8',
    compression: 'GZIP',
    contentType: 'text/csv',
    reportId: '5c1e9a3f0b7d4e62',
    reportName: REPORT,
    billingPeriod: { start: stamp(instants.start), end: stamp(instants.end) },
    bucket: 'example-billing-bucket',
    reportKeys: keys,
    additionalArtifactKeys: [],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function stamp(instant: string): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}.000Z`;
}
