import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BillLine } from './bill-line.ts';
import { plainText } from './cost.ts';
import { csvOfRecords } from './csv.ts';
import { billingInstants } from './month-end.ts';
import { serviceOf } from './services.ts';
import type { ExamplePeriod } from './story.ts';

/** The columns of FOCUS 1.2 that a cost export fills; InvoiceId tells 1.2 from what came before. */
const COLUMNS = [
  'ProviderName',
  'PublisherName',
  'InvoiceIssuerName',
  'InvoiceId',
  'BillingAccountId',
  'BillingAccountName',
  'BillingAccountType',
  'SubAccountId',
  'SubAccountName',
  'SubAccountType',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
  'PricingCategory',
  'PricingQuantity',
  'PricingUnit',
  'PricingCurrency',
  'BillingCurrency',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ServiceName',
  'ServiceCategory',
  'ServiceSubcategory',
  'SkuId',
  'SkuMeter',
  'SkuPriceId',
  'SkuPriceDetails',
  'RegionId',
  'RegionName',
  'CommitmentDiscountQuantity',
  'CommitmentDiscountUnit',
  'CapacityReservationId',
  'CapacityReservationStatus',
  'Tags',
] as const;

const COMPUTE = new Set(['Virtual Machines', 'Compute Engine']);

export type FocusExport = {
  readonly file: string;
  readonly provider: string;
  readonly publisher: string;
  readonly billingAccount: string;
  readonly subAccountType: string;
  readonly period: ExamplePeriod;
  readonly lines: readonly BillLine[];
  /** Azure starts its files with a byte order mark. */
  readonly byteOrderMark: boolean;
};

/** A FOCUS 1.2 export as one CSV, without a manifest. */
export async function writeFocus(cur: string, focus: FocusExport): Promise<string[]> {
  const path = join(cur, focus.file);
  await mkdir(dirname(path), { recursive: true });
  const text = csvOfRecords(
    COLUMNS,
    focus.lines.map((line) => recordOf(line, focus)),
  );
  await writeFile(path, `${focus.byteOrderMark ? '\uFEFF' : ''}${text}`);
  return [focus.file];
}

function recordOf(line: BillLine, focus: FocusExport): Readonly<Record<string, string>> {
  const month = billingInstants(focus.period);
  const cost = plainText(line.cost);
  const isUsage = line.lineType === 'Usage';
  return {
    ProviderName: focus.provider,
    PublisherName: focus.publisher,
    InvoiceIssuerName: focus.provider,
    InvoiceId: line.invoice,
    BillingAccountId: focus.billingAccount,
    BillingAccountName: 'Example distribution',
    BillingAccountType: 'Billing Account',
    SubAccountId: line.account,
    SubAccountType: focus.subAccountType,
    BillingPeriodStart: month.start,
    BillingPeriodEnd: month.end,
    ChargePeriodStart: line.start,
    ChargePeriodEnd: line.end,
    // FOCUS has no refund of its own: a correction with a negative usage is one (billing-files).
    ChargeCategory: line.lineType === 'Refund' ? 'Usage' : line.lineType,
    ChargeClass: line.lineType === 'Refund' ? 'Correction' : '',
    ChargeDescription: line.description,
    ChargeFrequency: isUsage ? 'Usage-Based' : 'One-Time',
    BilledCost: cost,
    EffectiveCost: cost,
    ListCost: cost,
    ContractedCost: cost,
    PricingCategory: isUsage ? 'Standard' : '',
    PricingQuantity: isUsage ? line.usageAmount : '',
    PricingUnit: isUsage ? 'Hours' : '',
    PricingCurrency: 'USD',
    BillingCurrency: 'USD',
    ConsumedQuantity: isUsage ? line.usageAmount : '',
    ConsumedUnit: isUsage ? 'Hours' : '',
    ServiceName: line.service,
    ServiceCategory: COMPUTE.has(line.service) ? 'Compute' : 'Databases',
    SkuMeter: isUsage ? serviceOf(line.service).usageType : '',
    RegionId: 'germanywestcentral',
    RegionName: 'Frankfurt',
    Tags: '{"environment":"live"}',
  };
}
