import { type Credit, lastFinal } from '../../domain/credit/credit.ts';
import { bookDivisions, type DivisionOrder } from '../../domain/ledger/divide.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import type { Share } from '../../domain/split/share.ts';
import type { Assignment, Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { creditViewsOn } from '../views/credit-view.ts';
import { assignmentOf } from './assign-credits.ts';
import { type HeldBecause, proposerOf } from './propose.ts';
import { ledgerIds, saveDivided, shelfFor } from './save-divided.ts';

/** One stale credit and what today's rules and tenures would make of it; null: it would be held. */
export type Reapplication = {
  readonly credit: Credit;
  readonly before: readonly Share[];
  readonly after: readonly Share[] | null;
  readonly heldBecause: HeldBecause | null;
};

/** Assigned credits follow a newer rule version or a corrected tenure only on request, the difference shown first (R7). */
export function reapplyRules(
  desk: Desk,
  options: { readonly period: BillingPeriod | null; readonly dryRun: boolean },
): Promise<Reapplication[]> {
  const verb = async (shelves: Shelves): Promise<Reapplication[]> => {
    const views = await creditViewsOn(
      desk,
      shelves,
      options.period === null ? {} : { period: options.period },
    );
    const ids = views.filter((view) => view.stale).map((view) => view.id);
    const assignments = await shelves.credits.assignments({ ids });
    const credits = await shelves.credits.list({ ids });
    const proposer = await proposerOf(desk, shelves, credits);
    const earliestOpen = await shelves.periods.earliestOpen();
    const orders: DivisionOrder[] = [];
    const made: Assignment[] = [];
    const result: Reapplication[] = [];
    for (const newest of credits) {
      const credit = lastFinal(newest);
      const before = assignments.get(credit.id);
      if (before === undefined) continue;
      const proposal = proposer.propose(credit);
      result.push({
        credit,
        before: before.shares,
        after: proposal.shares,
        heldBecause: proposal.heldBecause,
      });
      if (proposal.shares === null) continue;
      const assignment = assignmentOf(credit, proposal, before.version + 1);
      made.push(assignment);
      orders.push({
        kind: 'reassignment',
        credit,
        account: assignment.account ?? credit.usageAccount,
        version: assignment.version,
        before: before.shares,
        after: assignment.shares,
        reason: assignment.reason,
        bookedAt: bookingDay(lastDayOf(credit.period), earliestOpen),
      });
    }
    if (!options.dryRun && orders.length > 0) {
      await saveDivided(
        shelves,
        bookDivisions(orders, await shelfFor(shelves, orders), ledgerIds(desk)),
        made,
      );
    }
    return result;
  };
  return options.dryRun ? desk.book.read(verb) : desk.book.write(verb);
}
