import { RULES_CSV } from './rules.ts';
import { type ExamplePeriod, east } from './story.ts';

/** Rules, prices, grants and settings: all in January, and two grants without an id in February. */
export function termFiles(period: ExamplePeriod): Readonly<Record<string, string>> {
  if (period === '2026-01') {
    return {
      'rules.csv': RULES_CSV,
      'prices.csv': PRICES_CSV,
      'grants.csv': JANUARY_GRANTS_CSV,
      'settings.json': `${JSON.stringify(SETTINGS, null, 2)}\n`,
    };
  }
  return period === '2026-02' ? { 'grants.csv': FEBRUARY_GRANTS_CSV } : {};
}

const PRICES_CSV = `seller,buyer,service,uplift_percent,from_period
distributor,*,*,0,
distributor,*,AmazonEC2,3,
distributor,harbor,*,-2,
distributor,lantern,*,1,
distributor,lantern,*,0.5,2026-03
distributor,quarry,*,2,
distributor,wide-river,*,-3,
distributor,first-light,*,0,
distributor,salt-meadow,*,0,
harbor,*,*,8,
harbor,blue-kiln,AmazonEC2,5,
lantern,*,*,10,
lantern,*,AmazonS3,6,
quarry,*,*,12,
quarry,iron-petal,*,7,2026-02
`;

const JANUARY_GRANTS_CSV = `grant_id,seller,buyer,amount,currency,comment,cloud,usage_account_id,description,starts,ends,granted_on
salt-meadow-opening,distributor,salt-meadow,500.00,USD,Left over before the account was linked,AWS,${east(15, 1)},Promotional credit,,,2026-01-02
first-light-winter,distributor,first-light,300.00,USD,Good will for the winter outage,AWS,${east(13, 1)},Good will,2026-01-01,2026-02-28,2025-12-29
grey-heron-goodwill,lantern,grey-heron,600.00,USD,Agreed with the contract,AWS,${east(4, 1)},Contract credit,,,2026-01-05
`;

/** No id: two equal rows are two grants (month-folder). Quarry does not use credits, so they stay. */
const FEBRUARY_GRANTS_CSV = `grant_id,seller,buyer,amount,currency,comment,cloud,usage_account_id,description,starts,ends,granted_on
,quarry,long-acre,20.00,USD,Workshop voucher,,,,,,2026-02-11
,quarry,long-acre,20.00,USD,Workshop voucher,,,,,,2026-02-11
`;

const SETTINGS = {
  distributor: { name: 'Northgate Cloud Distribution' },
  currency: 'USD',
  noRule: 'hold',
  useCredits: true,
  roundingLine: false,
  services: {
    'Virtual Machines': 'AzureVirtualMachines',
    'Storage Accounts': 'AzureStorage',
    'Azure SQL Database': 'AzureSQLDatabase',
    'Compute Engine': 'GoogleComputeEngine',
    BigQuery: 'GoogleBigQuery',
    'Amazon Elastic Compute Cloud': 'AmazonEC2',
    'Amazon Relational Database Service': 'AmazonRDS',
    'Amazon Simple Storage Service': 'AmazonS3',
  },
};
