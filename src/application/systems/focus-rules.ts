import { equalExact, exactFromText } from '../../domain/money/exact-amount.ts';

/** What FOCUS 1.2 says of its columns, as data. Source: the specification's page of each column, version 1.2. */
export type FocusColumn = {
  readonly name: string;
  readonly needed: boolean;
  readonly nulls: boolean;
  readonly holds: 'text' | 'decimal' | 'time' | 'currency' | 'json';
  readonly allowed?: readonly string[];
};

/** A row by its columns; a column that is not there, and a blank cell, is null. */
export type FocusRow = { readonly of: (column: string) => string | null };

/** What must hold between the columns of a row. */
export type FocusRule = {
  readonly column: string;
  /** What is wrong with the row; null: nothing. */
  readonly todo: (row: FocusRow) => string | null;
};

type More = Partial<Pick<FocusColumn, 'nulls' | 'allowed'>>;
const column =
  (needed: boolean, nulls: boolean) =>
  (holds: FocusColumn['holds'], names: string, more: More = {}): FocusColumn[] =>
    names.split(' ').map((name) => ({ name, needed, nulls, holds, ...more }));
const mandatory = column(true, false);
const nullable = column(true, true);
const optional = column(false, true);

const SERVICE_CATEGORIES = [
  'AI and Machine Learning',
  'Analytics',
  'Business Applications',
  'Compute',
  'Databases',
  'Developer Tools',
  'Multicloud',
  'Identity',
  'Integration',
  'Internet of Things',
  'Management and Governance',
  'Media',
  'Migration',
  'Mobile',
  'Networking',
  'Security',
  'Storage',
  'Web',
  'Other',
];

