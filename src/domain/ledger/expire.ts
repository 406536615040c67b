import { minorToText } from '../money/minor.ts';
import type { BillingPeriod } from '../period/billing-period.ts';
import { bookingDay } from '../period/booking-day.ts';
import { dayAfter } from '../period/calendar-date.ts';
import { balanceAccount } from './account.ts';
import { type Entry, movedMinor } from './entry.ts';
import { availableOf, type Grant } from './grant.ts';

/** Books what is left of ended grants as expired, dated the day after the end (T4). */
export function expireGrants(ended: readonly Grant[], earliestOpen: BillingPeriod | null): Entry[] {
  return ended.flatMap((grant): Entry[] => {
    const left = availableOf(grant);
    if (grant.ends === null || left <= 0n) return [];
    const { seller, buyer, currency } = grant;
    return [
      {
        key: `grant:${grant.id}:expiry:${minorToText(grant.applied + grant.withdrawn, currency)}:${minorToText(grant.expired, currency)}`,
        kind: 'expiry',
        bookedAt: bookingDay(dayAfter(grant.ends), earliestOpen),
        credit: grant.credit,
        assignmentVersion: null,
        statement: null,
        reverses: null,
        reason: `ended on ${grant.ends}`,
        postings: movedMinor(
          balanceAccount(seller, buyer, 'available'),
          balanceAccount(seller, buyer, 'expired'),
          left,
          currency,
          grant.id,
        ),
      },
    ];
  });
}
