import { createHash } from 'node:crypto';
import type { Placed } from '../../application/month-folder/month-folder.ts';
import { TABLES } from '../../application/tables/tables.ts';
import type { HandGrant } from '../../domain/ledger/hand-grant.ts';
import { isCurrency } from '../../domain/money/currency.ts';
import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { amountFromTyped, shapeFault } from '../../domain/money/typed-amount.ts';
import { cloudNamed } from '../../domain/party/cloud-name.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { accountCell, dateCell, idCell, LONGEST, neededIdCell, textCell } from './cells.ts';
import { type Notes, quoted } from './notes.ts';
import { columnsOf, readTable } from './read-table.ts';
import type { TableRow } from './table-row.ts';

/** What a grant without an id of its own is known by. */
const HASHED =
  'seller buyer amount currency comment granted_on cloud usage_account_id description starts ends'.split(' ');

/** grants.csv: credits added by hand (L6); null when there is none. */
export async function readGrantRows(path: string, notes: Notes): Promise<Placed<HandGrant>[] | null> {
  const rows = await readTable(path, columnsOf(TABLES.grants), notes);
  if (rows === null) return null;
  nameGrants(rows);
  return grantsIn(rows);
}

/**
 * Without an id of its own a grant is known by what its row says and the how manyth such row it is: the same file again
 * is the same grants, in any order of columns, and as CSV or as a workbook, which write one amount as 12.50 and 12.5.
 */
export function nameGrants(rows: readonly TableRow[]): void {
  const timesSeen = new Map<string, number>();
  for (const row of rows) {
    if (row.cell('grant_id') !== '') continue;
    const content = JSON.stringify(
      HASHED.map((column) => (column === 'amount' ? moneyOf(row) : row.cell(column))),
    );
    const time = (timesSeen.get(content) ?? 0) + 1;
    timesSeen.set(content, time);
    const hash = createHash('sha256').update(`${content} ${time}`).digest('hex');
    row.fill('grant_id', `grant-${hash.slice(0, 24)}`);
  }
}

/** The amount with all its decimals; where it is none, the text: that row is a fault. */
function moneyOf(row: TableRow): string {
  const [text, currency] = [row.cell('amount'), row.cell('currency')];
  const amount = isCurrency(currency) ? amountFromTyped(text, currency) : text;
  return typeof amount === 'bigint' ? minorToText(amount, currency) : text;
}

/** Of rows that have their ids. */
export function grantsIn(rows: readonly TableRow[]): Placed<HandGrant>[] {
  const firstRowOf = new Map<string, number>();
  return rows.flatMap((row) => {
    const id = idCell(row, 'grant_id');
    const first = firstRowOf.get(id);
    if (first !== undefined) row.fault('grant_id', quoted(id), `row ${first} has this id already: keep one`);
    else firstRowOf.set(id, row.row);
    noteOthers(row);
    const grant = grantOf(row, id);
    return row.whole ? [row.placed(grant)] : [];
  });
}

function grantOf(row: TableRow, id: string): HandGrant {
  const seller = neededIdCell(row, 'seller', `write ${DISTRIBUTOR} or the id of a reseller`);
  const buyer = neededIdCell(row, 'buyer', 'write the id of the customer or reseller who gets the credit');
  row.refer('seller', seller, 'seller');
  row.refer('buyer', buyer, seller === DISTRIBUTOR ? 'buyer' : 'customer');
  row.needed('comment', 'say what the credit is for: it stands in the credit table');
  row.needed('granted_on', 'write the booking date as YYYY-MM-DD');
  const cloud = orNull(textCell(row, 'cloud', LONGEST.id));
  const grant: HandGrant = {
    id,
    seller,
    buyer,
    ...amountCells(row),
    comment: textCell(row, 'comment', LONGEST.text),
    cloud,
    usageAccount: orNull(accountCell(row, 'usage_account_id', cloudNamed(cloud ?? 'AWS') === 'AWS')),
    description: orNull(textCell(row, 'description', LONGEST.text)),
    starts: dateCell(row, 'starts'),
    ends: dateCell(row, 'ends'),
    grantedOn: dateCell(row, 'granted_on') ?? '',
    parentCredit: null,
  };
  if (grant.starts !== null && grant.ends !== null && grant.ends < grant.starts) {
    row.fault(
      'ends',
      `${quoted(grant.ends)} with starts ${quoted(grant.starts)}`,
      'write an end that is not before the start',
    );
  }
  return grant;
}

/** What an exported table shows beside the grants that are added by hand, and nobody adds by a table. */
function noteOthers(row: TableRow): void {
  if (row.cell('source').toLowerCase() === 'credit') {
    const todo = 'a share of a cloud’s credit is not added by hand: leave the row out';
    row.fault('source', quoted(row.cell('source')), todo);
  }
  if (row.cell('parent_credit_id') === '') return;
  const todo = 'leave it blank: `grants add` and the console hold what is passed on against the credit';
  row.fault('parent_credit_id', quoted(row.cell('parent_credit_id')), todo);
}

/** The amount exactly as L6 wants it typed. With an unknown currency its decimals cannot be judged, the rest can. */
function amountCells(row: TableRow): { amount: Minor; currency: string } {
  const currency = row.needed('currency', 'write a currency such as USD');
  const known = isCurrency(currency);
  if (currency !== '' && !known) {
    row.fault(
      'currency',
      quoted(currency),
      'write a three-letter ISO 4217 currency such as USD, in capitals',
    );
  }
  const typed = row.cell('amount');
  const amount = known ? amountFromTyped(typed, currency) : (shapeFault(typed) ?? 0n);
  if (typeof amount === 'bigint') return { amount, currency };
  if (amount.code === 'blank') row.needed('amount', amount.says);
  else row.fault('amount', quoted(typed), amount.says);
  return { amount: 0n, currency };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
