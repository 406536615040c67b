import { join } from 'node:path';
import type { Placed } from '../../application/month-folder/month-folder.ts';
import { TABLES } from '../../application/tables/tables.ts';
import type { ExactAmount } from '../../domain/money/exact-amount.ts';
import { equalExact, exactFromText } from '../../domain/money/exact-amount.ts';
import { rateFromText } from '../../domain/money/percent.ts';
import type { AccountTenure, ResellerTenure } from '../../domain/party/holders.ts';
import type { Customer, Reseller, TaxPosition } from '../../domain/party/party.ts';
import {
  accountCell,
  emailCell,
  idCell,
  mayBeOfAws,
  nameCell,
  neededIdCell,
  ownIdCell,
  wordCell,
} from './cells.ts';
import { type Notes, quoted } from './notes.ts';
import { columnsOf, readTable } from './read-table.ts';
import type { TableRow } from './table-row.ts';
import { noteOverlaps, spanCells } from './tenures.ts';

const ON_OFF = new Map([
  ['on', true],
  ['off', false],
]);
const TAX_POSITIONS = new Map<string, TaxPosition>([
  ['after_tax', 'after_tax'],
  ['before_tax', 'before_tax'],
]);

/** resellers.csv; null when there is none. */
export async function readResellers(folder: string, notes: Notes): Promise<Placed<Reseller>[] | null> {
  const rows = await readTable(join(folder, 'resellers.csv'), columnsOf(TABLES.resellers), notes);
  return rows === null ? null : resellersIn(rows, notes);
}

export function resellersIn(rows: readonly TableRow[], notes: Notes): Placed<Reseller>[] {
  const firstRowOf = new Map<string, number>();
  return rows.flatMap((row) => {
    const reseller: Reseller = {
      id: ownIdCell(row, 'reseller_id'),
      name: nameCell(row, 'name'),
      email: emailCell(row, 'email'),
      useCredits: wordCell<boolean | null>(row, 'use_credits', ON_OFF, null),
    };
    const first = firstRowOf.get(reseller.id);
    if (first === undefined && reseller.id !== '') {
      firstRowOf.set(reseller.id, row.row);
      notes.definedResellers.push(row.placed(reseller.id));
    } else if (first !== undefined) {
      row.fault('reseller_id', quoted(reseller.id), `row ${first} has this id already: keep one of them`);
    }
    return row.whole ? [row.placed(reseller)] : [];
  });
}

export type Customers = { customers: Placed<Customer>[]; resellerTenures: Placed<ResellerTenure>[] };

/** customers.csv; null when there is none. */
export async function readCustomers(folder: string, notes: Notes): Promise<Customers | null> {
  const rows = await readTable(join(folder, 'customers.csv'), columnsOf(TABLES.customers), notes);
  return rows === null ? null : customersIn(rows, notes);
}

/** Each row is a tenure; the customer itself is its first row, and the others must agree (T5). */
export function customersIn(rows: readonly TableRow[], notes: Notes): Customers {
  const firsts = new Map<string, Placed<Customer>>();
  const resellerTenures: Placed<ResellerTenure>[] = [];
  const customers: Placed<Customer>[] = [];
  for (const row of rows) {
    const customer = customerOf(row);
    const reseller = idCell(row, 'reseller_id');
    row.refer('reseller_id', reseller, 'reseller');
    const tenure = { customer: customer.id, reseller: reseller === '' ? null : reseller, ...spanCells(row) };
    const first = firsts.get(customer.id);
    if (first !== undefined) noteDisagreement(row, customer, first);
    else if (customer.id !== '') {
      firsts.set(customer.id, row.placed(customer));
      notes.definedCustomers.push(row.placed(customer.id));
      if (row.whole) customers.push(row.placed(customer));
    }
    if (row.whole) resellerTenures.push(row.placed(tenure));
  }
  noteOverlaps(
    resellerTenures,
    (tenure) => tenure.customer,
    'a customer has one reseller, or none, at a time',
    notes,
  );
  return { customers, resellerTenures };
}

function customerOf(row: TableRow): Customer {
  return {
    id: ownIdCell(row, 'customer_id'),
    name: nameCell(row, 'name'),
    email: emailCell(row, 'email'),
    taxPercent: taxCell(row),
    taxPosition: wordCell<TaxPosition>(row, 'tax_position', TAX_POSITIONS, 'after_tax'),
  };
}

const HUNDRED = exactFromText('100');

function taxCell(row: TableRow): ExactAmount | null {
  const cell = row.cell('tax_percent');
  if (cell === '') return null;
  const percent = cell.length > 30 ? null : rateFromText(cell);
  const above =
    percent !== null && HUNDRED !== null && percent.digits > HUNDRED.digits * 10n ** BigInt(percent.scale);
  if (percent !== null && percent.digits >= 0n && !above) return percent;
  const todo =
    percent === null ? 'write a number such as 10 or 7.7, without %' : 'write a tax percent from 0 to 100';
  row.fault('tax_percent', quoted(cell), todo);
  return null;
}

function noteDisagreement(row: TableRow, customer: Customer, first: Placed<Customer>): void {
  const { value } = first;
  const sameTax =
    customer.taxPercent === null || value.taxPercent === null
      ? customer.taxPercent === value.taxPercent
      : equalExact(customer.taxPercent, value.taxPercent);
  const agrees: readonly [string, boolean][] = [
    ['name', customer.name === value.name],
    ['email', customer.email === value.email],
    ['tax_percent', sameTax],
    ['tax_position', customer.taxPosition === value.taxPosition],
  ];
  for (const [column, same] of agrees) {
    if (same) continue;
    const seen = row.cell(column) === '' ? 'a blank cell' : quoted(row.cell(column));
    row.fault(
      column,
      seen,
      `row ${first.row} of this customer says otherwise: write the same in all its rows`,
    );
  }
}

/** accounts.csv: each row is a tenure of a usage account (P1); null when there is none. */
export async function readAccounts(folder: string, notes: Notes): Promise<Placed<AccountTenure>[] | null> {
  const rows = await readTable(join(folder, 'accounts.csv'), columnsOf(TABLES.accounts), notes);
  return rows === null ? null : accountsIn(rows, notes);
}

export function accountsIn(rows: readonly TableRow[], notes: Notes): Placed<AccountTenure>[] {
  const tenures = rows.flatMap((row) => {
    row.needed('usage_account_id', 'write the id of the usage account');
    // The two accounts of a row are one cloud's: what one of them cannot be, the other is not either.
    const usageAccount = accountCell(row, 'usage_account_id', mayBeOfAws(row.cell('payer_account_id')));
    const customer = neededIdCell(row, 'customer_id', 'write the id of the customer who holds the account');
    row.refer('customer_id', customer, 'customer');
    const payer = accountCell(row, 'payer_account_id', mayBeOfAws(row.cell('usage_account_id')));
    const tenure: AccountTenure = {
      usageAccount,
      customer,
      payerAccount: payer === '' ? null : payer,
      ...spanCells(row),
    };
    return row.whole ? [row.placed(tenure)] : [];
  });
  noteOverlaps(
    tenures,
    (tenure) => tenure.usageAccount,
    'an account is held by one customer at a time',
    notes,
  );
  return tenures;
}
