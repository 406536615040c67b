/**
 * Exact costs in SQL (C3, fact 4). A cost arrives as text (`-7.0E-10`) or as a double; in both cases the decimal
 * meant is the one the cloud would print. Three columns carry it, each summed by itself, none ever rounded:
 *
 * - `fast` BIGINT in units of 1e-12. n = the double times 1e12, kept only if |n| < 1e15 and n / 1e12 is that very
 *   double. A decimal of up to 15 digits is the only one of that length its double can stand for, so n is exact when
 *   the text has at most 15 digits (16 characters and a value below 1000 cannot hold more), and for a Parquet double
 *   n is its shortest decimal. Several times faster than text → DECIMAL and true for nearly every line.
 * - `slow` DECIMAL(38,15) from the text, for the others. DECIMAL(18,15) first: the wide cast alone is far slower.
 * - `rest` BIGINT in units of 1e-33: the digits 16 to 33 after the point, of a cost that has that many (`is_fine`);
 *   its `slow` holds the first 15, cut off and not rounded.
 */
export const FAST_SCALE = 12;
export const SLOW_SCALE = 15;
export const REST_SCALE = 33;

/** Macros the expressions below use; made once per database. */
export const COST_MACROS = [
  // Position of the exponent mark, 0 without one.
  `CREATE MACRO exponent_at(t) AS strpos(upper(t), 'E')`,
  `CREATE MACRO mantissa_of(t) AS CASE WHEN exponent_at(t) = 0 THEN t ELSE left(t, exponent_at(t) - 1) END`,
  `CREATE MACRO exponent_of(t) AS
     CASE WHEN exponent_at(t) = 0 THEN 0 ELSE coalesce(try_cast(substr(t, exponent_at(t) + 1) AS INTEGER), 0) END`,
  `CREATE MACRO fraction_length(m) AS CASE WHEN strpos(m, '.') = 0 THEN 0 ELSE strlen(rtrim(m, '0')) - strpos(m, '.') END`,
  // Decimals the text needs, trailing zeros not counted.
  `CREATE MACRO decimals_of(t) AS fraction_length(mantissa_of(t)) - exponent_of(t)`,
  `CREATE MACRO unsigned_of(t) AS ltrim(mantissa_of(trim(t)), '+-')`,
  `CREATE MACRO digits_of(t) AS replace(unsigned_of(t), '.', '')`,
  // How many of the digits stand before the point once the exponent is worked in; may be negative. The limits keep an
  // absurd exponent from becoming as many zeros; what they cut is counted as odd anyway.
  `CREATE MACRO whole_length(t) AS greatest(-99, least(99,
     (CASE WHEN strpos(unsigned_of(t), '.') = 0 THEN strlen(unsigned_of(t)) ELSE strpos(unsigned_of(t), '.') - 1 END)
     + exponent_of(trim(t))))`,
  `CREATE MACRO whole_of(t) AS CASE WHEN whole_length(t) <= 0 THEN '0'
     ELSE rpad(left(digits_of(t), whole_length(t)::INTEGER), whole_length(t)::INTEGER, '0') END`,
  `CREATE MACRO fraction_of(t) AS CASE WHEN whole_length(t) <= 0 THEN repeat('0', -whole_length(t)) || digits_of(t)
     ELSE substr(digits_of(t), whole_length(t) + 1) END`,
  `CREATE MACRO sign_of(t) AS CASE WHEN starts_with(trim(t), '-') THEN '-' ELSE '' END`,
  // NULL for what is not one decimal number; '_' because the engine reads 1_000 as a number.
  `CREATE MACRO decimal_of(t) AS CASE WHEN contains(t, '_') THEN NULL
     ELSE coalesce(try_cast(t AS DECIMAL(18, 15)), try_cast(t AS DECIMAL(38, 15))) END`,
  `CREATE MACRO first_decimals_of(t) AS
     try_cast(sign_of(t) || whole_of(t) || '.' || left(fraction_of(t), 15) AS DECIMAL(38, 15))`,
  `CREATE MACRO rest_of(t) AS try_cast(sign_of(t) || rpad(substr(fraction_of(t), 16, 18), 18, '0') AS BIGINT)`,
];

/** How the cost column is read: `number` is its double. */
export function costColumn(
  column: string,
  type: string,
): { readonly number: string; readonly isDouble: boolean } {
  if (type === 'DOUBLE') return { number: column, isDouble: true };
  return {
    number: `try_cast(${type === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`} AS DOUBLE)`,
    isDouble: false,
  };
}

/** n of the comment above; NULL where the text or double is not one of those it is exact for (and for NaN and infinity). */
export function fastUnits(isDouble: boolean): string {
  const sure = 'scaled / 1e12 = number AND scaled BETWEEN -999999999999999 AND 999999999999999';
  // A zero is a zero however long it is written.
  const short = `(strlen(cost) <= 16 OR number = 0) AND NOT contains(cost, '_')`;
  return `CASE WHEN ${isDouble ? sure : `${sure} AND ${short}`} THEN scaled END`;
}

export const SCALED = 'try_cast(number * 1e12 AS BIGINT)';

/** Whether a cost has more decimals than `slow` holds, over rows with `units` (n or NULL); asked of the few without n. */
export function isFine(text: string): string {
  return `CASE WHEN units IS NOT NULL THEN false ELSE coalesce(decimals_of(${text}) > ${SLOW_SCALE}, false) END`;
}

/**
 * SQL of the sums, over rows with `units` and `is_fine`. `text` is the cost as text: an expression, not a column, so that
 * printing a double happens only inside the CASE, for the few lines without n. `odd`: whether there is a cost that is no
 * number or has more decimals than can be held.
 */
export function costSums(text: string): string {
  const isOdd = `decimal_of(${text}) IS NULL OR decimals_of(${text}) > ${REST_SCALE}`;
  return [
    'sum(units) AS fast',
    `sum(CASE WHEN units IS NOT NULL THEN NULL WHEN is_fine THEN first_decimals_of(${text})
      ELSE decimal_of(${text}) END) AS slow`,
    `sum(CASE WHEN is_fine THEN rest_of(${text}) END) AS rest`,
    'count_if(units IS DISTINCT FROM 0) AS nonzero',
    `bool_or(CASE WHEN units IS NOT NULL THEN false ELSE ${isOdd} END) AS odd`,
  ].join(',\n    ');
}

export const costIsBlank = (text: string): string => `coalesce(trim(${text}), '') = ''`;
export const costIsNoNumber = (text: string): string =>
  `NOT (${costIsBlank(text)}) AND decimal_of(${text}) IS NULL`;
export const costIsTooFine = (text: string): string =>
  `decimal_of(${text}) IS NOT NULL AND decimals_of(${text}) > ${REST_SCALE}`;
