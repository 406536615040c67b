import { csvText } from './csv.ts';
import {
  AZURE_BILLING_ACCOUNT,
  azure,
  EAST_PAYER,
  type ExamplePeriod,
  east,
  FOUND_LATE,
  GOOGLE_BILLING_ACCOUNT,
  WEST_PAYER,
  west,
} from './story.ts';

type Customer = {
  readonly id: string;
  readonly name: string;
  readonly reseller: string;
  readonly east: number;
  readonly west: number;
  readonly tax?: string;
};

/** In the order of their numbers, which the account ids carry. */
const CUSTOMERS: readonly Customer[] = [
  { id: 'blue-kiln', name: 'Blue Kiln Pottery', reseller: 'harbor', east: 4, west: 0, tax: '10,after_tax' },
  {
    id: 'copper-fern',
    name: 'Copper Fern Bakery',
    reseller: 'harbor',
    east: 3,
    west: 1,
    tax: '10,before_tax',
  },
  { id: 'tall-mast', name: 'Tall Mast Sailing School', reseller: 'harbor', east: 3, west: 0 },
  { id: 'grey-heron', name: 'Grey Heron Marine', reseller: 'lantern', east: 3, west: 0 },
  { id: 'red-anvil', name: 'Red Anvil Tools', reseller: 'lantern', east: 4, west: 0 },
  { id: 'soft-thunder', name: 'Soft Thunder Audio', reseller: 'lantern', east: 3, west: 0 },
  { id: 'paper-moon', name: 'Paper Moon Press', reseller: 'lantern', east: 2, west: 3 },
  { id: 'iron-petal', name: 'Iron Petal Florists', reseller: 'quarry', east: 0, west: 4 },
  { id: 'long-acre', name: 'Long Acre Farm', reseller: 'quarry', east: 0, west: 4 },
  { id: 'stone-wren', name: 'Stone Wren Masonry', reseller: 'quarry', east: 0, west: 4 },
  { id: 'wide-river', name: 'Wide River Freight', reseller: '', east: 0, west: 4 },
  { id: 'amber-loom', name: 'Amber Loom Textiles', reseller: '', east: 2, west: 2 },
  { id: 'first-light', name: 'First Light Clinic', reseller: '', east: 3, west: 0, tax: '20,before_tax' },
  { id: 'quiet-orbit', name: 'Quiet Orbit Observatory', reseller: '', east: 0, west: 3 },
  { id: 'salt-meadow', name: 'Salt Meadow Dairy', reseller: '', east: 1, west: 0 },
];

const RESELLER_COLUMNS = ['reseller_id', 'name', 'email', 'use_credits'];
const CUSTOMER_COLUMNS = [
  'customer_id',
  'name',
  'email',
  'reseller_id',
  'from',
  'to',
  'tax_percent',
  'tax_position',
];
const ACCOUNT_COLUMNS = ['usage_account_id', 'customer_id', 'from', 'to', 'payer_account_id'];

/** Only what a month changes is in its folder: missing files and rows change nothing (P5). */
export function partyFiles(period: ExamplePeriod): Readonly<Record<string, string>> {
  if (period === '2026-01') {
    return {
      'resellers.csv': csvText(RESELLER_COLUMNS, RESELLERS),
      'customers.csv': csvText(
        CUSTOMER_COLUMNS,
        CUSTOMERS.map((customer) => customerRow(customer, {})),
      ),
      'accounts.csv': csvText(ACCOUNT_COLUMNS, [...CUSTOMERS.flatMap(awsAccounts), ...FOCUS_ACCOUNTS]),
    };
  }
  if (period === '2026-02') {
    return {
      'customers.csv': csvText(CUSTOMER_COLUMNS, moved('tall-mast', 'harbor', 'lantern', '2026-02-16')),
      'accounts.csv': csvText(ACCOUNT_COLUMNS, [[west(14, 3), 'quiet-orbit', '', '2026-02-10', WEST_PAYER]]),
    };
  }
  return {
    'customers.csv': csvText(CUSTOMER_COLUMNS, moved('grey-heron', 'lantern', 'harbor', '2026-03-01')),
    'accounts.csv': csvText(ACCOUNT_COLUMNS, [
      [east(5, 4), 'red-anvil', '', '2026-02-15', EAST_PAYER],
      [east(5, 4), 'soft-thunder', '2026-02-15', '', EAST_PAYER],
      [FOUND_LATE, 'amber-loom', '2026-02-01', '', EAST_PAYER],
    ]),
  };
}

const RESELLERS = [
  ['harbor', 'Harbor Reseller', 'billing@harbor.example', ''],
  ['lantern', 'Lantern Cloud', 'accounts@lantern.example', ''],
  ['quarry', 'Quarry Partners', 'finance@quarry.example', 'off'],
];

const FOCUS_ACCOUNTS = [
  [azure(10, 1), 'stone-wren', '', '', AZURE_BILLING_ACCOUNT],
  [azure(11, 1), 'wide-river', '', '', AZURE_BILLING_ACCOUNT],
  [azure(11, 2), 'wide-river', '', '', AZURE_BILLING_ACCOUNT],
  [azure(12, 1), 'amber-loom', '', '', AZURE_BILLING_ACCOUNT],
  ['soft-thunder-audio-01', 'soft-thunder', '', '', GOOGLE_BILLING_ACCOUNT],
  ['quiet-orbit-prod-77', 'quiet-orbit', '', '', GOOGLE_BILLING_ACCOUNT],
  ['quiet-orbit-data-12', 'quiet-orbit', '', '', GOOGLE_BILLING_ACCOUNT],
];

function awsAccounts(customer: Customer, at: number): string[][] {
  const rows = (count: number, id: (customer: number, nth: number) => string, payer: string): string[][] =>
    Array.from({ length: count }, (_, nth) => [
      id(at + 1, nth + 1),
      customer.id,
      joined(id(at + 1, nth + 1)),
      '',
      payer,
    ]);
  return [...rows(customer.east, east, EAST_PAYER), ...rows(customer.west, west, WEST_PAYER)];
}

/** Amber Loom's second account joins the organization in the middle of January (A2). */
function joined(account: string): string {
  return account === east(12, 2) ? '2026-01-15' : '';
}

function moved(customerId: string, from: string, to: string, on: string): string[][] {
  const customer = CUSTOMERS.find(({ id }) => id === customerId);
  if (customer === undefined) throw new Error(`the example has no customer ${customerId}`);
  return [
    customerRow({ ...customer, reseller: from }, { to: on }),
    customerRow({ ...customer, reseller: to }, { from: on }),
  ];
}

function customerRow(customer: Customer, dates: { readonly from?: string; readonly to?: string }): string[] {
  const tax = customer.tax?.split(',') ?? ['', ''];
  const email = `office@${customer.id}.example`;
  return [customer.id, customer.name, email, customer.reseller, dates.from ?? '', dates.to ?? '', ...tax];
}
