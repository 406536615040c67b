import type { DuckDBConnection } from '@duckdb/node-api';
import type { Fault } from '../../application/errors.ts';
import { isCurrency } from '../../domain/money/currency.ts';
import { cloudNamed } from '../../domain/party/cloud-name.ts';
import type { Layout, Meaning } from './columns.ts';
import type { LineTable } from './container.ts';
import { costIsBlank, costIsNoNumber, costIsTooFine } from './cost-sql.ts';
import { allRows } from './engine.ts';
import { periodStarting } from './period-start.ts';
import { cloudNameSql, textSql } from './scan-sql.ts';
import { overLines } from './scan-tables.ts';
import { literals } from './sql-text.ts';

/** Cells that cannot be used: an SQL condition over the lines, and what to tell about the first of them. */
export type CellTrouble = {
  readonly meaning: Meaning;
  readonly where: string;
  readonly describe: (cell: string) => string;
  readonly todo: string;
};

/** Account ids with fewer than 12 digits, or as a spreadsheet writes a large number. AWS only (fact 9). */
const LOST_ZEROS = `'^[0-9]{1,11}$|^[0-9]+\\.0+$|^[0-9.]+[eE][+]?[0-9]+$'`;

const quoted = (cell: string): string => (cell.trim() === '' ? 'a blank cell' : JSON.stringify(cell));

/** Looks only at the groups of a scan: whether any of its lines' cells cannot be used, and which. */
export async function cellTroubles(
  connection: DuckDBConnection,
  groups: string,
  layout: Layout,
  kind: LineTable['kind'],
): Promise<readonly CellTrouble[]> {
  const column = async (expression: string, where = 'true'): Promise<readonly string[]> => {
    const rows = await allRows(
      connection,
      `SELECT DISTINCT coalesce(CAST(${expression} AS VARCHAR), '') FROM ${groups} WHERE ${where}`,
    );
    return rows.map(([cell]) => String(cell)).sort();
  };
  const among = (meaning: Meaning, cells: readonly string[]) =>
    `coalesce(${instantText(layout, kind, meaning)}, '') IN (${literals(cells)})`;
  const troubles: CellTrouble[] = [...(await costTroubles(connection, groups, layout, kind))];

  const currencies = (await column('currency')).filter((code) => !isCurrency(code));
  if (currencies.length > 0) {
    troubles.push({
      meaning: 'currency',
      where: among('currency', currencies),
      describe: quoted,
      todo: 'write an ISO 4217 currency code such as USD',
    });
  }
  const periods = (await column('period')).filter((cell) => periodStarting(cell) === null);
  if (periods.length > 0) {
    troubles.push({
      meaning: 'period',
      where: among('period', periods),
      describe: quoted,
      todo: 'write the first day of the billing period in UTC, as 2026-04-01T00:00:00Z',
    });
  }
  const days = await column(
    'usage_day',
    `usage_day <> '' AND NOT regexp_full_match(usage_day, '[0-9]{4}-[0-9]{2}-[0-9]{2}')`,
  );
  if (days.length > 0) {
    troubles.push({
      meaning: 'usageStart',
      where: `substring(${instantText(layout, kind, 'usageStart')}, 1, 10) IN (${literals(days)})`,
      describe: quoted,
      todo: 'write the usage start in UTC, as 2026-04-01T00:00:00Z',
    });
  }
  if ((await column('payer', `trim(coalesce(payer, '')) = ''`)).length > 0) {
    troubles.push({
      meaning: 'payer',
      where: `trim(coalesce(${textSql(layout, kind, 'payer')}, '')) = ''`,
      describe: quoted,
      todo: 'every line needs the account that receives the bill',
    });
  }
  if ((await column('provider', `provider = ''`)).length > 0) {
    const meaning =
      (['serviceProvider', 'provider', 'publisher'] as const).find((name) => layout.at.has(name)) ??
      'provider';
    troubles.push({
      meaning,
      where: `${cloudNameSql(layout, kind)} = ''`,
      describe: quoted,
      todo: 'every line needs the name of its cloud',
    });
  }
  return [...troubles, ...(await accountTroubles(column, layout, kind))];
}

