import { LINE_TYPES } from '../../domain/line-item/line-type.ts';
import { firstDayOf, nextPeriod } from '../../domain/period/billing-period.ts';
import type { Layout, Meaning } from './columns.ts';
import { costColumn, costSums, fastUnits, isFine, SCALED } from './cost-sql.ts';
import { periodStarting } from './period-start.ts';
import { identifier, literal, literals } from './sql-text.ts';

/** What one scan is about: a table expression with the columns of one layout, and what is wanted of it. */
export type ScanPlan = {
  readonly from: string;
  readonly kind: 'text' | 'parquet';
  readonly layout: Layout;
  /** The period start of the first line: nearly always that of every line, so it is compared as a constant. */
  readonly firstPeriod: string | null;
  /** Whether the engine's table CHANGERS names anybody. */
  readonly hasChangers: boolean;
  readonly onlyAccounts: readonly string[] | null;
};

/** The engine's table of accounts whose charges are wanted per usage day, with the period of it (P3). */
export const CHANGERS = 'changer';

/** Line types whose lines are kept apart by description: credits and refunds. */
export const DETAILED = Object.keys(LINE_TYPES).filter(
  (type) => LINE_TYPES[type] === 'credit' || LINE_TYPES[type] === 'refund',
);

/** `read_csv` over texts: every column VARCHAR and named by its place, so no header can surprise. */
export function csvSource(paths: readonly string[], columns: number): string {
  const names = Array.from({ length: columns }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  return `read_csv([${literals(paths.map(onlyThis))}], auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    compression = 'none', hive_partitioning = false, columns = {${names}})`;
}

/** The engine takes a path for a pattern; a pattern's characters in brackets mean themselves. */
function onlyThis(path: string): string {
  return path.replaceAll(/[*?[]/g, '[$&]');
}

export function parquetSource(paths: readonly string[]): string {
  return `read_parquet([${literals(paths.map(onlyThis))}], hive_partitioning = false)`;
}

/** Whether the engine's own column that numbers the files of a scan can be asked for: no column of that name hides it. */
export function areTablesNumbered(layout: Layout, kind: ScanPlan['kind']): boolean {
  return kind === 'text' || !layout.columns.some(({ name }) => name.toLowerCase() === 'file_index');
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
export function instantSql(layout: Layout, kind: ScanPlan['kind'], meaning: Meaning): string {
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

/** Whether the usage start lies outside its billing period; such lines are wanted per day (P3). */
function outsideSql({ layout, firstPeriod }: ScanPlan): string {
  const used = isInstant(layout, 'usageStart') ? `strftime(used, '%Y-%m')` : 'used';
  const period = isInstant(layout, 'period') ? `strftime(period, '%Y-%m')` : 'substring(period, 1, 7)';
  const outside = `NOT starts_with(${used}, ${period})`;
  const month = periodStarting(firstPeriod ?? '');
  if (firstPeriod === null || month === null) return outside;
  const [from, until] = [month, nextPeriod(month)].map((one) => `TIMESTAMP '${firstDayOf(one)}'`);
  const outsideMonth = isInstant(layout, 'usageStart')
    ? `used < ${from} OR used >= ${until}`
    : `NOT starts_with(used, ${literal(month)})`;
  const first = `${isInstant(layout, 'period') ? 'TIMESTAMP ' : ''}${literal(firstPeriod)}`;
  return `CASE WHEN period = ${first} THEN ${outsideMonth} ELSE ${outside} END`;
}

function dayWanted(plan: ScanPlan): string {
  const outside = `(${outsideSql(plan)})`;
  return plan.hasChangers ? `(${outside} OR account IN (SELECT account FROM ${CHANGERS}))` : outside;
}

/** Cells that lines are grouped by as they are; one that the file lacks is NULL in every group. */
const CELL_KEYS = [
  ['payer', 'payer'],
  ['account', 'account'],
  ['serviceCode', 'service_code'],
  ['serviceName', 'service_name'],
  ['currency', 'currency'],
  ['invoice', 'invoice'],
] as const;

/**
 * The one pass over the lines: grouped once at the finest grain anything later needs (payer, period, account, service,
 * line type, currency, invoice, description of credits and refunds only, usage day only where P3 asks). What is the same
 * on every line is no key: the engine would hash it line by line. `tables` has bit n for the n-th table of the scan.
 */
export function scanSql(plan: ScanPlan): string {
  const { layout } = plan;
  const day = isInstant(layout, 'usageStart')
    ? 'CAST(CAST(used AS DATE) AS VARCHAR)'
    : 'substring(used, 1, 10)';
  const isFocus = layout.family === 'focus';
  const [present, absent] = [true, false].map((there) =>
    CELL_KEYS.filter(([meaning]) => layout.at.has(meaning) === there).map(([, name]) => name),
  ) as [string[], string[]];
  const keys = [...(isFocus ? ['provider'] : []), 'period', ...present, 'line_type'];
  const constants = [
    ...(isFocus ? [] : [`${cloudNameSql(layout, plan.kind)} AS provider`]),
    ...absent.map((name) => `CAST(NULL AS VARCHAR) AS ${name}`),
  ];
  return `
  SELECT ${['*', ...constants].join(', ')} FROM (
    SELECT ${keys.join(', ')},
      CASE WHEN line_type IN (${literals(DETAILED)}) THEN description END AS description,
      CASE WHEN ${dayWanted(plan)} THEN ${day} END AS usage_day,
      bit_or(table_bit) AS tables, count(*) AS lines,
      max(${isInstant(layout, 'usageStart') ? 'used' : day}) AS last_used,
      ${costSums(costText(plan))}
    FROM (${costedLines(plan)})
    ${plan.onlyAccounts === null ? '' : `WHERE coalesce(nullif(account, ''), payer) IN (${literals(plan.onlyAccounts)})`}
    GROUP BY ALL)`;
}

/** The lines under the book's names, with their line type and what cost-sql needs to add up their costs. */
function costedLines(plan: ScanPlan): string {
  const { layout, kind, from } = plan;
  const text = (meaning: Meaning) => textSql(layout, kind, meaning);
  const cost = costColumn(columnSql(layout, kind, 'cost'), typeOf(layout, 'cost'));
  return `
      SELECT *, ${isFine(costText(plan))} AS is_fine FROM (
        SELECT *, ${lineTypeSql(layout)} AS line_type, ${fastUnits(cost.isDouble)} AS units FROM (
          SELECT *, ${SCALED} AS scaled FROM (
            SELECT ${cloudNameSql(layout, kind)} AS provider, ${text('payer')} AS payer,
              ${instantSql(layout, kind, 'period')} AS period, ${text('account')} AS account,
              ${text('serviceCode')} AS service_code, ${text('serviceName')} AS service_name,
              ${text('lineType')} AS raw_type, ${text('chargeClass')} AS charge_class, ${text('currency')} AS currency,
              ${text('invoice')} AS invoice, ${text('description')} AS description,
              ${instantSql(layout, kind, 'usageStart')} AS used, ${tableBitSql(layout, kind)} AS table_bit,
              ${cost.number} AS number, ${cost.isDouble ? columnSql(layout, kind, 'cost') : text('cost')} AS cost
            FROM ${from})))`;
}

function costText({ layout }: ScanPlan): string {
  return typeOf(layout, 'cost') === 'DOUBLE' ? 'CAST(cost AS VARCHAR)' : 'cost';
}

function tableBitSql(layout: Layout, kind: ScanPlan['kind']): string {
  return areTablesNumbered(layout, kind) ? '(1::UBIGINT << file_index::INTEGER)' : '1::UBIGINT';
}
