/** SQL of the made-up lines: the same numbers in every run, none of them anybody's real bill. */

export const PERIOD = '2026-03';
export const PAYER = '700000000000';
export const ACCOUNTS = 5_000;
export const SERVICES = 200;

/** The account with this number, as SQL of its 12 digits. */
export const accountSql = (number: string): string => `printf('7000%08d', ${number})`;

/** The account with this number, as the tables of the folder write it. */
export function accountText(number: number): string {
  return `7000${String(number).padStart(8, '0')}`;
}

/**
 * A number below `below` from what makes a line or account itself. `salt` tells the draws of one line apart. Where the
 * engine's `hash` may change, the files are made anew with the engine's version in their folder's name.
 */
const draw = (salt: number, key: string, below: number): string =>
  `CAST(hash(${key}, ${salt}) % ${below} AS BIGINT)`;

const SLOTS = 1 << 19;

/**
 * Tables that the lines are drawn from. `pair`: who uses what: a few to some dozens of services an account, the first
 * accounts and each account's first services most (Zipf-like). `slot`: each pair as often as it weighs, so that one
 * equal-chance draw of a slot is a weighted draw of a pair.
 */
export const PREPARE: readonly string[] = [
  `CREATE TABLE service AS
     SELECT n, code, replace(replace(code, 'Amazon', 'Amazon '), 'AWS', 'AWS ') AS name FROM (
       SELECT range AS n, CASE WHEN range < 12 THEN
         list_extract(['AmazonEC2', 'AmazonS3', 'AmazonRDS', 'AmazonCloudWatch', 'AWSLambda', 'AWSDataTransfer', 'AWSELB',
           'AmazonDynamoDB', 'AmazonVPC', 'AmazonECS', 'awskms', 'AmazonRoute53'], range + 1)
         ELSE printf('%sService%03d', CASE WHEN range % 3 = 0 THEN 'AWS' ELSE 'Amazon' END, range) END AS code
       FROM range(${SERVICES}))`,
  `CREATE TABLE pair AS
     SELECT a.range AS account_number, s.range AS nth,
       CASE WHEN s.range < 3 THEN s.range
         ELSE CAST(floor(${SERVICES} * pow(${draw(1, 'a.range, s.range', 100_000)} / 1e5, 3)) AS BIGINT) END AS service_number,
       1 / (pow(a.range + 10, 0.6) * (s.range + 1)) AS weight
     FROM range(${ACCOUNTS}) a, range(48) s
     WHERE s.range < 3 + 45 * pow(${draw(2, 'a.range', 100_000)} / 1e5, 3)`,
  `CREATE TABLE slot AS
     SELECT row_number() OVER (ORDER BY account_number, nth, copy) - 1 AS slot, account_number, service_number, nth
     FROM (SELECT account_number, service_number, nth, unnest(range(
         CAST(greatest(1, round(weight / (SELECT sum(weight) FROM pair) * ${SLOTS})) AS INTEGER))) AS copy FROM pair)`,
  'CREATE TABLE slots AS SELECT count(*) AS slots FROM slot',
];

const HOURS = 31 * 24;
const MONTH_START = `TIMESTAMP '${PERIOD}-01'`;

/**
 * Of 1,000 lines: 5 credits, 10 of tax, 2 of a discount, some refunds and fees; plans and reservations cover the three
 * services they are sold for; all else is usage.
 */
const LINE_TYPE = `CASE WHEN kind < 50 THEN 'Credit' WHEN kind < 52 THEN 'Refund' WHEN kind < 152 THEN 'Tax'
  WHEN kind < 172 THEN 'EdpDiscount' WHEN kind < 192 AND v.n % 20 = 0 THEN 'Fee'
  WHEN kind > 7000 AND v.n IN (0, 2, 4) THEN CASE WHEN kind < 8000 THEN 'SavingsPlanCoveredUsage'
    WHEN kind < 9000 THEN 'SavingsPlanNegation' ELSE 'DiscountedUsage' END
  ELSE 'Usage' END`;

