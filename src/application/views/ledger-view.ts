import type { Entry } from '../../domain/ledger/entry.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';
import type { Desk } from '../desk.ts';

/** Every entry of the ledger in the order it was written; with a date, those that count on or before it (L1). */
export function ledgerEntries(desk: Desk, upTo: CalendarDate | null): Promise<Entry[]> {
  return desk.book.read((shelves) => shelves.ledger.entries(upTo === null ? {} : { upTo }));
}
