import type { BillingFormat } from '../../domain/line-item/delivered-month.ts';
import type { LineTable } from './container.ts';

/** What a column is to the book. Source: billing-files "Columns that matter". */
export type Meaning =
  | 'payer'
  | 'account'
  | 'period'
  | 'invoice'
  | 'lineType'
  | 'chargeClass'
  | 'description'
  | 'serviceCode'
  | 'serviceName'
  | 'cost'
  | 'currency'
  | 'usageStart'
  | 'serviceProvider'
  | 'provider'
  | 'publisher';

/** A column as the file has it; type is SQL's name of it, VARCHAR for every column of a CSV. */
export type FileColumn = { readonly name: string; readonly type: string };

/** Which column of the file means what; a meaning the file lacks is absent, which is not the same as blank. */
export type Layout = {
  readonly family: Family;
  readonly format: BillingFormat;
  readonly at: ReadonlyMap<Meaning, number>;
  readonly columns: readonly FileColumn[];
};

export type Family = 'slash' | 'snake' | 'focus';

type Shape = {
  readonly family: Family;
  readonly names: readonly (readonly [Meaning, string])[];
  /** Each inner list: at least one of these must be there. */
  readonly needed: readonly (readonly Meaning[])[];
};

const CUR_NEEDED: Shape['needed'] = [
  ['payer'],
  ['account'],
  ['period'],
  ['lineType'],
  ['description'],
  ['serviceCode'],
  ['cost'],
  ['currency'],
  ['usageStart'],
];

const SHAPES: readonly Shape[] = [
  {
    family: 'slash',
    names: [
      ['payer', 'bill/PayerAccountId'],
      ['account', 'lineItem/UsageAccountId'],
      ['period', 'bill/BillingPeriodStartDate'],
      ['invoice', 'bill/InvoiceId'],
      ['lineType', 'lineItem/LineItemType'],
      ['description', 'lineItem/LineItemDescription'],
      ['serviceCode', 'lineItem/ProductCode'],
      ['cost', 'lineItem/UnblendedCost'],
      ['currency', 'lineItem/CurrencyCode'],
      ['usageStart', 'lineItem/UsageStartDate'],
    ],
    needed: CUR_NEEDED,
  },
  {
    family: 'snake',
    names: [
      ['payer', 'bill_payer_account_id'],
      ['account', 'line_item_usage_account_id'],
      ['period', 'bill_billing_period_start_date'],
      ['invoice', 'bill_invoice_id'],
      ['lineType', 'line_item_line_item_type'],
      ['description', 'line_item_line_item_description'],
      ['serviceCode', 'line_item_product_code'],
      ['cost', 'line_item_unblended_cost'],
      ['currency', 'line_item_currency_code'],
      ['usageStart', 'line_item_usage_start_date'],
    ],
    needed: CUR_NEEDED,
  },
  {
    family: 'focus',
    names: [
      ['payer', 'BillingAccountId'],
      ['account', 'SubAccountId'],
      ['period', 'BillingPeriodStart'],
      ['invoice', 'InvoiceId'],
      ['lineType', 'ChargeCategory'],
      ['chargeClass', 'ChargeClass'],
      ['description', 'ChargeDescription'],
      ['serviceName', 'ServiceName'],
      ['serviceCode', 'x_ServiceCode'],
      ['cost', 'BilledCost'],
      ['currency', 'BillingCurrency'],
      ['usageStart', 'ChargePeriodStart'],
      ['provider', 'ProviderName'],
      ['serviceProvider', 'ServiceProviderName'],
      ['publisher', 'PublisherName'],
    ],
    needed: [
      ['payer'],
      ['period'],
      ['lineType'],
      ['description'],
      ['serviceName', 'serviceCode'],
      ['cost'],
      ['currency'],
      ['usageStart'],
      ['provider', 'serviceProvider', 'publisher'],
    ],
  },
];

/** Two of a shape's columns are enough to say "this was meant to be one", so that the missing ones can be named. */
const ENOUGH_TO_NAME = 2;

export type Recognised =
  | { readonly ok: true; readonly layout: Layout }
  | { readonly ok: false; readonly missing: readonly string[]; readonly twice: readonly string[] };

/** Tells the formats apart by their columns, in any order. Empty lists: not billing data. */
export function recognise(columns: readonly FileColumn[], kind: LineTable['kind'], path: string): Recognised {
  const byName = Map.groupBy(columns.keys(), (index) => columns[index]?.name.trim().toLowerCase() ?? '');
  const hits = (shape: Shape) => shape.names.filter(([, name]) => byName.has(name.toLowerCase())).length;
  const shape = SHAPES.reduce((best, next) => (hits(next) > hits(best) ? next : best));
  if (hits(shape) < ENOUGH_TO_NAME) return { ok: false, missing: [], twice: [] };

  const at = new Map<Meaning, number>();
  const twice: string[] = [];
  for (const [meaning, name] of shape.names) {
    const [index, second] = byName.get(name.toLowerCase()) ?? [];
    if (second !== undefined) twice.push(name);
    if (index !== undefined) at.set(meaning, index);
  }
  const missing = shape.needed
    .filter((choices) => !choices.some((meaning) => at.has(meaning)))
    .map(([meaning]) => shape.names.find(([named]) => named === meaning)?.[1] ?? '');
  if (missing.length > 0 || twice.length > 0) return { ok: false, missing, twice };
  const format = formatOf(shape.family, (name) => byName.has(name.toLowerCase()), kind, path);
  return { ok: true, layout: { family: shape.family, format, at, columns } };
}

const ONLY_FOCUS_1_3 = ['ServiceProviderName', 'HostProviderName', 'AllocatedMethodId', 'ContractApplied'];
const SINCE_FOCUS_1_2 = ['InvoiceId', 'PricingCurrency', 'BillingAccountType', 'SubAccountType'];
const SINCE_FOCUS_1_1 = [
  'CapacityReservationId',
  'CommitmentDiscountQuantity',
  'ServiceSubcategory',
  'SkuMeter',
  'SkuPriceDetails',
];
const ONLY_CUR_2 = [
  'product',
  'resource_tags',
  'cost_category',
  'discount',
  'bill_payer_account_name',
  'line_item_usage_account_name',
];

function formatOf(
  family: Family,
  has: (name: string) => boolean,
  kind: LineTable['kind'],
  path: string,
): BillingFormat {
  if (family === 'slash') return 'legacy-cur';
  if (family === 'snake') {
    if (ONLY_CUR_2.some(has)) return 'cur-2.0';
    // Only legacy Parquet has these names without one of those columns; a narrow CUR 2.0 query may drop them all.
    const legacyParquet = has('product_product_name') || /[\\/]year=\d{4}[\\/]month=\d{1,2}[\\/]/.test(path);
    return kind === 'parquet' && legacyParquet ? 'legacy-cur' : 'cur-2.0';
  }
  if (ONLY_FOCUS_1_3.some(has)) return 'focus-1.3';
  if (SINCE_FOCUS_1_2.some(has)) return 'focus-1.2';
  return SINCE_FOCUS_1_1.some(has) ? 'focus-1.1' : 'focus-1.0';
}
