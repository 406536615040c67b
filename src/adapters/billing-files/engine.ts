import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { COST_MACROS } from './cost-sql.ts';

/** A scan engine of its own with a folder to spill into; both are gone after the work. */
export type Engine = {
  /** A connection for the length of one piece of work; all connections see the same tables. */
  readonly connected: <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;
  readonly folder: string;
};

const MEMORY_LIMIT = '1GB';

export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'creditbook-'));
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: MEMORY_LIMIT,
      temp_directory: join(folder, 'spill'),
      preserve_insertion_order: 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connected: Engine['connected'] = async (piece) => {
      const connection = await instance.connect();
      try {
        await connection.run(`SET TimeZone = 'UTC'`);
        // Counted for whoever asks, not printed.
        await connection.run('SET enable_progress_bar = true; SET enable_progress_bar_print = false');
        return await piece(connection);
      } finally {
        connection.closeSync();
      }
    };
    try {
      await connected(async (connection) => {
        for (const macro of COST_MACROS) await connection.run(macro);
      });
      return await work({ connected, folder });
    } finally {
      instance.closeSync();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The columns of a query, a chunk of rows at a time: no row becomes an object. */
export async function* columnsOf(
  connection: DuckDBConnection,
  sql: string,
): AsyncGenerator<readonly (readonly DuckDBValue[])[]> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getColumns();
  }
}

export async function allRows(
  connection: DuckDBConnection,
  sql: string,
): Promise<readonly (readonly DuckDBValue[])[]> {
  return (await connection.runAndReadAll(sql)).getRows();
}
