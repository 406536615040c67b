import { type BillingPeriod, firstDayOf, nextPeriod } from '../period/billing-period.ts';
import type { CalendarDate } from '../period/calendar-date.ts';
import { covers, touches } from '../period/tenure.ts';
import type { Membership } from './membership.ts';
import { days } from './segment-sentence.ts';

/** What an account and the shared credits of an organization do for each other. Source: semantics A5. */
export type PoolShare = {
  readonly payerAccount: string;
  /** Half-open days of this month in which the pool pays for the account's usage. */
  readonly receivesFrom: CalendarDate;
  readonly receivesTo: CalendarDate;
  /** From when its own credits are in the pool; null: it leaves before they would be. */
  readonly contributesFrom: CalendarDate | null;
  readonly sentence: string;
};

/** One per organization the account is in during the month; sharing is on. */
export function poolShares(period: BillingPeriod, memberships: readonly Membership[]): PoolShare[] {
  return memberships
    .filter((membership) => touches(membership, period))
    .map((membership) => poolShare(period, membership))
    .toSorted((a, b) => (a.receivesFrom < b.receivesFrom ? -1 : 1));
}

function poolShare(period: BillingPeriod, membership: Membership): PoolShare {
  const first = firstDayOf(period);
  const next = firstDayOf(nextPeriod(period));
  const { payerAccount, from, to } = membership;
  const receivesFrom = from === null || from < first ? first : from;
  const receivesTo = to === null || to > next ? next : to;
  const contributesFrom = [first, next].find((day) => covers(membership, day)) ?? null;
  const receives = `${days(receivesFrom, receivesTo)}: receives from the shared credits of payer ${payerAccount}`;
  const contributes =
    contributesFrom === null ? 'contributes none of its own' : `contributes its own from ${contributesFrom}`;
  return { payerAccount, receivesFrom, receivesTo, contributesFrom, sentence: `${receives}, ${contributes}` };
}
