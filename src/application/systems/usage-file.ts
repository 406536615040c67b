import { minorToText } from '../../domain/money/minor.ts';
import { percentToText } from '../../domain/money/percent.ts';
import { type BillingPeriod, firstDayOf, nextPeriod } from '../../domain/period/billing-period.ts';
import { partOf, type Share } from '../../domain/split/share.ts';
import type { Book, Shelves } from '../book.ts';
import { type GrantedChange, grantedChanges } from './granted-changes.ts';
import { type SystemTable, totalsOf } from './system-table.ts';

/**
 * The columns of the `records` sheet of a usage file, as CloudBlue Connect reads it. Sources: Connect's page "Usage File
 * Format" (connect.cloudblue.com/community/modules/usage_module/usage-file-format: the sheets `general`, `categories`
 * with at least one category, and `records`; times in UTC; the schema TR, where a record names its tier), and the
 * columns that its public SDK and connectors write (cloudblue/connect-python-sdk, `UsageRecord` and `UsageFile`).
 */
const COLUMNS = [
  'record_id',
  'record_note',
  'item_search_criteria',
  'item_search_value',
  'amount',
  'quantity',
  'start_time_utc',
  'end_time_utc',
  'asset_search_criteria',
  'asset_search_value',
  'item_name',
  'item_mpn',
  'item_precision',
  'category_id',
  'asset_recon_id',
  'tier',
] as const;

/** What stands behind a record: columns of our own, under a prefix that no column of the platform has. */
const OWN_COLUMNS = [
  'v.buyer',
  'v.currency',
  'v.credit_id',
  'v.credit_period',
  'v.assignment_version',
  'v.rule_id',
  'v.rule_version',
  'v.customer_percent',
  'v.reseller_percent',
  'v.customer_share',
  'v.reseller_share',
  'v.distributor_share',
] as const;

type Column = (typeof COLUMNS)[number] | (typeof OWN_COLUMNS)[number];
type UsageRecord = Readonly<Record<Column, string>>;

/**
 * The usage file of a period for platforms in the manner of CloudBlue: tier 0 is what the customer is billed less, tier
 * 1 what its reseller is, which is the customer's share and its own. A record never changes: what is divided anew is a
 * record of its own, of the difference, with an id of its own, so a file may be sent again after a correction. The same
 * book and period give the same bytes.
 */
export async function usageTable(
  idOf: Book['idOf'],
  shelves: Shelves,
  period: BillingPeriod,
): Promise<SystemTable> {
  const { systems } = await shelves.settings.load();
  const columns = [...COLUMNS, ...OWN_COLUMNS];
  const changes = await grantedChanges(shelves, period);
  const rows = changes.map((change) => {
    const record = { ...recordOf(idOf, change, period), ...itemOf(systems.usageItem) };
    return { ...record, asset_search_criteria: systems.usageAsset };
  });
  return {
    kind: 'usage',
    columns,
    rows: rows.map((record) => columns.map((column) => record[column])),
    totals: totalsOf(
      changes.map(({ amount, currency, buyerIsReseller }) => {
        return { of: buyerIsReseller ? 'tier 1' : 'tier 0', amount: -amount, currency };
      }),
    ),
  };
}

type OfItem = 'item_search_criteria' | 'item_search_value' | 'item_mpn' | 'item_name' | 'item_precision';

function itemOf(item: string): Pick<UsageRecord, OfItem> {
  return {
    item_search_criteria: 'item.mpn',
    item_search_value: item,
    item_mpn: item,
    item_name: 'Cloud credit',
    item_precision: 'integer',
  };
}

function recordOf(
  idOf: Book['idOf'],
  change: GrantedChange,
  period: BillingPeriod,
): Omit<UsageRecord, OfItem | 'asset_search_criteria'> {
  const { division, seller, buyer, currency, amount, rule } = change;
  const { credit, account, version, before } = division;
  const part = (party: Share['party']): string => minorToText(partOf(division.shares, party), currency);
  const corrects = before.length > 0;
  return {
    record_id: idOf('usg', JSON.stringify([credit.id, version, seller, buyer])),
    record_note: `${corrects ? `Correction of ${credit.period}: ` : ''}${credit.description}`,
    amount: minorToText(-amount, currency),
    quantity: '1',
    start_time_utc: `${firstDayOf(period)} 00:00:00`,
    end_time_utc: `${firstDayOf(nextPeriod(period))} 00:00:00`,
    asset_search_value: account,
    asset_recon_id: account,
    category_id: corrects ? 'correction' : 'credit',
    tier: change.buyerIsReseller ? '1' : '0',
    'v.buyer': buyer,
    'v.currency': currency,
    'v.credit_id': credit.id,
    'v.credit_period': credit.period,
    'v.assignment_version': `${version}`,
    'v.rule_id': division.rule ?? '',
    'v.rule_version': division.ruleVersion === null ? '' : `${division.ruleVersion}`,
    'v.customer_percent': rule === null ? '' : percentToText(rule.customerPercent),
    'v.reseller_percent': rule === null ? '' : percentToText(rule.resellerPercent),
    'v.customer_share': part('customer'),
    'v.reseller_share': part('reseller'),
    'v.distributor_share': part('distributor'),
  };
}
