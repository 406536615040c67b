import type { Minor } from '../money/minor.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import { type Bucket, balanceAccount, billedTo, owedBy } from './account.ts';
import { type Entry, type EntryKind, movedMinor, type Posting } from './entry.ts';
import type { Edge } from './grant.ts';

/** What of one grant a statement uses. */
export type UsedLot = { readonly grant: string; readonly amount: Minor };

type Head = Edge & { readonly id: string };

/** A statement with what it bills of credit that was taken back (C4). */
type BillingHead = Head & { readonly debits: Minor };

/** A draft reserves the grants it uses (T7). A draft that uses none books nothing. */
export function reservationOf(draft: Head, lots: readonly UsedLot[], bookedAt: CalendarDate): Entry[] {
  return entryOf(draft, 'reservation', null, bookedAt, movedLots(draft, 'available', 'reserved', lots));
}

/** A draft is discarded or replaced: what it reserved is free again (T7, T8). */
export function releaseOf(draft: Head, lots: readonly UsedLot[], bookedAt: CalendarDate): Entry[] {
  return entryOf(draft, 'release', 'reservation', bookedAt, movedLots(draft, 'reserved', 'available', lots));
}

/** An opened statement has used what its draft reserved, and bills what was owed (T7, C4). */
export function applicationOf(draft: BillingHead, lots: readonly UsedLot[], bookedAt: CalendarDate): Entry[] {
  const { seller, buyer, currency, debits } = draft;
  return entryOf(draft, 'application', null, bookedAt, [
    ...movedLots(draft, 'reserved', 'applied', lots),
    ...movedMinor(billedTo(seller, buyer), owedBy(seller, buyer), debits, currency),
  ]);
}

/** A voided statement gives back what it had used, and what it billed is owed again (T7, C4). */
export function restorationOf(
  statement: BillingHead,
  lots: readonly UsedLot[],
  bookedAt: CalendarDate,
): Entry[] {
  const { seller, buyer, currency, debits } = statement;
  return entryOf(statement, 'restoration', 'application', bookedAt, [
    ...movedLots(statement, 'applied', 'available', lots),
    ...movedMinor(owedBy(seller, buyer), billedTo(seller, buyer), debits, currency),
  ]);
}

function movedLots(
  { seller, buyer, currency }: Edge,
  from: Bucket,
  to: Bucket,
  lots: readonly UsedLot[],
): Posting[] {
  return lots.flatMap((lot) =>
    movedMinor(
      balanceAccount(seller, buyer, from),
      balanceAccount(seller, buyer, to),
      lot.amount,
      currency,
      lot.grant,
    ),
  );
}

function entryOf(
  { id }: Head,
  kind: EntryKind,
  reverses: EntryKind | null,
  bookedAt: CalendarDate,
  postings: readonly Posting[],
): Entry[] {
  if (postings.length === 0) return [];
  return [
    {
      key: `statement:${id}:${kind}`,
      kind,
      bookedAt,
      credit: null,
      assignmentVersion: null,
      statement: id,
      reverses: reverses === null ? null : `statement:${id}:${reverses}`,
      reason: '',
      postings,
    },
  ];
}
