import { hash } from 'node:crypto';
import type pg from 'pg';

type Ask = (query: unknown, ...rest: unknown[]) => unknown;

/** One statement that has a plan; several in one text, and what is no query, cannot be remembered. */
const PLANNED = /^\s*(select|with|insert|update|delete)\b[^;]*$/i;

/**
 * From now on each connection of the pool reads and plans a statement once, however often it is asked. For tests that ask
 * the same few hundred statements of a tiny book thousands of times: there, reading and planning is most of the work.
 */
export function rememberPlans(pool: pg.Pool): void {
  const known = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    const ask = client.query.bind(client) as Ask;
    const remembering: Ask = (query, ...rest) => {
      if (typeof query !== 'string' || !PLANNED.test(query)) return ask(query, ...rest);
      return ask({ name: hash('md5', query), text: query }, ...rest);
    };
    Object.assign(client, { query: remembering });
  });
}