/** A third of the credit lines in the exponent's writing, as the cloud does; one in four of a shared credit. */
const COST = `CASE line_type
  WHEN 'Credit' THEN CASE digits % 3 WHEN 0 THEN printf('-%d.%dE-%d', 1 + digits % 9, digits % 7, 5 + digits % 5)
    ELSE printf('-%d.%010d', digits % 3, digits * 7919) END
  WHEN 'Refund' THEN printf('-%d.%010d', digits % 5, digits * 7919)
  WHEN 'SavingsPlanNegation' THEN printf('-0.%010d', digits * 731)
  WHEN 'EdpDiscount' THEN printf('-0.%010d', digits * 331)
  WHEN 'Fee' THEN printf('%d.%010d', 1 + digits % 40, 0)
  ELSE printf('%d.%010d', CASE WHEN digits % 200 = 0 THEN digits % 37 ELSE 0 END, (digits * 4999) // (1 + digits % 97)) END`;

const PROGRAMMES = `['MAP 2.0 Credit', 'AWS Activate Credits', 'PoC Sprint Credit', 'AWS Open Source Promotional Credits',
  'Data Transfer Credit', 'Migration Incentive', 'Training Credit', 'Immersion Day Credit']`;

const DESCRIPTION = `CASE WHEN line_type <> 'Credit' THEN printf('$%d.%04d per unit of %s', digits % 3, digits % 10000, code)
  WHEN programme % 40 = 0 THEN 'spp-partner discount for ' || code
  ELSE list_extract(${PROGRAMMES}, programme % 8 + 1) || ' ' || CAST(programme % 5 AS VARCHAR) ||
    CASE WHEN programme % 4 = 0 THEN ', credit from account: ' || ${accountSql(`(account_number // 50) * 50`)} ELSE '' END END`;

/** Lines `from` to `until` of the month, drawn, before they are written in a format's own columns. */
export function drawnLines(from: number, until: number): string {
  return `
  SELECT *, ${COST} AS cost, ${DESCRIPTION} AS description, ${MONTH_START} + to_hours(hour) AS used
  FROM (
    SELECT l.*, s.account_number, ${accountSql('s.account_number')} AS account, v.code, v.name,
      ${LINE_TYPE} AS line_type, ${draw(3, 's.account_number, s.nth', 1 << 20)} AS programme
    FROM (
      SELECT i, ${draw(4, 'i', 10_000)} AS kind, ${draw(5, 'i', 1_000_000)} AS digits, ${draw(6, 'i', HOURS)} AS hour,
        hash(i, 7) % (SELECT slots FROM slots) AS slot
      FROM (SELECT unnest(range(${from}, ${until})) AS i)
    ) l JOIN slot s USING (slot) JOIN service v ON v.n = s.service_number
  )`;
}

const time = (instant: string): string => `strftime(${instant}, '%Y-%m-%dT%H:%M:%SZ')`;

type Column = readonly [csv: string, parquet: string, text: string, typed?: string];

/** 38 columns of a Cost and Usage Report: its name in CSV and in Parquet, its text, and its value where Parquet has a type. */
const COLUMNS: readonly Column[] = [
  ['identity/LineItemId', 'identity_line_item_id', "printf('%016x%016x%016x', hash(i, 8), hash(i, 9), i)"],
  [
    'identity/TimeInterval',
    'identity_time_interval',
    `${time('used')} || '/' || ${time('used + INTERVAL 1 HOUR')}`,
  ],
  [
    'bill/InvoiceId',
    'bill_invoice_id',
    "CASE WHEN programme % 50 = 0 THEN '2203311475' ELSE '2203311474' END",
  ],
  ['bill/InvoicingEntity', 'bill_invoicing_entity', "'Amazon Web Services, Inc.'"],
  ['bill/BillingEntity', 'bill_billing_entity', "'AWS'"],
  ['bill/BillType', 'bill_bill_type', "'Anniversary'"],
  ['bill/PayerAccountId', 'bill_payer_account_id', `'${PAYER}'`],
  ['bill/BillingPeriodStartDate', 'bill_billing_period_start_date', `'${PERIOD}-01T00:00:00Z'`, MONTH_START],
  [
    'bill/BillingPeriodEndDate',
    'bill_billing_period_end_date',
    "'2026-04-01T00:00:00Z'",
    "TIMESTAMP '2026-04-01'",
  ],
  ['lineItem/UsageAccountId', 'line_item_usage_account_id', 'account'],
  ['lineItem/LineItemType', 'line_item_line_item_type', 'line_type'],
  ['lineItem/UsageStartDate', 'line_item_usage_start_date', time('used'), 'used'],
  [
    'lineItem/UsageEndDate',
    'line_item_usage_end_date',
    time('used + INTERVAL 1 HOUR'),
    'used + INTERVAL 1 HOUR',
  ],
  ['lineItem/ProductCode', 'line_item_product_code', 'code'],
  ['lineItem/UsageType', 'line_item_usage_type', "printf('EUC1-%s:unit.%d', code, digits % 40)"],
  ['lineItem/Operation', 'line_item_operation', "printf('Operation%02d', digits % 30)"],
  [
    'lineItem/AvailabilityZone',
    'line_item_availability_zone',
    "CASE WHEN digits % 2 = 0 THEN 'eu-central-1a' ELSE NULL END",
  ],
  [
    'lineItem/ResourceId',
    'line_item_resource_id',
    "CASE WHEN line_type = 'Credit' THEN NULL ELSE printf('arn:aws:unit:eu-central-1:%s:thing/%012x', account, hash(digits % 5000)) END",
  ],
  [
    'lineItem/UsageAmount',
    'line_item_usage_amount',
    "printf('%d.%04d', digits % 24, digits % 10000)",
    'digits / 1e4',
  ],
  ['lineItem/NormalizationFactor', 'line_item_normalization_factor', 'NULL', 'CAST(NULL AS DOUBLE)'],
  ['lineItem/NormalizedUsageAmount', 'line_item_normalized_usage_amount', 'NULL', 'CAST(NULL AS DOUBLE)'],
  ['lineItem/CurrencyCode', 'line_item_currency_code', "'USD'"],
  ['lineItem/UnblendedRate', 'line_item_unblended_rate', "printf('0.%010d', digits % 99991)"],
  ['lineItem/UnblendedCost', 'line_item_unblended_cost', 'cost', 'CAST(cost AS DOUBLE)'],
  ['lineItem/BlendedRate', 'line_item_blended_rate', "printf('0.%010d', digits % 99991)"],
  ['lineItem/BlendedCost', 'line_item_blended_cost', 'cost', 'CAST(cost AS DOUBLE)'],
  ['lineItem/LineItemDescription', 'line_item_line_item_description', 'description'],
  ['lineItem/TaxType', 'line_item_tax_type', "CASE WHEN line_type = 'Tax' THEN 'VAT' ELSE NULL END"],
  ['lineItem/LegalEntity', 'line_item_legal_entity', "'Amazon Web Services, Inc.'"],
  ['product/ProductName', 'product_product_name', 'name'],
  ['product/region', 'product_region', "'eu-central-1'"],
  ['product/servicecode', 'product_servicecode', 'code'],
  ['product/sku', 'product_sku', "printf('%012X', hash(code, digits % 40) % 281474976710656)"],
  [
    'pricing/publicOnDemandCost',
    'pricing_public_on_demand_cost',
    "ltrim(cost, '-')",
    'abs(CAST(cost AS DOUBLE))',
  ],
  ['pricing/publicOnDemandRate', 'pricing_public_on_demand_rate', "printf('0.%010d', digits % 99991)"],
  ['pricing/term', 'pricing_term', "'OnDemand'"],
  ['pricing/unit', 'pricing_unit', "'Hrs'"],
  ['resourceTags/user:team', 'resource_tags_user_team', "printf('team-%02d', account_number % 60)"],
];

export const CSV_COLUMNS = COLUMNS.map(([name]) => name);

export function csvLines(from: number, until: number): string {
  const columns = COLUMNS.map(([name, , text]) => `${text} AS "${name}"`);
  return `SELECT ${columns.join(', ')} FROM (${drawnLines(from, until)})`;
}

export function parquetLines(from: number, until: number): string {
  const columns = COLUMNS.map(([, name, text, typed]) => `${typed ?? text} AS ${name}`);
  return `SELECT ${columns.join(', ')} FROM (${drawnLines(from, until)})`;
}
