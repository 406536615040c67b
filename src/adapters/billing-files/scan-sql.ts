import { LINE_TYPES } from '../../domain/line-item/line-type.ts';
import type { Layout, Meaning } from './columns.ts';
import { type CostReading, costColumn, costSums, fastUnits, SCALED } from './cost-sql.ts';
import { identifier, literal, literals } from './sql-text.ts';

/** What one scan is about: a table expression with the file's columns, and what is wanted of it. */
export type ScanPlan = {
  readonly from: string;
  readonly kind: 'text' | 'parquet';
  readonly layout: Layout;
  /** The period-start cell of the first line: nearly always that of every line, so it is compared as a constant. */
  readonly firstPeriod: string | null;
  readonly changers: ReadonlySet<string>;
  readonly onlyAccounts: readonly string[] | null;
  readonly reading: CostReading;
};

/** Line types whose lines are kept apart by description: credits and refunds. */
export const DETAILED = Object.keys(LINE_TYPES).filter(
  (type) => LINE_TYPES[type] === 'credit' || LINE_TYPES[type] === 'refund',
);

/** `read_csv` over one text: every column VARCHAR and named by its place, so no header can surprise. */
export function csvSource(path: string, columns: number): string {
  const names = Array.from({ length: columns }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  return `read_csv(${literal(onlyThis(path))}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    compression = 'none', hive_partitioning = false, columns = {${names}})`;
}

/** The engine takes a path for a pattern; a pattern's characters in brackets mean themselves. */
function onlyThis(path: string): string {
  return path.replaceAll(/[*?[]/g, '[$&]');
}

export function parquetSource(path: string): string {
  return `read_parquet(${literal(onlyThis(path))}, hive_partitioning = false)`;
}

/** The column of a meaning as the engine names it; NULL when the file lacks it. */
export function columnSql(layout: Layout, kind: ScanPlan['kind'], meaning: Meaning): string {
  const index = layout.at.get(meaning);
  if (index === undefined) return 'CAST(NULL AS VARCHAR)';
  return kind === 'text' ? `c${index}` : identifier(layout.columns[index]?.name ?? '');
}

export function typeOf(layout: Layout, meaning: Meaning): string {
  return layout.columns[layout.at.get(meaning) ?? -1]?.type ?? 'VARCHAR';
}

export function textSql(layout: Layout, kind: ScanPlan['kind'], meaning: Meaning): string {
  const column = columnSql(layout, kind, meaning);
  return typeOf(layout, meaning) === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`;
}

/** Instants stay instants while lines are grouped: turning each into text would cost more than the scan. */
function instantSql(layout: Layout, kind: ScanPlan['kind'], meaning: Meaning): string {
  return isInstant(layout, meaning)
    ? `CAST(${columnSql(layout, kind, meaning)} AS TIMESTAMP)`
    : textSql(layout, kind, meaning);
}

function isInstant(layout: Layout, meaning: Meaning): boolean {
  return /^(TIMESTAMP|DATE)/.test(typeOf(layout, meaning));
}

/** The provider cell a line's cloud is named by; CUR files have none: they are AWS's. */
export function cloudNameSql(layout: Layout, kind: ScanPlan['kind']): string {
  if (layout.family !== 'focus') return `'AWS'`;
  const present = (['serviceProvider', 'provider', 'publisher'] as const).filter((meaning) =>
    layout.at.has(meaning),
  );
  const cells = present.map((meaning) => `nullif(trim(${textSql(layout, kind, meaning)}), '')`);
  return `coalesce(${cells.join(', ')}, '')`;
}

/** FOCUS says "refund" as a negative correction of usage or of a purchase (billing-files, Line types). */
function lineTypeSql(layout: Layout): string {
  if (!layout.at.has('chargeClass')) return 'raw_type';
  return `CASE WHEN charge_class = 'Correction' AND raw_type IN ('Usage', 'Purchase') AND number < 0
    THEN 'Refund' ELSE raw_type END`;
}

/** The usage start when it lies outside its billing period; such lines are wanted per day (P3). */
function outsideSql(plan: ScanPlan): string {
  const month = plan.firstPeriod?.slice(0, 7) ?? '';
  if (isInstant(plan.layout, 'usageStart')) {
    return isInstant(plan.layout, 'period')
      ? 'year(used) <> year(period) OR month(used) <> month(period)'
      : `strftime(used, '%Y-%m') <> substring(period, 1, 7)`;
  }
  if (isInstant(plan.layout, 'period')) return `NOT starts_with(used, strftime(period, '%Y-%m'))`;
  return `CASE WHEN period = ${literal(plan.firstPeriod ?? '')} THEN NOT starts_with(used, ${literal(month)})
    ELSE NOT starts_with(used, substring(period, 1, 7)) END`;
}

function dayWanted(plan: ScanPlan): string {
  const outside = `(${outsideSql(plan)})`;
  return plan.changers.size === 0 ? outside : `(${outside} OR account IN (${literals(plan.changers)}))`;
}

/**
 * The one pass over a file's lines: grouped once at the finest grain anything later needs (payer, period, account,
 * service, line type, currency, invoice, description of credits and refunds only, usage day only where P3 asks).
 */
export function scanSql(plan: ScanPlan): string {
  const { layout, kind } = plan;
  const text = (meaning: Meaning) => textSql(layout, kind, meaning);
  const cost = costColumn(columnSql(layout, kind, 'cost'), typeOf(layout, 'cost'));
  const day = isInstant(layout, 'usageStart')
    ? 'CAST(CAST(used AS DATE) AS VARCHAR)'
    : 'substring(used, 1, 10)';
  return `
  SELECT provider, payer, period, account, service_code, service_name, line_type, currency, invoice,
    CASE WHEN line_type IN (${literals(DETAILED)}) THEN description END AS description,
    CASE WHEN ${dayWanted(plan)} THEN ${day} END AS usage_day,
    count(*) AS lines, max(used) AS last_used,
    ${costSums(plan.reading, cost.isDouble ? 'CAST(cost AS VARCHAR)' : 'cost')}
  FROM (
    SELECT *, ${lineTypeSql(layout)} AS line_type,
      ${fastUnits(cost.isDouble)} AS units
    FROM (
      SELECT *, ${SCALED} AS scaled
      FROM (
        SELECT ${cloudNameSql(layout, kind)} AS provider, ${text('payer')} AS payer,
          ${instantSql(layout, kind, 'period')} AS period, ${text('account')} AS account,
          ${text('serviceCode')} AS service_code, ${text('serviceName')} AS service_name,
          ${text('lineType')} AS raw_type, ${text('chargeClass')} AS charge_class, ${text('currency')} AS currency,
          ${text('invoice')} AS invoice, ${text('description')} AS description,
          ${instantSql(layout, kind, 'usageStart')} AS used,
          ${cost.number} AS number, ${cost.isDouble ? columnSql(layout, kind, 'cost') : text('cost')} AS cost
        FROM ${plan.from}
      )
    )
    ${plan.onlyAccounts === null ? '' : `WHERE coalesce(nullif(account, ''), payer) IN (${literals(plan.onlyAccounts)})`}
  )
  GROUP BY ALL`;
}
