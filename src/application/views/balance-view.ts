import { minorToText } from '../../domain/money/minor.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';
import type { Desk } from '../desk.ts';

/** One balance; the shape of balances.json. granted = reserved + applied + expired + withdrawn + available. */
export type BalanceView = {
  readonly seller: string;
  readonly buyer: string;
  readonly currency: string;
  readonly granted: string;
  readonly reserved: string;
  readonly applied: string;
  readonly expired: string;
  readonly withdrawn: string;
  readonly available: string;
};

/**
 * Every balance of the book; with a date, as it stood at the end of that day, by booking date: then below zero where a
 * claw-back of that time was paid by a grant of a later day (C4).
 */
export async function balanceViews(desk: Desk, at: CalendarDate | null): Promise<BalanceView[]> {
  const rows = await desk.book.read((shelves) => shelves.ledger.balances(at));
  return rows.map((row) => {
    const text = (minor: bigint): string => minorToText(minor, row.currency);
    const { seller, buyer, currency, granted, reserved, applied, expired, withdrawn } = row;
    return {
      seller,
      buyer,
      currency,
      granted: text(granted),
      reserved: text(reserved),
      applied: text(applied),
      expired: text(expired),
      withdrawn: text(withdrawn),
      available: text(granted - reserved - applied - expired - withdrawn),
    };
  });
}
