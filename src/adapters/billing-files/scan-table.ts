import type { DuckDBConnection } from '@duckdb/node-api';
import type { ScanQuestion } from '../../application/ports.ts';
import type { Layout } from './columns.ts';
import type { LineTable } from './container.ts';
import type { CostReading } from './cost-sql.ts';
import { allRows } from './engine.ts';
import { scanFed } from './fed-pipe.ts';
import { csvSource, parquetSource, scanSql, textSql, typeOf } from './scan-sql.ts';

/** Runs SQL over a table of lines, unpacking it on the way when it is packed. `from` is the table expression. */
export async function overLines<T>(
  table: LineTable,
  columns: number,
  folder: string,
  run: (from: string) => Promise<T>,
): Promise<T> {
  if (table.kind === 'parquet') return run(parquetSource(table.path));
  if (table.plainPath !== null) return run(csvSource(table.plainPath, columns));
  return scanFed(folder, table.open, (path) => run(csvSource(path, columns)));
}

export type ScanTask = {
  readonly table: LineTable;
  readonly layout: Layout;
  readonly firstLine: readonly string[] | null;
  readonly question: ScanQuestion;
  readonly folder: string;
  /** Name of the engine's table that gets the groups. */
  readonly into: string;
};

/**
 * Groups a file's lines into `into`, reading them once; a second, careful time only when a cost has more decimals
 * than the quick reading holds (C3: never rounded), or is no number.
 */
export async function scanTable(connection: DuckDBConnection, task: ScanTask): Promise<void> {
  await scanOnce(connection, task, 'plain');
  const [[odd] = []] = await allRows(connection, `SELECT sum(odd) FROM ${task.into}`);
  if (BigInt(String(odd ?? 0)) === 0n) return;
  await connection.run(`DROP TABLE ${task.into}`);
  await scanOnce(connection, task, 'careful');
}

async function scanOnce(connection: DuckDBConnection, task: ScanTask, reading: CostReading): Promise<void> {
  const { table, layout, question } = task;
  const firstPeriod = await firstPeriodOf(connection, task);
  await overLines(table, layout.columns.length, task.folder, async (from) => {
    const sql = scanSql({
      from,
      kind: table.kind,
      layout,
      firstPeriod,
      changers: new Set(question.changers.map((changer) => changer.usageAccount)),
      onlyAccounts: question.onlyAccounts,
      reading,
    });
    await connection.run(`CREATE TABLE ${task.into} AS ${sql}`);
  });
}

async function firstPeriodOf(connection: DuckDBConnection, task: ScanTask): Promise<string | null> {
  const { table, layout, firstLine } = task;
  if (table.kind === 'text') return firstLine?.[layout.at.get('period') ?? -1] ?? null;
  if (typeOf(layout, 'period') !== 'VARCHAR') return null;
  const period = textSql(layout, table.kind, 'period');
  const [[first] = []] = await allRows(
    connection,
    `SELECT ${period} FROM ${parquetSource(table.path)} LIMIT 1`,
  );
  return first === undefined || first === null ? null : String(first);
}
