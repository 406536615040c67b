import type { DuckDBConnection } from '@duckdb/node-api';

/** How often the engine is asked how far it is. */
const EVERY_MS = 250;

/**
 * Tells while a scan runs how far the engine is, in percent. Who is told may throw: the scan then ends there, and that is
 * thrown on.
 */
export async function toldWhile<T>(
  connection: DuckDBConnection,
  tell: (percent: number) => void,
  scan: () => Promise<T>,
): Promise<T> {
  const refused: unknown[] = [];
  const asking = setInterval(() => {
    try {
      tell(Math.max(0, connection.progress.percentage));
    } catch (error) {
      refused.push(error);
      connection.interrupt();
    }
  }, EVERY_MS);
  try {
    return await scan();
  } catch (error) {
    throw refused.length > 0 ? refused[0] : error;
  } finally {
    clearInterval(asking);
  }
}
