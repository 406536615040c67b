import type { Currency } from '../money/currency.ts';
import type { ExactAmount } from '../money/exact-amount.ts';
import { type Minor, minorToExact } from '../money/minor.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import type { LedgerAccount } from './account.ts';

export type EntryKind =
  | 'credit-received' // a final credit, or the change of one, enters the book (C3, N2)
  | 'assignment' // a credit is divided for the first time (S)
  | 'reassignment' // a person or a newer rule version divides it anew (S4, R7)
  | 'restatement' // the cloud changed a divided credit (N2, N3)
  | 'hand-grant' // a seller adds a grant by hand (L6)
  | 'withdrawal' // a seller takes back what is left of a grant (L6, L7)
  | 'move' // what was stranded goes to the new seller (L7)
  | 'reservation' // a draft reserves grants (T7)
  | 'release' // a draft is discarded or replaced (T7, T8)
  | 'application' // a statement is opened (T7)
  | 'restoration' // an open statement is voided (T7)
  | 'expiry'; // a grant's end has passed (T4)

/** One move of a positive amount. Every account but rounding and cloud holds whole minor units. */
export type Posting = {
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  readonly amount: ExactAmount;
  readonly currency: Currency;
  /** The grant whose remainder this moves, if any. */
  readonly grant: string | null;
};

/** One dated event of the book, append-only. Source: semantics L1. */
export type Entry = {
  /** Idempotency key, kept for ever: the same key and content is the same event (L4). */
  readonly key: string;
  readonly kind: EntryKind;
  /** The day it counts for. */
  readonly bookedAt: CalendarDate;
  readonly credit: string | null;
  readonly assignmentVersion: number | null;
  readonly statement: string | null;
  /** Key of the entry that this one reverses (L5). */
  readonly reverses: string | null;
  readonly reason: string;
  readonly postings: readonly Posting[];
};

/** A posting of a signed amount: a negative one goes the other way, nothing at all posts nothing. */
export function moved(
  from: LedgerAccount,
  to: LedgerAccount,
  amount: ExactAmount,
  currency: Currency,
  grant: string | null = null,
): Posting[] {
  if (amount.digits === 0n) return [];
  if (amount.digits > 0n) return [{ from, to, amount, currency, grant }];
  return [{ from: to, to: from, amount: { digits: -amount.digits, scale: amount.scale }, currency, grant }];
}

export function movedMinor(
  from: LedgerAccount,
  to: LedgerAccount,
  minor: Minor,
  currency: Currency,
  grant: string | null = null,
): Posting[] {
  return moved(from, to, minorToExact(minor, currency), currency, grant);
}
