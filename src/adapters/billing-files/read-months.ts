import type { DuckDBConnection, DuckDBDecimalValue, DuckDBValue } from '@duckdb/node-api';
import type { ChargeSum, ControlTotal, CreditLineSum } from '../../domain/line-item/delivered-month.ts';
import { lineClassOf } from '../../domain/line-item/line-type.ts';
import { addExact, EXACT_ZERO, type ExactAmount } from '../../domain/money/exact-amount.ts';
import { FAST_SCALE, REST_SCALE, SLOW_SCALE } from './cost-sql.ts';
import { allRows, rowsOf } from './engine.ts';
import { GATHERED } from './gather.ts';
import { DETAILED } from './scan-sql.ts';
import { literals } from './sql-text.ts';

/** What the gathered groups say about one month. */
export type MonthSums = {
  readonly charges: ChargeSum[];
  readonly creditLines: CreditLineSum[];
  readonly totals: ControlTotal[];
  readonly usageAccounts: string[];
  lines: number;
  linesWithoutInvoice: number;
  lastUsageDay: string | null;
};

const SUMS = 'sum(fast), sum(slow), sum(rest), sum(lines)';

/** Columns with few values on many rows: as enumerations their texts are made once, not once a row. */
const REPEATED = ['account', 'service', 'line_type', 'currency'] as const;

const CONTROLS = [
  ['line-type', 'line_type'],
  ['usage-account', 'account'],
  ['invoice', 'invoice'],
] as const;

/** Everything the book keeps, per month number, each list in a fixed order. */
export async function readMonths(connection: DuckDBConnection): Promise<ReadonlyMap<number, MonthSums>> {
  const months = new Map<number, MonthSums>();
  const facts = await allRows(
    connection,
    `SELECT month, sum(lines),
    coalesce(sum(nonzero) FILTER (WHERE trim(invoice) = ''), 0), max(last_day) FROM ${GATHERED} GROUP BY month`,
  );
  for (const [month, lines, open, lastDay] of facts) {
    months.set(Number(month), {
      charges: [],
      creditLines: [],
      totals: [],
      usageAccounts: [],
      lines: Number(lines),
      linesWithoutInvoice: Number(open),
      lastUsageDay: lastDay === null || lastDay === '' ? null : String(lastDay),
    });
  }
  const at = (month: DuckDBValue | undefined): MonthSums => {
    const sums = months.get(Number(month));
    if (sums === undefined) throw new RangeError(`month ${String(month)} has sums but no facts`);
    return sums;
  };
  if (months.size > 0) await readLines(connection, at);
  await readTotals(connection, at);
  return months;
}

async function readLines(
  connection: DuckDBConnection,
  at: (month: DuckDBValue | undefined) => MonthSums,
): Promise<void> {
  const keys = 'month, account, service, line_type, currency, description, usage_day';
  const isDetailed = `line_type IN (${literals(DETAILED)})`;
  for (const column of REPEATED) {
    await connection.run(
      `CREATE TYPE ${column}_name AS ENUM (SELECT DISTINCT ${column} FROM ${GATHERED} ORDER BY 1)`,
    );
  }
  const named = REPEATED.map((column) => `CAST(${column} AS ${column}_name) AS ${column}`).join(', ');
  const sql = `SELECT ${keys}, ${SUMS} FROM (
      SELECT * REPLACE (${named}, CASE WHEN ${isDetailed} THEN coalesce(description, '') END AS description,
        CASE WHEN ${isDetailed} THEN NULL ELSE usage_day END AS usage_day) FROM ${GATHERED})
    GROUP BY ${keys} ORDER BY ALL`;
  for await (const row of rowsOf(connection, sql)) {
    const [month, account, service, type, currency, description, usageDay, fast, slow, rest, lines] = row;
    const lineType = String(type);
    const sum = {
      usageAccount: String(account),
      service: String(service),
      lineType,
      currency: String(currency),
      exact: exactOf(fast, slow, rest),
      lines: Number(lines),
    };
    const kind = lineClassOf(lineType);
    if (kind === 'credit' || kind === 'refund')
      at(month).creditLines.push({ ...sum, description: String(description) });
    else at(month).charges.push({ ...sum, usageDay: usageDay === null ? null : String(usageDay) });
  }
}

async function readTotals(
  connection: DuckDBConnection,
  at: (month: DuckDBValue | undefined) => MonthSums,
): Promise<void> {
  for (const [by, column] of CONTROLS) {
    const keys = `month, ${column}, currency`;
    const sql = `SELECT ${keys}, ${SUMS} FROM ${GATHERED} GROUP BY ${keys} ORDER BY ALL`;
    for await (const [month, key, currency, fast, slow, rest, lines] of rowsOf(connection, sql)) {
      const sums = at(month);
      sums.totals.push({
        by,
        key: String(key),
        currency: String(currency),
        exact: exactOf(fast, slow, rest),
        lines: Number(lines),
      });
      if (by === 'usage-account' && sums.usageAccounts.at(-1) !== String(key))
        sums.usageAccounts.push(String(key));
    }
  }
}

/** The three sums of cost-sql put together again: digits / 10^12 + digits / 10^15 + digits / 10^33. */
export function exactOf(
  fast: DuckDBValue | undefined,
  slow: DuckDBValue | undefined,
  rest: DuckDBValue | undefined,
): ExactAmount {
  const coarse = integer(fast) * 10n ** BigInt(SLOW_SCALE - FAST_SCALE) + decimalDigits(slow);
  const finest = integer(rest);
  if (finest === 0n) return addExact(EXACT_ZERO, { digits: coarse, scale: SLOW_SCALE });
  const digits = coarse * 10n ** BigInt(REST_SCALE - SLOW_SCALE) + finest;
  return addExact(EXACT_ZERO, { digits, scale: REST_SCALE });
}

function integer(value: DuckDBValue | undefined): bigint {
  return typeof value === 'bigint' ? value : 0n;
}

function decimalDigits(value: DuckDBValue | undefined): bigint {
  return value === null || value === undefined ? 0n : (value as DuckDBDecimalValue).value;
}
