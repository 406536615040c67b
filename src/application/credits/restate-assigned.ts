import { amountOf, type Credit } from '../../domain/credit/credit.ts';
import type { CreditRule } from '../../domain/credit-rule/credit-rule.ts';
import { bookDivisions, type DivisionOrder } from '../../domain/ledger/divide.ts';
import { lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import { proposeShares } from '../../domain/split/propose-shares.ts';
import type { Share } from '../../domain/split/share.ts';
import { shareList } from '../../domain/split/share-list.ts';
import type { Assignment, Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { ledgerIds, saveDivided, shelfFor } from './save-divided.ts';

export type Restatements = {
  readonly orders: readonly DivisionOrder[];
  readonly assignments: readonly Assignment[];
};

/**
 * shares(new total) − what was posted, per party, for credits that were already divided (N2). Divided by the rule
 * version, policy and owner they were made with; those assigned by hand are flagged and not changed. A partner
 * discount stays with the distributor whatever it becomes (C7).
 */
export async function restatementsOf(
  shelves: Shelves,
  credits: readonly Credit[],
  reasonOf: (credit: Credit) => string,
): Promise<Restatements> {
  const earliestOpen = await shelves.periods.earliestOpen();
  const inForce = await shelves.credits.assignments({ ids: credits.map((credit) => credit.id) });
  const rules = new Map<string, CreditRule>();
  const orders: DivisionOrder[] = [];
  const assignments: Assignment[] = [];
  for (const credit of credits) {
    const before = inForce.get(credit.id) ?? null;
    const after = await sharesNow(shelves, credit, before, rules);
    if (after === null) continue;
    const version = (before?.version ?? 0) + 1;
    const reason =
      before === null ? 'a partner programme discount stays with the distributor (C7)' : reasonOf(credit);
    orders.push({
      kind: before === null ? 'assignment' : 'restatement',
      credit,
      account: before?.account ?? credit.usageAccount,
      version,
      before: before?.shares ?? [],
      after,
      reason,
      bookedAt: bookingDay(lastDayOf(credit.period), earliestOpen),
    });
    assignments.push({
      ...(before ?? keptByDistributor(credit)),
      version,
      exact: credit.exact,
      reason,
      restores: null,
      shares: after,
    });
  }
  return { orders, assignments };
}

/** Books restatements as a run of their own. */
export async function restateAssigned(
  desk: Desk,
  shelves: Shelves,
  credits: readonly Credit[],
  reason: string,
): Promise<void> {
  const { orders, assignments } = await restatementsOf(shelves, credits, () => reason);
  if (orders.length === 0) return;
  await saveDivided(
    shelves,
    bookDivisions(orders, await shelfFor(shelves, orders), ledgerIds(desk)),
    assignments,
  );
}

async function sharesNow(
  shelves: Shelves,
  credit: Credit,
  before: Assignment | null,
  rules: Map<string, CreditRule>,
): Promise<readonly Share[] | null> {
  const amount = amountOf(credit.exact, credit.currency);
  if (before === null) return credit.kind === 'partner_discount' ? [{ party: 'distributor', amount }] : null;
  if (before.madeBy === 'hand') return null;
  if (before.madeBy === 'partner-programme') return [{ party: 'distributor', amount }];
  if (before.customer === null) throw new Error(`assignment ${before.version} of ${credit.id} has no owner`);
  const owner = { customer: before.customer, reseller: before.reseller };
  const rule = before.madeBy === 'rule' ? await ruleVersion(shelves, before, rules) : null;
  const policy = before.decidedBy === 'retain' ? 'retain' : 'pass-through';
  const { shares } = proposeShares(amount, owner, rule, policy);
  if (shares === null) throw new Error(`assignment ${before.version} of ${credit.id} divides nothing`);
  return shareList(shares, owner);
}

async function ruleVersion(
  shelves: Shelves,
  assignment: Assignment,
  known: Map<string, CreditRule>,
): Promise<CreditRule> {
  const key = `${assignment.rule} ${assignment.ruleVersion}`;
  if (!known.has(key) && assignment.rule !== null) {
    for (const rule of await shelves.rules.versionsOf(assignment.rule))
      known.set(`${rule.id} ${rule.version}`, rule);
  }
  const rule = known.get(key);
  if (rule === undefined) throw new Error(`rule ${key} of ${assignment.credit} is not in the book`);
  return rule;
}

function keptByDistributor(credit: Credit): Omit<Assignment, 'version' | 'exact' | 'reason' | 'shares'> {
  return {
    credit: credit.id,
    madeBy: 'partner-programme',
    rule: null,
    ruleVersion: null,
    decidedBy: null,
    customer: null,
    reseller: null,
    account: null,
    consumer: null,
    restores: null,
    seq: 0n,
  };
}
