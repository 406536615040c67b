import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Book, Shelves } from '../book.ts';
import { Refusal } from '../errors.ts';
import { focusTable } from './focus-file.ts';
import { journalTable } from './journal-file.ts';
import type { SystemFileKind, SystemTable } from './system-table.ts';
import { usageTable } from './usage-file.ts';

export type SystemFileChoice = {
  readonly kind: SystemFileKind;
  readonly period: BillingPeriod;
  /** Whose buyers, or whose ledger; the usage file is of all sellers. */
  readonly seller: string;
};

/**
 * A file for another system. An empty one is of a period in which nothing was booked: a seller or a period that the book
 * does not know is refused, for the other system would take the file for a month without credits.
 */
export async function systemTable(
  idOf: Book['idOf'],
  shelves: Shelves,
  { kind, period, seller }: SystemFileChoice,
): Promise<SystemTable> {
  if (kind !== 'usage') await refuseUnknownSeller(shelves, seller);
  const table = await tableOf(idOf, shelves, { kind, period, seller });
  if (table.rows.length === 0) await refuseUnknownPeriod(shelves, period);
  return table;
}

function tableOf(
  idOf: Book['idOf'],
  shelves: Shelves,
  { kind, period, seller }: SystemFileChoice,
): Promise<SystemTable> {
  if (kind === 'usage') return usageTable(idOf, shelves, period);
  return kind === 'focus' ? focusTable(shelves, period, seller) : journalTable(shelves, period, seller);
}

async function refuseUnknownSeller(shelves: Shelves, seller: string): Promise<void> {
  if (seller === DISTRIBUTOR || (await shelves.parties.resellers()).some(({ id }) => id === seller)) return;
  const says = `there is no seller ${seller}: name ${DISTRIBUTOR} or a reseller's id`;
  throw new Refusal('unknown-seller', says);
}

async function refuseUnknownPeriod(shelves: Shelves, period: BillingPeriod): Promise<void> {
  const known = (await shelves.periods.list()).map((one) => one.period).sort();
  if (known.includes(period)) return;
  const has = known.length === 0 ? 'no period yet' : `${known[0]} to ${known.at(-1)}`;
  throw new Refusal('unknown-period', `the book has nothing of ${period}: it has ${has}`);
}