async function costTroubles(
  connection: DuckDBConnection,
  groups: string,
  layout: Layout,
  kind: LineTable['kind'],
): Promise<readonly CellTrouble[]> {
  const [[odd] = []] = await allRows(connection, `SELECT bool_or(odd) FROM ${groups}`);
  if (odd !== true) return [];
  const text = textSql(layout, kind, 'cost');
  const todo = 'write the cost as a decimal number such as -12.5 or 7.0E-10';
  return [
    { meaning: 'cost', where: costIsBlank(text), describe: () => 'a blank cost', todo },
    {
      meaning: 'cost',
      where: costIsNoNumber(text),
      describe: (cell) => `${JSON.stringify(cell)}, which is not a number the book can hold`,
      todo,
    },
    {
      meaning: 'cost',
      where: costIsTooFine(text),
      describe: (cell) => `${JSON.stringify(cell)}, which has more than 33 decimals`,
      todo: 'give the cost with at most 33 decimals',
    },
  ];
}

async function accountTroubles(
  column: (expression: string, where: string) => Promise<readonly string[]>,
  layout: Layout,
  kind: LineTable['kind'],
): Promise<readonly CellTrouble[]> {
  const aws = (await column('provider', 'true')).filter((name) => cloudNamed(name) === 'AWS');
  if (aws.length === 0) return [];
  const ofAws = `provider IN (${literals(aws)})`;
  const troubles: CellTrouble[] = [];
  for (const meaning of ['payer', 'account'] as const) {
    if ((await column(meaning, `${ofAws} AND regexp_matches(${meaning}, ${LOST_ZEROS})`)).length === 0)
      continue;
    troubles.push({
      meaning,
      where: `${cloudNameSql(layout, kind)} IN (${literals(aws)}) AND regexp_matches(${textSql(layout, kind, meaning)}, ${LOST_ZEROS})`,
      describe: (cell) => `${JSON.stringify(cell)}, an account id that lost its leading zeros`,
      todo: 'account ids are 12-digit text: give the file as the cloud wrote it, not as a spreadsheet saved it',
    });
  }
  return troubles;
}

/** Reads the file once more, in order, to say in which row each trouble first stands and in how many. */
export async function locateTroubles(
  connection: DuckDBConnection,
  file: string,
  table: LineTable,
  layout: Layout,
  folder: string,
  troubles: readonly CellTrouble[],
): Promise<readonly Fault[]> {
  const asks = troubles.flatMap(({ meaning, where }) => {
    const filter = `FILTER (WHERE ${where})`;
    return [
      `min(row_number_in_file) ${filter}`,
      `count(*) ${filter}`,
      `arg_min(coalesce(${textSql(layout, table.kind, meaning)}, ''), row_number_in_file) ${filter}`,
    ];
  });
  await connection.run('SET preserve_insertion_order = true');
  const found = await overLines([table], layout.columns.length, folder, async (from) => {
    const numbered = `SELECT *, row_number() OVER () AS row_number_in_file FROM ${inOrder(from, table.kind)}`;
    const [row = []] = await allRows(connection, `SELECT ${asks.join(', ')} FROM (${numbered})`);
    return row;
  });
  await connection.run('SET preserve_insertion_order = false');
  return troubles.flatMap(({ meaning, describe, todo }, index): Fault[] => {
    const [row, count, cell] = found.slice(index * 3, index * 3 + 3);
    const lines = BigInt(String(count ?? 0));
    if (lines === 0n) return [];
    const more = lines > 1n ? ` (and ${lines - 1n} more such ${lines === 2n ? 'row' : 'rows'})` : '';
    const column = layout.columns[layout.at.get(meaning) ?? -1]?.name ?? null;
    return [{ file, row: Number(row) + 1, column, seen: `${describe(String(cell))}${more}`, todo }];
  });
}

/** One reader, front to back: row numbers count from the top. */
function inOrder(from: string, kind: LineTable['kind']): string {
  return kind === 'text' ? from.replace(/\)$/, ', parallel = false)') : from;
}

function instantText(layout: Layout, kind: LineTable['kind'], meaning: Meaning): string {
  const type = layout.columns[layout.at.get(meaning) ?? -1]?.type ?? 'VARCHAR';
  const column = textSql(layout, kind, meaning);
  return /^(TIMESTAMP|DATE)/.test(type) ? `CAST(CAST(${column} AS TIMESTAMP) AS VARCHAR)` : column;
}
