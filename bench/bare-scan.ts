import { DuckDBInstance } from '@duckdb/node-api';
import { processorSeconds, timed } from './figure.ts';
import type { LineFormat, MadeMonth } from './made-month/make-month.ts';

/** The columns that the month itself needs of a report, by their names in CSV and in Parquet. */
const NAMES = {
  payer: ['bill/PayerAccountId', 'bill_payer_account_id'],
  period: ['bill/BillingPeriodStartDate', 'bill_billing_period_start_date'],
  invoice: ['bill/InvoiceId', 'bill_invoice_id'],
  account: ['lineItem/UsageAccountId', 'line_item_usage_account_id'],
  lineType: ['lineItem/LineItemType', 'line_item_line_item_type'],
  description: ['lineItem/LineItemDescription', 'line_item_line_item_description'],
  service: ['lineItem/ProductCode', 'line_item_product_code'],
  currency: ['lineItem/CurrencyCode', 'line_item_currency_code'],
  used: ['lineItem/UsageStartDate', 'line_item_usage_start_date'],
  cost: ['lineItem/UnblendedCost', 'line_item_unblended_cost'],
} as const;

type Column = keyof typeof NAMES;

export type BareScan = { readonly seconds: number; readonly processor: number };

/**
 * The reference: DuckDB alone over the same files, doing for each line what any engine must do for the figures of the
 * law and nothing of ours. It unpacks and reads, adds up each cost as an exact decimal (C3) and groups by what a month
 * is kept by: payer account, period, usage account, service, line type, currency, invoice, and the description of credits
 * and refunds (C1, C8); of each group it counts the lines and finds the last day. Fewest and fastest expressions that do
 * this; all cores, all memory. It checks no checksum, looks for no fault, asks no tenure and saves nothing.
 */
export async function bareScan(month: MadeMonth): Promise<BareScan> {
  const at = columnsOf(month.format);
  const keys = [at.payer, at.period, at.account, at.service, at.lineType, at.currency, at.invoice];
  const wide = `CAST(${at.cost} AS DECIMAL(38, 15))`;
  // Text is cast to a wide decimal only where the narrow one does not hold it: many times faster.
  const cost = month.format === 'csv' ? `coalesce(try_cast(${at.cost} AS DECIMAL(18, 15)), ${wide})` : wide;
  const lastDay = month.format === 'csv' ? `max(left(${at.used}, 10))` : `max(${at.used})`;
  return scanned(
    month,
    // The engine leaves out what nobody asks for: all of it is asked for.
    `SELECT sum(lines), sum(cost), max(last_day) FROM (
      SELECT ${keys.join(', ')}, CASE WHEN ${at.lineType} IN ('Credit', 'Refund') THEN ${at.description} END,
        count(*) AS lines, ${lastDay} AS last_day, sum(${cost}) AS cost
      FROM ${source(month)} GROUP BY ALL)`,
  );
}

/**
 * The least a reader can do: counts the lines, sums the cost as a double and touches each column (the length of each
 * text, the largest instant), in one group. It keeps no cent exact and groups nothing, so no month can come of it; it
 * tells what reading the bytes alone costs.
 */
export async function touchScan(month: MadeMonth): Promise<BareScan> {
  const { cost, ...others } = columnsOf(month.format);
  const isInstant = (column: string) => month.format === 'parquet' && column.endsWith('_date"');
  const touched = Object.values(others).map((column) =>
    isInstant(column) ? `max(${column})` : `sum(strlen(${column}))`,
  );
  return scanned(
    month,
    `SELECT count(*), sum(try_cast(${cost} AS DOUBLE)), ${touched.join(', ')} FROM ${source(month)}`,
  );
}

function columnsOf(format: LineFormat): Readonly<Record<Column, string>> {
  const entries = Object.entries(NAMES).map(([column, [csv, parquet]]) => [
    column,
    `"${format === 'csv' ? csv : parquet}"`,
  ]);
  return Object.fromEntries(entries) as Record<Column, string>;
}

function source({ format, files }: MadeMonth): string {
  const list = `[${files.map((file) => `'${file}'`).join(', ')}]`;
  return format === 'csv'
    ? `read_csv(${list}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`
    : `read_parquet(${list})`;
}

/** Runs a query whose first cell is the number of lines. */
async function scanned(month: MadeMonth, sql: string): Promise<BareScan> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const before = processorSeconds();
  const { result, seconds } = await timed(() => connection.runAndReadAll(sql));
  const processor = processorSeconds() - before;
  const [lines] = result.getRows()[0] ?? [];
  connection.closeSync();
  instance.closeSync();
  if (Number(lines) !== month.lines) throw new Error(`the scan saw ${String(lines)} of ${month.lines} lines`);
  return { seconds, processor };
}
