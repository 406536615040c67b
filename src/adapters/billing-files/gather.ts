import type { DuckDBConnection } from '@duckdb/node-api';
import type { ScanQuestion } from '../../application/ports.ts';
import { allRows } from './engine.ts';
import { CHANGERS } from './scan-sql.ts';
import { literal } from './sql-text.ts';

/** The groups of all files, under the month they belong to and in the book's words. */
export const GATHERED = 'gathered';

/** A (cloud, payer, period) combination in a scan's groups, as the cells write it. */
export type MonthCells = {
  readonly cloud: string;
  readonly payer: string;
  readonly period: string;
  /** Bit n: the n-th table of the scan has lines of it. */
  readonly tables: bigint;
};

export async function prepareGathering(connection: DuckDBConnection, question: ScanQuestion): Promise<void> {
  await connection.run(`CREATE TABLE ${GATHERED} (
    month INTEGER, account VARCHAR, service VARCHAR, line_type VARCHAR, currency VARCHAR, description VARCHAR,
    invoice VARCHAR, usage_day VARCHAR, lines HUGEINT, nonzero HUGEINT, last_day VARCHAR,
    fast HUGEINT, slow DECIMAL(38, 15), rest HUGEINT)`);
  await connection.run('CREATE TABLE alias (service_name VARCHAR, code VARCHAR)');
  await connection.run(`CREATE TABLE ${CHANGERS} (account VARCHAR, period VARCHAR)`);
  await insertPairs(connection, 'alias', Object.entries(question.serviceAliases));
  const changers = new Map(question.changers.map((one) => [`${one.usageAccount} ${one.period}`, one]));
  await insertPairs(
    connection,
    CHANGERS,
    [...changers.values()].map((one) => [one.usageAccount, one.period]),
  );
}

export async function monthCellsIn(
  connection: DuckDBConnection,
  groups: string,
): Promise<readonly MonthCells[]> {
  const rows = await allRows(
    connection,
    `SELECT provider, coalesce(payer, ''), coalesce(CAST(period AS VARCHAR), ''), bit_or(tables) FROM ${groups}
    GROUP BY ALL`,
  );
  return rows.map(([cloud, payer, period, tables]) => ({
    cloud: String(cloud),
    payer: String(payer),
    period: String(period),
    tables: BigInt(String(tables)),
  }));
}

export type NumberedMonth = MonthCells & { readonly month: number; readonly billingPeriod: string };

/** Adds a scan's groups to the rest and forgets them. */
export async function gather(
  connection: DuckDBConnection,
  groups: string,
  months: readonly NumberedMonth[],
): Promise<void> {
  if (months.length > 0) {
    const rows = months.map(
      (one) =>
        `(${[one.cloud, one.payer, one.period, one.billingPeriod].map(literal).join(', ')}, ${one.month})`,
    );
    await connection.run(`INSERT INTO ${GATHERED}
      SELECT m.month, coalesce(nullif(trim(g.account), ''), g.payer),
        coalesce(nullif(g.service_code, ''), a.code, g.service_name, ''), coalesce(g.line_type, ''), g.currency,
        g.description, coalesce(g.invoice, ''),
        CASE WHEN g.usage_day <> '' AND (c.account IS NOT NULL OR NOT starts_with(g.usage_day, m.billing_period))
          THEN g.usage_day END AS day,
        sum(g.lines), sum(g.nonzero), max(substring(CAST(g.last_used AS VARCHAR), 1, 10)),
        sum(g.fast), sum(g.slow), sum(g.rest)
      FROM ${groups} g
      JOIN (VALUES ${rows.join(', ')}) m (provider, payer, period, billing_period, month)
        ON g.provider = m.provider AND coalesce(g.payer, '') = m.payer
          AND coalesce(CAST(g.period AS VARCHAR), '') = m.period
      LEFT JOIN alias a ON a.service_name = g.service_name
      LEFT JOIN ${CHANGERS} c ON c.account = coalesce(nullif(trim(g.account), ''), g.payer) AND c.period = m.billing_period
      GROUP BY ALL`);
  }
  await connection.run(`DROP TABLE ${groups}`);
}

async function insertPairs(
  connection: DuckDBConnection,
  table: string,
  pairs: readonly (readonly [string, string])[],
): Promise<void> {
  if (pairs.length === 0) return;
  await connection.run(
    `INSERT INTO ${table} VALUES ${pairs.map(([left, right]) => `(${literal(left)}, ${literal(right)})`).join(', ')}`,
  );
}
