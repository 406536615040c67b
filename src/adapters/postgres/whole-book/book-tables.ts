import type { ClientBase } from 'pg';

/** A table of the book, ready to be written into SQL. */
export type BookTable = {
  /** Quoted; with its schema where that is not the book's own. */
  readonly name: string;
  /** Quoted; without the generated ones. */
  readonly columns: readonly string[];
  /** What its rows are put in order by, the same on every server. */
  readonly orderBy: string;
};

type TableRow = {
  readonly id: string;
  readonly name: string;
  readonly columns: string[];
  readonly key: string[] | null;
  readonly parents: string[];
};

/** Every table with what the book holds; what a table refers to comes before it. */
export async function tablesOfBook(connection: ClientBase): Promise<BookTable[]> {
  const { rows } = await connection.query<TableRow>(TABLES);
  const placed: TableRow[] = [];
  let waiting = rows;
  while (waiting.length > 0) {
    const ids = new Set(placed.map(({ id }) => id));
    const next = waiting.filter((table) =>
      table.parents.every((parent) => parent === table.id || ids.has(parent)),
    );
    if (next.length === 0)
      throw new Error(`tables that need each other: ${waiting.map((t) => t.name).join(', ')}`);
    placed.push(...next);
    waiting = waiting.filter((table) => !next.includes(table));
  }
  return placed.map(({ name, columns, key }) => ({
    name,
    columns,
    orderBy: (key ?? columns).map((column) => `${column}::text collate "C"`).join(', '),
  }));
}

/** The sequences of the book and the last number each gave; null: none yet. */
export async function sequencesOfBook(
  connection: ClientBase,
): Promise<{ readonly name: string; readonly last: string | null }[]> {
  const { rows } = await connection.query<{ name: string; last: string | null }>(
    `select ${SHORT_NAME.replaceAll('relname', 'sequencename').replaceAll('nspname', 'schemaname')} as name, last_value as last
     from pg_sequences where schemaname in (current_schema(), 'accounts') order by 1`,
  );
  return rows;
}

const SHORT_NAME = `case when nspname = current_schema() then quote_ident(relname)
  else quote_ident(nspname) || '.' || quote_ident(relname) end`;

/** schema_migration tells of the program, not of the book: the head of the file says it. */
const TABLES = `
  select c.oid::text as id, ${SHORT_NAME} as name,
    (select json_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select json_agg(quote_ident(a.attname) order by k.at) from pg_index i
      cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, at)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indrelid = c.oid and i.indisprimary) as key,
    coalesce((select json_agg(distinct f.confrelid::text) from pg_constraint f
      where f.conrelid = c.oid and f.contype = 'f'), '[]') as parents
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and nspname in (current_schema(), 'accounts') and relname <> 'schema_migration'
  order by 2`;
