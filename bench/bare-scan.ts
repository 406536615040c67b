import { DuckDBInstance } from '@duckdb/node-api';
import { processorSeconds, timed } from './figure.ts';
import type { MadeMonth } from './made-month/make-month.ts';

/** The columns that the month itself needs of a report, by their names in CSV and in Parquet. */
const NEEDED = [
  ['bill/PayerAccountId', 'bill_payer_account_id'],
  ['bill/BillingPeriodStartDate', 'bill_billing_period_start_date'],
  ['bill/InvoiceId', 'bill_invoice_id'],
  ['lineItem/UsageAccountId', 'line_item_usage_account_id'],
  ['lineItem/LineItemType', 'line_item_line_item_type'],
  ['lineItem/LineItemDescription', 'line_item_line_item_description'],
  ['lineItem/ProductCode', 'line_item_product_code'],
  ['lineItem/CurrencyCode', 'line_item_currency_code'],
  ['lineItem/UsageStartDate', 'line_item_usage_start_date'],
] as const;

export type BareScan = { readonly seconds: number; readonly processor: number };

/**
 * DuckDB alone over the same files: it unpacks and reads them by itself and counts the lines, sums the cost as a double
 * and touches every column the month needs (the length of each text, the largest instant), in one group. Two cores, no
 * limit but the machine's. What a month costs beyond this is ours.
 */
export async function bareScan(month: MadeMonth): Promise<BareScan> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const files = `[${month.files.map((file) => `'${file}'`).join(', ')}]`;
  const { from, columns, cost } =
    month.format === 'csv'
      ? {
          from: `read_csv(${files}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`,
          columns: NEEDED.map(([name]) => `sum(strlen("${name}"))`),
          cost: 'try_cast("lineItem/UnblendedCost" AS DOUBLE)',
        }
      : {
          from: `read_parquet(${files})`,
          columns: NEEDED.map(([, name]) =>
            name.endsWith('_date') ? `max(${name})` : `sum(strlen(${name}))`,
          ),
          cost: 'line_item_unblended_cost',
        };
  const before = processorSeconds();
  const { result, seconds } = await timed(() =>
    connection.runAndReadAll(`SELECT count(*), sum(${cost}), ${columns.join(', ')} FROM ${from}`),
  );
  const [lines] = result.getRows()[0] ?? [];
  connection.closeSync();
  instance.closeSync();
  if (Number(lines) !== month.lines)
    throw new Error(`the bare scan saw ${String(lines)} of ${month.lines} lines`);
  return { seconds, processor: processorSeconds() - before };
}
