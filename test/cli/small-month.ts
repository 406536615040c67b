/** A month small enough to be followed by hand: one reseller, one of its customers, one direct customer, one account nobody holds. */
export const SMALL_MONTH: Readonly<Record<string, string>> = {
  'month/settings.json': '{ "distributor": { "name": "Small Distribution" } }\n',
  'month/resellers.csv': 'reseller_id,name\nharbor,Harbor Reseller\n',
  'month/customers.csv':
    'customer_id,name,reseller_id,tax_percent\nblue-kiln,Blue Kiln,harbor,\namber-loom,Amber Loom,,10\n',
  'month/accounts.csv':
    'usage_account_id,customer_id\n000000000011,blue-kiln\n000000000012,blue-kiln\n000000000021,amber-loom\n',
  'month/prices.csv': 'seller,buyer,service,uplift_percent\nharbor,*,*,5\n',
  'month/rules.csv':
    'rule_id,name,description,customer_percent,reseller_percent,created_at,services\n' +
    'map,MAP,MAP 2.0 Credit,60,30,2026-01-01,\n' +
    'rest,Everything else,,50,0,2026-01-02,except: AWSMarketplace\n',
  'month/grants.csv':
    'grant_id,seller,buyer,amount,currency,comment,granted_on\nwelcome,distributor,amber-loom,500.00,USD,Welcome,2026-03-01\n',
  'month/cur/march.csv': bill([
    ['000000000011', 'Usage', 'AmazonEC2', 'Linux hours', '120.00'],
    ['000000000012', 'Usage', 'AmazonS3', 'Storage', '30.005'],
    ['000000000021', 'Usage', 'AmazonEC2', 'Linux hours', '200.00'],
    ['000000000099', 'Usage', 'AmazonEC2', 'Linux hours', '7.00'],
    ['000000000011', 'Tax', 'AmazonEC2', 'VAT', '12.00'],
    ['000000000011', 'Credit', 'AmazonEC2', 'MAP 2.0 Credit', '-100.00'],
    ['000000000012', 'Credit', 'AmazonS3', 'Activate, credit from account: 000000000011', '-10.01'],
    ['000000000021', 'Credit', 'AmazonEC2', 'Activate', '-20.00'],
    ['000000000021', 'Credit', 'AWSMarketplace', 'Marketplace Credit', '-11.00'],
    ['000000000099', 'Credit', 'AmazonEC2', 'Activate', '-5.00'],
    ['000000000011', 'Credit', 'AmazonEC2', 'spp-2026 partner discount', '-8.40'],
    ['000000000011', 'Credit', 'AmazonEC2', 'Free Tier', '-7.0E-10'],
  ]),
  'more-rules.csv':
    'rule_id,name,description,customer_percent,reseller_percent,created_at,services\n' +
    'rest,Everything else,,80,0,2026-01-02,except: AWSMarketplace\n',
  'wrong-rules.csv': 'name,customer_percent,reseller_percent,created_at\nToo much,60,50,2026-01-01\n',
};

type Line = readonly [account: string, type: string, service: string, description: string, cost: string];

function bill(lines: readonly Line[]): string {
  const head =
    'identity/LineItemId,bill/InvoiceId,bill/PayerAccountId,bill/BillingPeriodStartDate,lineItem/UsageAccountId,' +
    'lineItem/LineItemType,lineItem/UsageStartDate,lineItem/ProductCode,lineItem/LineItemDescription,' +
    'lineItem/UnblendedCost,lineItem/CurrencyCode';
  const rows = lines.map(
    ([account, type, service, description, cost], at) =>
      `line-${at},INV-1,000000000001,2026-03-01T00:00:00Z,${account},${type},2026-03-02T00:00:00Z,${service},"${description}",${cost},USD`,
  );
  return `${[head, ...rows].join('\n')}\n`;
}
