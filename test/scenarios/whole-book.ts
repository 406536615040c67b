import { createHash } from 'node:crypto';
import type pg from 'pg';

/** A hash over every row of every table: equal before and after means that nothing was written. */
export async function fingerprintOf(pool: pg.Pool): Promise<string> {
  const tables = (await tablesOf(pool)).map(
    (table) =>
      `select '${table}' as name, string_agg(r::text, E'\\n' order by r::text) as content from ${table} r`,
  );
  const { rows } = await pool.query<{ name: string; content: string | null }>(
    `${tables.join(' union all ')} order by name`,
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

/** Changes rows behind the book's back, its triggers asleep: what the checks are for. Constraints stay awake. */
export async function tamperWith(pool: pg.Pool, sql: string): Promise<void> {
  const tables = await tablesOf(pool);
  const all = (how: string): string =>
    tables.map((table) => `alter table ${table} ${how} trigger user`).join('; ');
  const session = await pool.connect();
  try {
    await session.query('begin');
    await session.query(all('disable'));
    await session.query(sql);
    await session.query(all('enable'));
    await session.query('commit');
  } catch (error) {
    await session.query('rollback');
    throw error;
  } finally {
    session.release();
  }
}

async function tablesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = current_schema() order by 1`,
  );
  return rows.map(({ name }) => name);
}
