import { EMAIL_TODO, isEmail } from '../../domain/party/email.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { type BillingPeriod, isBillingPeriod } from '../../domain/period/billing-period.ts';
import { type CalendarDate, isCalendarDate } from '../../domain/period/calendar-date.ts';
import { ANY } from '../../domain/price/price.ts';
import { quoted } from './notes.ts';
import type { TableRow } from './table-row.ts';

// Readers of one cell each. A fault is noted on the row, which is then not whole; what they return is then of no use.

export const LONGEST = { id: 128, name: 500, text: 4000 } as const;

/** Text of a limited length without control characters; '' when blank. */
export function textCell(row: TableRow, column: string, longest: number): string {
  const cell = row.cell(column);
  const wrong = textFault(cell, longest);
  if (wrong !== null) row.fault(column, wrong.seen, wrong.todo);
  return cell;
}

export function nameCell(row: TableRow, column: string): string {
  row.needed(column, 'write a name');
  return textCell(row, column, LONGEST.name);
}

/** An id, or '' when blank. A `;` would break the lists inside a cell. */
export function idCell(row: TableRow, column: string): string {
  const cell = textCell(row, column, LONGEST.id);
  if (cell.includes(';')) row.fault(column, quoted(cell), 'an id has no ; (it separates the ids of a list)');
  return cell;
}

export function neededIdCell(row: TableRow, column: string, todo: string): string {
  row.needed(column, todo);
  return idCell(row, column);
}

/** They begin the names of ledger accounts. */
const RESERVED = [DISTRIBUTOR, 'cloud'];

/** The id that a row gives to a reseller or customer: never one of the words that mean something else (P1, T2). */
export function ownIdCell(row: TableRow, column: string): string {
  const id = neededIdCell(row, column, 'write an id of its own');
  if (id === ANY || RESERVED.includes(id.toLowerCase())) {
    row.fault(
      column,
      quoted(id),
      `${RESERVED.join(', ')} and ${ANY} have a meaning of their own: choose another id`,
    );
  } else if (id.includes(':')) {
    row.fault(column, quoted(id), 'an id has no : (it joins the parties of a ledger account)');
  }
  return id;
}

/** How a spreadsheet writes a large number. */
const AS_NUMBER = /^\d+(\.\d+)?[eE][+-]?\d+$|^\d+\.\d+$/;
const WITH_DASHES = /^\d{4}-\d{4}-\d{4}$/;

/**
 * Whether what is said beside an account lets it be of AWS: nothing, or an id of 12 digits, whole or as a spreadsheet
 * damages it. An id with letters or of another length is another cloud's: two of AWS that both lost zeros are rare, and
 * then the account stands unmapped under its whole id (P4).
 */
export function mayBeOfAws(cell: string): boolean {
  return /^(\d{12})?$/.test(cell) || AS_NUMBER.test(cell) || WITH_DASHES.test(cell);
}

/**
 * A cloud account id as text; a spreadsheet that took it for a number has damaged it. '' when blank. Only AWS's ids have
 * one length, so only of them can it be told that leading zeros were lost: an enrolment number of Azure may be short.
 */
export function accountCell(row: TableRow, column: string, isOfAws: boolean): string {
  const cell = idCell(row, column);
  const asText = 'format the column as text in the spreadsheet and write the id again with all its digits';
  if (AS_NUMBER.test(cell)) {
    row.fault(column, quoted(cell), `an account id was turned into a number: ${asText}`);
  } else if (isOfAws && /^\d{1,11}$/.test(cell)) {
    row.fault(column, quoted(cell), `an AWS account id has 12 digits, so leading zeros were lost: ${asText}`);
  } else if (WITH_DASHES.test(cell)) {
    row.fault(column, quoted(cell), `write the account id without dashes: ${cell.replaceAll('-', '')}`);
  }
  return cell;
}

export function dateCell(row: TableRow, column: string): CalendarDate | null {
  const cell = row.cell(column);
  if (cell === '' || isCalendarDate(cell)) return cell === '' ? null : cell;
  const todo = /^\d{4}-\d{2}-\d{2}$/.test(cell)
    ? 'there is no such day: write one that exists'
    : 'write a date as YYYY-MM-DD';
  row.fault(column, quoted(cell), todo);
  return null;
}

export function periodCell(row: TableRow, column: string): BillingPeriod | null {
  const cell = row.cell(column);
  if (cell === '' || isBillingPeriod(cell)) return cell === '' ? null : cell;
  row.fault(column, quoted(cell), 'write a billing period as YYYY-MM, months 01 to 12');
  return null;
}

/** One of a few words, in any case; `blank` when the cell is. */
export function wordCell<T>(row: TableRow, column: string, words: ReadonlyMap<string, T>, blank: T): T {
  const cell = row.cell(column).toLowerCase();
  if (cell === '') return blank;
  const meant = words.get(cell);
  if (meant !== undefined) return meant;
  row.fault(column, quoted(row.cell(column)), `write ${listed([...words.keys()])}, or leave it blank`);
  return blank;
}

export function emailCell(row: TableRow, column: string): string | null {
  const cell = textCell(row, column, LONGEST.name);
  if (cell === '') return null;
  if (!isEmail(cell)) row.fault(column, quoted(cell), EMAIL_TODO);
  return cell;
}

export function textFault(text: string, longest: number): { seen: string; todo: string } | null {
  if (/\p{Cc}/u.test(text)) {
    return { seen: quoted(text), todo: 'remove the line break or control character inside it' };
  }
  if (text.length <= longest) return null;
  return { seen: `${text.length} characters`, todo: `shorten it to ${longest} characters` };
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
