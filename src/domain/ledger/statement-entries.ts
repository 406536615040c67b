import type { Minor } from '../money/minor.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import { type Bucket, balanceAccount } from './account.ts';
import { type Entry, type EntryKind, movedMinor } from './entry.ts';
import type { Edge } from './grant.ts';

/** What of one grant a statement uses. */
export type UsedLot = { readonly grant: string; readonly amount: Minor };

type Head = Edge & { readonly id: string };

/** A draft reserves the grants it uses (T7). A draft that uses none books nothing. */
export function reservationOf(draft: Head, lots: readonly UsedLot[], bookedAt: CalendarDate): Entry[] {
  return entryOf(draft, 'reservation', 'available', 'reserved', lots, bookedAt, null);
}

/** A draft is discarded or replaced: what it reserved is free again (T7, T8). */
export function releaseOf(draft: Head, lots: readonly UsedLot[], bookedAt: CalendarDate): Entry[] {
  return entryOf(draft, 'release', 'reserved', 'available', lots, bookedAt, 'reservation');
}

/** An opened statement has used what its draft reserved (T7). */
export function applicationOf(draft: Head, lots: readonly UsedLot[], bookedAt: CalendarDate): Entry[] {
  return entryOf(draft, 'application', 'reserved', 'applied', lots, bookedAt, null);
}

/** A voided statement gives back what it had used (T7). */
export function restorationOf(statement: Head, lots: readonly UsedLot[], bookedAt: CalendarDate): Entry[] {
  return entryOf(statement, 'restoration', 'applied', 'available', lots, bookedAt, 'application');
}

function entryOf(
  { id, seller, buyer, currency }: Head,
  kind: EntryKind,
  from: Bucket,
  to: Bucket,
  lots: readonly UsedLot[],
  bookedAt: CalendarDate,
  reverses: EntryKind | null,
): Entry[] {
  if (lots.length === 0) return [];
  const postings = lots.flatMap((lot) =>
    movedMinor(
      balanceAccount(seller, buyer, from),
      balanceAccount(seller, buyer, to),
      lot.amount,
      currency,
      lot.grant,
    ),
  );
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
