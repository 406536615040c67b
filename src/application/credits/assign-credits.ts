import type { Credit } from '../../domain/credit/credit.ts';
import { bookDivisions, type DivisionOrder } from '../../domain/ledger/divide.ts';
import { type BillingPeriod, lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import type { Assignment } from '../book.ts';
import type { Desk } from '../desk.ts';
import { type HeldBecause, type Proposal, proposerOf } from './propose.ts';
import { restatementsOf } from './restate-assigned.ts';
import { ledgerIds, saveDivided, shelfFor } from './save-divided.ts';

export type AssignReport = {
  readonly assigned: number;
  /** Divided credits whose change by the cloud was booked (N2). */
  readonly restated: number;
  readonly held: readonly { readonly credit: Credit; readonly because: HeldBecause }[];
};

/**
 * The rule run: every pending credit is divided by its rule, or held with the reason; what the cloud changed of
 * divided ones is booked with them (R, S, L2, C4, N2).
 */
export function assignCredits(desk: Desk, period: BillingPeriod | null): Promise<AssignReport> {
  return desk.book.write(async (shelves) => {
    const pending = await shelves.credits.pending(period);
    const proposer = await proposerOf(desk, shelves, pending);
    const earliestOpen = await shelves.periods.earliestOpen();
    const held: { credit: Credit; because: HeldBecause }[] = [];
    const orders: DivisionOrder[] = [];
    const assignments: Assignment[] = [];
    for (const credit of pending) {
      const proposal = proposer.propose(credit);
      if (proposal.shares === null) {
        held.push({ credit, because: proposal.heldBecause ?? 'no-rule' });
        continue;
      }
      const assignment = assignmentOf(credit, proposal, 1);
      assignments.push(assignment);
      orders.push({
        kind: 'assignment',
        credit,
        account: assignment.account ?? credit.usageAccount,
        version: 1,
        before: [],
        after: assignment.shares,
        reason: assignment.reason,
        bookedAt: bookingDay(lastDayOf(credit.period), earliestOpen),
      });
    }
    const restated = await restatementsOf(
      shelves,
      await shelves.credits.restatable(period),
      () => 'a newer delivery',
    );
    orders.push(...restated.orders);
    assignments.push(...restated.assignments);
    if (orders.length > 0) {
      const shelf = await shelfFor(shelves, orders);
      await saveDivided(shelves, bookDivisions(orders, shelf, ledgerIds(desk)), assignments);
    }
    return {
      assigned: assignments.length - restated.assignments.length,
      restated: restated.assignments.length,
      held,
    };
  });
}

/** A rule run's decision, written down so that it can be explained a year later (R5, R7). */
export function assignmentOf(credit: Credit, proposal: Proposal, version: number): Assignment {
  const { chosen, policy, owner, consumer, account, shares } = proposal;
  if (shares === null || owner === null) throw new Error(`${credit.id} is held and cannot be assigned`);
  return {
    credit: credit.id,
    version,
    madeBy: chosen === null ? 'policy' : 'rule',
    rule: chosen?.rule.id ?? null,
    ruleVersion: chosen?.rule.version ?? null,
    decidedBy: chosen?.decidedBy ?? policy,
    customer: owner.customer,
    reseller: owner.reseller,
    account: account === credit.usageAccount ? null : account,
    consumer,
    exact: credit.exact,
    reason:
      chosen === null
        ? `no rule: ${policy}`
        : `rule ${chosen.rule.id} version ${chosen.rule.version}, by ${chosen.decidedBy}`,
    restores: null,
    shares,
    seq: 0n,
  };
}
