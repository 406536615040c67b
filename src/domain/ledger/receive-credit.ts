import { amountOf, type Credit, residualOfCredit } from '../credit/credit.ts';
import { EXACT_ZERO, subtractExact } from '../money/exact-amount.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import { cloudAccount, ROUNDING, UNALLOCATED } from './account.ts';
import { type Entry, moved, movedMinor } from './entry.ts';

/**
 * A final credit enters the book, or its change does: the amount waits in unallocated, the residual is set
 * aside (C3). Estimated credits are never posted (C6). `key` tells the delivery that said so.
 */
export function receiveCredit(
  credit: Credit,
  deliveryKey: string,
  bookedAt: CalendarDate,
  reason: string,
): Entry {
  const { currency } = credit;
  const booked = credit.bookedExact ?? EXACT_ZERO;
  const amount = amountOf(credit.exact, currency) - amountOf(booked, currency);
  const residual = subtractExact(
    residualOfCredit(credit.exact, currency),
    residualOfCredit(booked, currency),
  );
  const cloud = cloudAccount(credit.payerAccount);
  return {
    key: `credit:${credit.id}:received:${deliveryKey}`,
    kind: 'credit-received',
    bookedAt,
    credit: credit.id,
    assignmentVersion: null,
    statement: null,
    reverses: null,
    reason,
    postings: [
      ...movedMinor(cloud, UNALLOCATED, amount, currency),
      ...moved(cloud, ROUNDING, residual, currency),
    ],
  };
}
