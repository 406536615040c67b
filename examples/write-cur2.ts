import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { BillLine } from './bill-line.ts';
import { curText } from './cost.ts';
import { csvOfRecords } from './csv.ts';
import { billingInstants } from './month-end.ts';
import { serviceOf } from './services.ts';
import { type ExamplePeriod, WEST_PAYER } from './story.ts';

const EXPORT = 'west-export';

/** Column → SQL over the text columns of `line`, and its type in the manifest. Doubles and maps as AWS writes them. */
const COLUMNS: readonly (readonly [name: string, sql: string, type: string])[] = [
  ['bill_bill_type', `'Anniversary'`, 'string'],
  ['bill_billing_entity', `'AWS'`, 'string'],
  ['bill_billing_period_end_date', 'CAST(month_end AS TIMESTAMP)', 'timestamp'],
  ['bill_billing_period_start_date', 'CAST(month_start AS TIMESTAMP)', 'timestamp'],
  ['bill_invoice_id', 'invoice', 'string'],
  ['bill_invoicing_entity', `'Example Cloud Services, Inc.'`, 'string'],
  ['bill_payer_account_id', 'payer', 'string'],
  ['cost_category', 'MAP {}::MAP(VARCHAR, VARCHAR)', 'map'],
  [
    'discount',
    `CASE WHEN line_type = 'Usage' THEN MAP {'total_discount': 0::DOUBLE} ELSE MAP {}::MAP(VARCHAR, DOUBLE) END`,
    'map',
  ],
  ['identity_line_item_id', 'id', 'string'],
  ['identity_time_interval', `usage_start || '/' || usage_end`, 'string'],
  ['line_item_currency_code', `'USD'`, 'string'],
  ['line_item_legal_entity', `'Example Cloud Services, Inc.'`, 'string'],
  ['line_item_line_item_description', 'description', 'string'],
  ['line_item_line_item_type', 'line_type', 'string'],
  ['line_item_operation', 'operation', 'string'],
  ['line_item_product_code', 'service', 'string'],
  ['line_item_resource_id', `''`, 'string'],
  ['line_item_unblended_cost', 'CAST(cost AS DOUBLE)', 'double'],
  ['line_item_unblended_rate', `CASE WHEN line_type = 'Credit' THEN '' ELSE '0.1000000000' END`, 'string'],
  ['line_item_usage_account_id', 'account', 'string'],
  ['line_item_usage_amount', 'CAST(usage_amount AS DOUBLE)', 'double'],
  ['line_item_usage_end_date', 'CAST(usage_end AS TIMESTAMP)', 'timestamp'],
  ['line_item_usage_start_date', 'CAST(usage_start AS TIMESTAMP)', 'timestamp'],
  ['line_item_usage_type', 'usage_type', 'string'],
  ['pricing_unit', `'Hrs'`, 'string'],
  ['product', `MAP {'product_name': service_name, 'region': 'eu-central-1'}`, 'map'],
  ['product_servicecode', 'service', 'string'],
  ['resource_tags', 'MAP {}::MAP(VARCHAR, VARCHAR)', 'map'],
];

export type Execution = {
  readonly period: ExamplePeriod;
  /** When the export ran, `20260203T041500Z`; it stands in the folder's name, as in AWS's own. */
  readonly time: string;
  readonly id: string;
  readonly lines: readonly BillLine[];
};

/** A CUR 2.0 data export in Parquet: data/ with one folder per execution, metadata/ with the manifest. */
export async function writeCur2(cur: string, execution: Execution): Promise<string[]> {
  const { period, time, id } = execution;
  const data = `${EXPORT}/data/BILLING_PERIOD=${period}/${time}-${id}`;
  const metadata = `${EXPORT}/metadata/BILLING_PERIOD=${period}`;
  const key = `${data}/${EXPORT}-00001.snappy.parquet`;
  await mkdir(join(cur, data), { recursive: true });
  await mkdir(join(cur, metadata), { recursive: true });
  await writeParquet(join(cur, key), execution);
  const manifest = {
    executionId: id,
    exportArn: `arn:aws:bcm-data-exports:us-east-1:${WEST_PAYER}:export/${EXPORT}`,
    columns: COLUMNS.map(([name, , type]) => ({ name, type })),
    dataFiles: [`s3://example-billing-bucket/exports/${key}`],
  };
  await writeFile(join(cur, metadata, `${EXPORT}-Manifest.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  return [key];
}

/** One thread and the rows' own order: the same lines give the same bytes. */
async function writeParquet(path: string, { lines, period }: Execution): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'creditbook-example-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const header = Object.keys(textRecord({ ...EMPTY_LINE }, period));
    const csv = join(scratch, 'lines.csv');
    await writeFile(
      csv,
      csvOfRecords(
        header,
        lines.map((line) => textRecord(line, period)),
      ),
    );
    const columns = header.map((name) => `'${name}': 'VARCHAR'`).join(', ');
    const selected = COLUMNS.map(([name, sql]) => `${sql} AS ${name}`).join(', ');
    await connection.run(
      `COPY (SELECT ${selected} FROM read_csv(${quoted(csv)}, header = true, auto_detect = false, ` +
        `delim = ',', quote = '"', escape = '"', parallel = false, columns = {${columns}}) AS line) ` +
        `TO ${quoted(path)} (FORMAT parquet, COMPRESSION snappy)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(scratch, { recursive: true });
  }
}

const EMPTY_LINE: BillLine = {
  id: '',
  account: '',
  service: 'AmazonEC2',
  lineType: '',
  description: '',
  cost: 0n,
  usageAmount: '',
  start: '',
  end: '',
  invoice: '',
};

function textRecord(line: BillLine, period: ExamplePeriod): Readonly<Record<string, string>> {
  const service = serviceOf(line.service);
  const month = billingInstants(period);
  return {
    id: line.id,
    payer: WEST_PAYER,
    account: line.account,
    line_type: line.lineType,
    description: line.description,
    service: service.code,
    service_name: service.name,
    usage_type: service.usageType,
    operation: service.operation,
    cost: curText(line.cost),
    usage_amount: line.usageAmount,
    usage_start: line.start,
    usage_end: line.end,
    month_start: month.start,
    month_end: month.end,
    invoice: line.invoice,
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
