import type { DuckDBConnection, DuckDBDecimalValue, DuckDBValue } from '@duckdb/node-api';
import type { ChargeSum, ControlTotal, CreditLineSum } from '../../domain/line-item/delivered-month.ts';
import { lineClassOf } from '../../domain/line-item/line-type.ts';
import { type ExactAmount, sumExact } from '../../domain/money/exact-amount.ts';
import { FAST_SCALE, REST_SCALE, SLOW_SCALE } from './cost-sql.ts';
import { allRows, columnsOf } from './engine.ts';
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

/** Columns with few values on many rows: read as the places of their texts in a list, so that each text is made once. */
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
  const texts = await Promise.all(REPEATED.map((column) => textsIn(connection, column)));
  const placed = REPEATED.map(
    (column) => `enum_code(CAST(${column} AS ${column}_name))::INTEGER AS ${column}`,
  );
  const sql = `SELECT ${keys}, ${SUMS} FROM (
      SELECT * REPLACE (${placed.join(', ')}, CASE WHEN ${isDetailed} THEN coalesce(description, '') END AS description,
        CASE WHEN ${isDetailed} THEN NULL ELSE usage_day END AS usage_day) FROM ${GATHERED})
    GROUP BY ${keys} ORDER BY ALL`;
  for await (const columns of columnsOf(connection, sql)) {
    const [months = [], ...others] = columns;
    const [descriptions = [], usageDays = [], fast = [], slow = [], rest = [], lines = []] = others.slice(4);
    for (const [row, month] of months.entries()) {
      const [usageAccount = '', service = '', lineType = '', currency = ''] = texts.map(
        (list, nth) => list[Number(others[nth]?.[row])],
      );
      const exact = exactOf(fast[row], slow[row], rest[row]);
      const sum = { usageAccount, service, lineType, currency, exact, lines: Number(lines[row]) };
      const kind = lineClassOf(lineType);
      if (kind === 'credit' || kind === 'refund') {
        at(month).creditLines.push({ ...sum, description: String(descriptions[row]) });
      } else at(month).charges.push({ ...sum, usageDay: textOrNull(usageDays[row]) });
    }
  }
}

/** The texts of a column in their order, and an enumeration of them. */
async function textsIn(connection: DuckDBConnection, column: string): Promise<readonly string[]> {
  await connection.run(
    `CREATE TYPE ${column}_name AS ENUM (SELECT DISTINCT ${column} FROM ${GATHERED} ORDER BY 1)`,
  );
  const rows = await allRows(
    connection,
    `SELECT unnest(CAST(enum_range(NULL::${column}_name) AS VARCHAR[]))`,
  );
  return rows.map(([text]) => String(text));
}

async function readTotals(
  connection: DuckDBConnection,
  at: (month: DuckDBValue | undefined) => MonthSums,
): Promise<void> {
  for (const [by, column] of CONTROLS) {
    const keys = `month, ${column}, currency`;
    const sql = `SELECT ${keys}, ${SUMS} FROM ${GATHERED} GROUP BY ${keys} ORDER BY ALL`;
    for (const [month, key, currency, fast, slow, rest, lines] of await allRows(connection, sql)) {
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
  const quick = { digits: integer(fast), scale: FAST_SCALE };
  const others = [
    { digits: decimalDigits(slow), scale: SLOW_SCALE },
    { digits: integer(rest), scale: REST_SCALE },
  ].filter(({ digits }) => digits !== 0n);
  return sumExact([quick, ...others]);
}

function integer(value: DuckDBValue | undefined): bigint {
  return typeof value === 'bigint' ? value : 0n;
}

function decimalDigits(value: DuckDBValue | undefined): bigint {
  return value === null || value === undefined ? 0n : (value as DuckDBDecimalValue).value;
}

function textOrNull(value: DuckDBValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
