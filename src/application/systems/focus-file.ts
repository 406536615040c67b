import { minorToText } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { Settings } from '../../domain/party/settings.ts';
import { type BillingPeriod, firstDayOf, nextPeriod } from '../../domain/period/billing-period.ts';
import type { Shelves } from '../book.ts';
import { type GrantedChange, grantedChanges } from './granted-changes.ts';
import { serviceCategoryOf } from './service-category.ts';
import { type SystemTable, totalsOf } from './system-table.ts';

/** All mandatory columns of FOCUS 1.2, those of accounts, and our own under x_ as it asks for. */
const COLUMNS = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingAccountType',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'ServiceCategory',
  'ServiceName',
  'SubAccountId',
  'SubAccountName',
  'SubAccountType',
  'x_AssignmentVersion',
  'x_BookedOn',
  'x_CreditId',
  'x_OwnerAccount',
  'x_RuleId',
  'x_RuleVersion',
] as const;

type FocusRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

/**
 * The credits that one seller granted its buyers by what was booked in the period, as rows of FOCUS 1.2: the buyer is
 * the billing account, the charge period is the month of the credit. One seller a file, so that nothing is in it twice:
 * a reseller's rows and its customers' speak of the same money. What changes a month that was billed or closed before
 * is a `Correction`.
 */
export async function focusTable(
  shelves: Shelves,
  period: BillingPeriod,
  seller: string,
): Promise<SystemTable> {
  const settings = await shelves.settings.load();
  const names = await namesOf(shelves, settings);
  const issuer = names.get(seller) ?? seller;
  const serviceName = serviceNamesOf(settings);
  const changes = (await grantedChanges(shelves, period)).filter((change) => change.seller === seller);
  const rows = changes.map(
    (change): FocusRow => ({
      ...costsOf(change),
      ...monthsOf(change, period),
      ...partiesOf(change, issuer, names),
      ...behindOf(change),
      ServiceCategory: serviceCategoryOf(change.division.credit.service),
      ServiceName: serviceName(change.division.credit.service),
    }),
  );
  return {
    kind: 'focus',
    columns: COLUMNS,
    rows: rows.map((row) => COLUMNS.map((column) => row[column])),
    totals: totalsOf(
      changes.map(({ amount, currency, afterIssue }) => {
        return { of: afterIssue ? 'Correction' : 'Credit', amount: -amount, currency };
      }),
    ),
  };
}

/** A credit is calculated from no other charge, so every cost of its row is the billed one. */
function costsOf({ amount, currency }: GrantedChange) {
  const cost = minorToText(-amount, currency);
  return {
    BilledCost: cost,
    ContractedCost: cost,
    EffectiveCost: cost,
    ListCost: cost,
    BillingCurrency: currency,
    ChargeCategory: 'Credit',
    ChargeFrequency: 'One-Time',
    PricingQuantity: '',
    PricingUnit: '',
  };
}

function monthsOf({ division, afterIssue }: GrantedChange, period: BillingPeriod) {
  const { credit } = division;
  const start = (month: BillingPeriod): string => `${firstDayOf(month)}T00:00:00Z`;
  return {
    BillingPeriodStart: start(period),
    BillingPeriodEnd: start(nextPeriod(period)),
    ChargePeriodStart: start(credit.period),
    ChargePeriodEnd: start(nextPeriod(credit.period)),
    ChargeClass: afterIssue ? 'Correction' : '',
    ChargeDescription: credit.description,
  };
}

function partiesOf(
  { buyer, buyerIsReseller, division }: GrantedChange,
  issuer: string,
  names: ReadonlyMap<string, string>,
) {
  const { credit, account } = division;
  return {
    BillingAccountId: buyer,
    BillingAccountName: names.get(buyer) ?? buyer,
    BillingAccountType: buyerIsReseller ? 'Reseller' : 'Customer',
    SubAccountId: account,
    SubAccountName: account,
    SubAccountType: 'Usage Account',
    InvoiceIssuerName: issuer,
    ProviderName: credit.cloud,
    PublisherName: credit.cloud,
  };
}

function behindOf({ division }: GrantedChange) {
  const { credit, version, rule, ruleVersion, bookedAt } = division;
  return {
    x_AssignmentVersion: `${version}`,
    x_BookedOn: bookedAt,
    x_CreditId: credit.id,
    x_OwnerAccount: credit.ownerAccount ?? '',
    x_RuleId: rule ?? '',
    x_RuleVersion: ruleVersion === null ? '' : `${ruleVersion}`,
  };
}

async function namesOf(shelves: Shelves, settings: Settings): Promise<ReadonlyMap<string, string>> {
  const parties = [...(await shelves.parties.resellers()), ...(await shelves.parties.customers())];
  return new Map([
    [DISTRIBUTOR, settings.distributorName],
    ...parties.map(({ id, name }): [string, string] => [id, name]),
  ]);
}

/** FOCUS names services as people do; the settings translate such names into codes. */
function serviceNamesOf({ services }: Settings): (code: string) => string {
  const names = Object.entries(services).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return (code) => names.find(([, known]) => known === code)?.[0] ?? code;
}
