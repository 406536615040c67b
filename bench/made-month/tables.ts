import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCOUNTS, accountText, PAYER } from './lines-sql.ts';

const RESELLERS = 120;
const CUSTOMERS = 2_000;
const RULES = 300;
/** One customer in ten buys from the distributor itself. */
const DIRECT_EVERY = 10;
/** One account in this many changes hands on the 16th, and one in this many belongs to nobody. */
const CHANGES_EVERY = 200;
const UNMAPPED_EVERY = 500;

/** Everything of the month folder but its billing files: the same in every run. */
export async function writeTables(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
  const files: Record<string, readonly string[]> = {
    'resellers.csv': ['reseller_id,name', ...numbers(RESELLERS).map((n) => `reseller-${n},Reseller ${n}`)],
    'customers.csv': [
      'customer_id,name,reseller_id,tax_percent,tax_position',
      ...numbers(CUSTOMERS).map(
        (n) => `customer-${n},Customer ${n},${resellerOf(n)},${n % 4 === 0 ? '' : '19'},${taxPosition(n)}`,
      ),
    ],
    'accounts.csv': [
      'usage_account_id,customer_id,from,to,payer_account_id',
      ...numbers(ACCOUNTS).flatMap(tenuresOf),
    ],
    'prices.csv': [
      'seller,buyer,service,uplift_percent',
      'distributor,*,*,2',
      ...numbers(RESELLERS).flatMap((n) => [
        `reseller-${n},*,*,${5 + (n % 9)}.${n % 10}`,
        `reseller-${n},*,AmazonEC2,${n % 7}`,
        `distributor,reseller-${n},AmazonS3,-${n % 5}.25`,
      ]),
    ],
    'rules.csv': [
      'rule_id,name,description,match,customer_percent,reseller_percent,customers,resellers,services,created_at',
      'default,Everything else,,,60,20,,,except: AWSDataTransfer,2025-01-01',
      'transfer,Data transfer,,,30,30,,,only: AWSDataTransfer,2025-01-02',
      ...numbers(RULES).map(ruleOf),
    ],
    'settings.json': [JSON.stringify({ distributor: { name: 'Bench Distribution' }, currency: 'USD' })],
  };
  for (const [name, rows] of Object.entries(files))
    await writeFile(join(folder, name), `${rows.join('\n')}\n`);
}

function resellerOf(customer: number): string {
  return customer % DIRECT_EVERY === 0 ? '' : `reseller-${customer % RESELLERS}`;
}

function taxPosition(customer: number): string {
  return customer % 3 === 0 ? 'before_tax' : 'after_tax';
}

function tenuresOf(account: number): string[] {
  const text = accountText(account);
  const customer = `customer-${account % CUSTOMERS}`;
  if (account % UNMAPPED_EVERY === 7) return [];
  if (account % CHANGES_EVERY !== 3) return [`${text},${customer},,,${PAYER}`];
  return [
    `${text},${customer},,2026-03-16,${PAYER}`,
    `${text},customer-${(account + 1) % CUSTOMERS},2026-03-16,,${PAYER}`,
  ];
}

const PROGRAMMES = ['MAP 2.0 Credit', 'AWS Activate Credits', 'PoC Sprint Credit', 'Migration Incentive'];

function ruleOf(n: number): string {
  const programme = `${PROGRAMMES[n % PROGRAMMES.length]} ${n % 5}`;
  const scope = n % 2 === 0 ? `only: customer-${(n * 13) % CUSTOMERS},` : `,only: reseller-${n % RESELLERS}`;
  const day = `2025-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
  return `rule-${n},Rule ${n},${programme},exact,${50 + (n % 40)},${n % 10},${scope},,${day}`;
}
