import type { DuckDBConnection } from '@duckdb/node-api';
import type { ScanQuestion } from '../../application/ports.ts';
import type { Layout } from './columns.ts';
import { isPacked, type LineTable, type TextTable } from './container.ts';
import { allRows } from './engine.ts';
import { scanFed } from './fed-pipes.ts';
import { csvSource, instantSql, parquetSource, scanSql } from './scan-sql.ts';

/** Told of the texts that are unpacked: how many packed bytes are behind, and of each its length in the end. */
export type TextsTold = {
  readonly reached: (table: LineTable, packed: number) => void;
  readonly unpacked: (table: LineTable, bytes: number) => void;
};

const NOBODY: TextsTold = { reached: () => undefined, unpacked: () => undefined };

/** Runs SQL over tables with the same columns, unpacking them on the way when they are packed. `from` is the table expression. */
export async function overLines<T>(
  tables: readonly LineTable[],
  columns: number,
  folder: string,
  run: (from: string) => Promise<T>,
  told: TextsTold = NOBODY,
): Promise<T> {
  const parquet = tables.flatMap((table) => (table.kind === 'parquet' ? [table.path] : []));
  if (parquet.length > 0) return run(parquetSource(parquet));
  const texts = tables.filter((table) => table.kind === 'text');
  const packed = texts.filter(isPacked);
  return scanFed(
    folder,
    packed,
    (pipes) => {
      const pipeOf = new Map(packed.map((text, at) => [text, pipes[at] ?? '']));
      return run(
        csvSource(
          texts.map((text) => pipeOf.get(text) ?? text.path),
          columns,
        ),
      );
    },
    {
      reached: (at, bytes) => told.reached(textAt(packed, at), bytes),
      unpacked: (at, bytes) => told.unpacked(textAt(packed, at), bytes),
    },
  );
}

function textAt(texts: readonly TextTable[], at: number): TextTable {
  const text = texts[at];
  if (text === undefined) throw new RangeError(`there is no text ${at}`);
  return text;
}

export type ScanTask = {
  /** Tables with the columns of one layout. */
  readonly tables: readonly LineTable[];
  readonly layout: Layout;
  readonly firstLine: readonly string[] | null;
  readonly question: ScanQuestion;
  readonly folder: string;
  /** Name of the engine's table that gets the groups. */
  readonly into: string;
  readonly told: TextsTold;
};

/** Groups the tables' lines into `into`, reading each once. */
export async function scanTables(connection: DuckDBConnection, task: ScanTask): Promise<void> {
  const { tables, layout, question, folder } = task;
  const [first] = tables;
  if (first === undefined) return;
  const firstPeriod = await firstPeriodOf(connection, first, task);
  await overLines(
    tables,
    layout.columns.length,
    folder,
    async (from) => {
      const sql = scanSql({
        from,
        kind: first.kind,
        layout,
        firstPeriod,
        hasChangers: question.changers.length > 0,
        onlyAccounts: question.onlyAccounts,
      });
      await connection.run(`CREATE TABLE ${task.into} AS ${sql}`);
    },
    task.told,
  );
}

async function firstPeriodOf(
  connection: DuckDBConnection,
  table: LineTable,
  { layout, firstLine }: ScanTask,
): Promise<string | null> {
  if (table.kind === 'text') return firstLine?.[layout.at.get('period') ?? -1] ?? null;
  const period = `CAST(${instantSql(layout, table.kind, 'period')} AS VARCHAR)`;
  const [[first] = []] = await allRows(
    connection,
    `SELECT ${period} FROM ${parquetSource([table.path])} LIMIT 1`,
  );
  return first === undefined || first === null ? null : String(first);
}
