import type { Pool, PoolClient } from 'pg';

/** Ends the connections that are at work just now; the server then throws their transactions away. */
export type CutOff = () => void;

export function cutOffOf(pool: Pool): CutOff {
  const busy = new Set<PoolClient>();
  pool.on('acquire', (connection) => busy.add(connection));
  pool.on('release', (_error, connection) => busy.delete(connection));
  return () => {
    for (const connection of busy) void connection.end().catch(() => undefined);
  };
}