export const FOCUS_COLUMNS: readonly FocusColumn[] = [
  ...mandatory('decimal', 'BilledCost ContractedCost EffectiveCost ListCost'),
  ...mandatory('currency', 'BillingCurrency'),
  ...mandatory('time', 'BillingPeriodEnd BillingPeriodStart ChargePeriodEnd ChargePeriodStart'),
  ...mandatory('text', 'BillingAccountId InvoiceIssuerName ProviderName PublisherName ServiceName'),
  ...mandatory('text', 'ChargeCategory', { allowed: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'] }),
  ...mandatory('text', 'ServiceCategory', { allowed: SERVICE_CATEGORIES }),
  ...nullable('text', 'BillingAccountName ChargeDescription PricingUnit'),
  ...nullable('text', 'ChargeClass', { allowed: ['Correction'] }),
  ...nullable('decimal', 'PricingQuantity'),
  ...optional('text', 'ChargeFrequency', {
    nulls: false,
    allowed: ['One-Time', 'Recurring', 'Usage-Based'],
  }),
  ...optional('text', 'ServiceSubcategory', { nulls: false }),
  ...optional('text', 'PricingCategory', { allowed: ['Standard', 'Dynamic', 'Committed', 'Other'] }),
  ...optional('text', 'CommitmentDiscountCategory', { allowed: ['Spend', 'Usage'] }),
  ...optional('text', 'CommitmentDiscountStatus CapacityReservationStatus', { allowed: ['Used', 'Unused'] }),
  ...optional('text', 'AvailabilityZone BillingAccountType CapacityReservationId InvoiceId'),
  ...optional('text', 'CommitmentDiscountId CommitmentDiscountName CommitmentDiscountType'),
  ...optional('text', 'CommitmentDiscountUnit ConsumedUnit RegionId RegionName ResourceId ResourceName'),
  ...optional('text', 'ResourceType SkuId SkuMeter SkuPriceId SubAccountId SubAccountName SubAccountType'),
  ...optional('text', 'PricingCurrency'),
  ...optional('decimal', 'CommitmentDiscountQuantity ConsumedQuantity ContractedUnitPrice ListUnitPrice'),
  ...optional('decimal', 'PricingCurrencyContractedUnitPrice PricingCurrencyEffectiveCost'),
  ...optional('decimal', 'PricingCurrencyListUnitPrice'),
  ...optional('json', 'SkuPriceDetails Tags'),
];

const category = (row: FocusRow): string | null => row.of('ChargeCategory');
const isPriced = (row: FocusRow): boolean =>
  ['Usage', 'Purchase'].includes(category(row) ?? '') && row.of('ChargeClass') === null;

const rule = (name: string, todo: FocusRule['todo']): FocusRule => ({ column: name, todo });
const blankWhen = (name: string, when: (row: FocusRow) => boolean, because: string): FocusRule =>
  rule(name, (row) => (row.of(name) !== null && when(row) ? `leave it blank ${because}` : null));
const neededWhen = (name: string, when: (row: FocusRow) => boolean, because: string): FocusRule =>
  rule(name, (row) => (row.of(name) === null && when(row) ? `fill it in ${because}` : null));
/** One of two columns says more of what the other names: both are there or neither. */
const together = (name: string, of: string): FocusRule[] => [
  blankWhen(name, (row) => row.of(of) === null, `where ${of} is`),
  neededWhen(name, (row) => row.of(of) !== null, `beside ${of}`),
];
const after = (end: string, start: string): FocusRule =>
  rule(end, (row) => ((row.of(end) ?? '') > (row.of(start) ?? '') ? null : `write a time after ${start}`));
/** A charge that is calculated from no other one costs what is billed, where no unit price says otherwise. */
const billed = (cost: string, unitPrice: string | null): FocusRule =>
  rule(cost, (row) => {
    const priced = unitPrice !== null && row.of(unitPrice) !== null;
    if (category(row) !== 'Credit' || priced) return null;
    const [is, shall] = [exactFromText(row.of(cost) ?? ''), exactFromText(row.of('BilledCost') ?? '')];
    return is === null || shall === null || equalExact(is, shall)
      ? null
      : 'write the BilledCost: a credit is calculated from no other charge';
  });

const notUsage = (row: FocusRow): boolean => category(row) !== 'Usage';
const isTax = (row: FocusRow): boolean => category(row) === 'Tax';

export const FOCUS_RULES: readonly FocusRule[] = [
  after('BillingPeriodEnd', 'BillingPeriodStart'),
  after('ChargePeriodEnd', 'ChargePeriodStart'),
  billed('ContractedCost', 'ContractedUnitPrice'),
  billed('ListCost', 'ListUnitPrice'),
  billed('EffectiveCost', null),
  rule('ChargeFrequency', (row) =>
    category(row) === 'Purchase' && row.of('ChargeFrequency') === 'Usage-Based'
      ? 'a Purchase is One-Time or Recurring'
      : null,
  ),
  ...together('SubAccountName', 'SubAccountId'),
  ...together('SubAccountType', 'SubAccountId'),
  ...together('PricingUnit', 'PricingQuantity'),
  ...together('RegionName', 'RegionId'),
  blankWhen('PricingQuantity', isTax, 'for Tax'),
  neededWhen('PricingQuantity', isPriced, 'for Usage and Purchase'),
  blankWhen('PricingCategory', isTax, 'for Tax'),
  blankWhen('ConsumedQuantity', notUsage, 'for what is not Usage'),
  blankWhen('ConsumedUnit', (row) => row.of('ConsumedQuantity') === null, 'where ConsumedQuantity is'),
  blankWhen('SkuId', isTax, 'for Tax'),
  blankWhen('SkuPriceId', isTax, 'for Tax'),
  blankWhen('ResourceName', (row) => row.of('ResourceId') === null, 'where ResourceId is'),
  blankWhen('ResourceType', (row) => row.of('ResourceId') === null, 'where ResourceId is'),
  blankWhen('CapacityReservationStatus', (row) => row.of('CapacityReservationId') === null, 'without one'),
  ...'Category Name Type Status Quantity Unit'
    .split(' ')
    .map((part) =>
      blankWhen(
        `CommitmentDiscount${part}`,
        (row) => row.of('CommitmentDiscountId') === null,
        'where CommitmentDiscountId is',
      ),
    ),
];
