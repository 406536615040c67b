import { amountOf, type Credit, isDust, lastFinal, residualOfCredit } from '../../domain/credit/credit.ts';
import type { OwnerAccount } from '../../domain/credit-record/owner-account.ts';
import { type CreditStatus, creditStatus } from '../../domain/ledger/credit-status.ts';
import { equalExact, exactToText } from '../../domain/money/exact-amount.ts';
import { minorToText } from '../../domain/money/minor.ts';
import type { Owner } from '../../domain/party/holders.ts';
import { type BillingPeriod, periodsBetween } from '../../domain/period/billing-period.ts';
import { partOf, type Share } from '../../domain/split/share.ts';
import type { Assignment, CreditFilter, CreditUse, Shelves } from '../book.ts';
import { type HeldBecause, type Proposal, type Proposer, proposerOf } from '../credits/propose.ts';
import type { Desk } from '../desk.ts';

/** One credit as the book shows it; the shape of credits.json. Amounts are decimal strings. */
export type CreditView = {
  readonly id: string;
  readonly cloud: string;
  readonly payerAccount: string;
  readonly usageAccount: string;
  readonly period: string;
  readonly service: string;
  readonly description: string;
  readonly ownerAccount: string | null;
  readonly currency: string;
  readonly kind: Credit['kind'];
  readonly exact: string;
  readonly amount: string;
  readonly residual: string;
  readonly lines: number;
  readonly final: boolean;
  readonly dust: boolean;
  readonly status: CreditStatus;
  readonly customer: string | null;
  readonly reseller: string | null;
  /** Who held the account that used it (P2); customer and reseller above are those for whom it is divided (R10). */
  readonly consumer: Owner | null;
  /** Whose credit it was (A8), and who held that account; `records` are AWS's own ids. */
  readonly ownedBy: OwnerAccount & { readonly holder: Owner | null };
  readonly ownerChanged: boolean;
  readonly rule: string | null;
  readonly ruleVersion: number | null;
  readonly decidedBy: string | null;
  readonly madeBy: Assignment['madeBy'] | null;
  readonly shares: {
    readonly customer: string;
    readonly reseller: string;
    readonly distributor: string;
  } | null;
  /** Everybody but the distributor, where customer, reseller and their shares do not say who gets what; else null. */
  readonly parts: readonly { readonly party: string; readonly amount: string }[] | null;
  readonly heldBecause: HeldBecause | null;
  /** Of a credit that waits: how many billing periods old it is, by the book's newest period (P4). */
  readonly waitingPeriods: number | null;
  /** Assigned, but the rules or tenures of today would divide it otherwise (R7). */
  readonly stale: boolean;
  /** The cloud changed it since it was assigned by hand, or the newest total is not final yet (N2, C6). */
  readonly flagged: boolean;
};

export function creditViews(desk: Desk, filter: CreditFilter): Promise<CreditView[]> {
  return desk.book.read((shelves) => creditViewsOn(desk, shelves, filter));
}

export async function creditViewsOn(
  desk: Desk,
  shelves: Shelves,
  filter: CreditFilter,
): Promise<CreditView[]> {
  const credits = await shelves.credits.list(filter);
  const assignments = await shelves.credits.assignments(filter);
  const uses = await shelves.credits.uses(filter);
  const periods = await shelves.periods.list();
  const closed = new Set(periods.filter((row) => row.closed).map((row) => row.period));
  const newest = periods.at(-1)?.period ?? null;
  const proposer = await proposerOf(desk, shelves, credits);
  return credits.map((credit) =>
    viewOf(
      credit,
      assignments.get(credit.id) ?? null,
      uses.get(credit.id) ?? null,
      closed.has(credit.period),
      newest,
      proposer,
    ),
  );
}

function viewOf(
  credit: Credit,
  assignment: Assignment | null,
  use: CreditUse | null,
  periodClosed: boolean,
  newest: BillingPeriod | null,
  proposer: Proposer,
): CreditView {
  const { currency } = credit;
  const proposal = proposer.propose(credit);
  const status = creditStatus({
    final: credit.final,
    assigned: assignment !== null,
    reserved: use?.reserved ?? false,
    applied: use?.applied ?? false,
    left: use?.left ?? false,
    periodClosed,
  });
  const { bookedExact, ...shown } = credit;
  return {
    ...shown,
    exact: exactToText(credit.exact),
    amount: minorToText(amountOf(credit.exact, currency), currency),
    residual: exactToText(residualOfCredit(credit.exact, currency)),
    dust: isDust(credit),
    status,
    consumer: assignment?.consumer ?? proposal.consumer,
    ownedBy: {
      ...proposal.ownerAccount,
      holder: proposer.holders.ofCredit(proposal.ownerAccount.account, credit.period),
    },
    ownerChanged: proposer.holders.changedInside(credit.usageAccount, credit.period),
    ...decisionOf(assignment, proposal, currency),
    waitingPeriods: assignment === null && newest !== null ? periodsBetween(credit.period, newest) : null,
    stale: status === 'assigned' && isStale(assignment, proposal, credit),
    flagged: assignment !== null && !equalExact(assignment.exact, credit.exact),
  };
}

type Decided = Pick<
  CreditView,
  | 'customer'
  | 'reseller'
  | 'rule'
  | 'ruleVersion'
  | 'decidedBy'
  | 'madeBy'
  | 'shares'
  | 'parts'
  | 'heldBecause'
>;

/** What was decided; while a credit waits, what would be. A policy is not a rule: decidedBy is for rules only. */
function decisionOf(assignment: Assignment | null, proposal: Proposal, currency: string): Decided {
  if (assignment === null) {
    return {
      customer: proposal.owner?.customer ?? null,
      reseller: proposal.owner?.reseller ?? null,
      rule: proposal.chosen?.rule.id ?? null,
      ruleVersion: proposal.chosen?.rule.version ?? null,
      decidedBy: proposal.chosen?.decidedBy ?? null,
      madeBy: null,
      shares: sharesView(proposal.shares, currency),
      parts: null,
      heldBecause: proposal.heldBecause,
    };
  }
  const partner = assignment.madeBy === 'partner-programme';
  return {
    customer: assignment.customer ?? (partner ? (proposal.owner?.customer ?? null) : null),
    reseller: assignment.reseller ?? (partner ? (proposal.owner?.reseller ?? null) : null),
    rule: assignment.rule,
    ruleVersion: assignment.ruleVersion,
    decidedBy: assignment.rule === null ? null : assignment.decidedBy,
    madeBy: assignment.madeBy,
    shares: sharesView(assignment.shares, currency),
    parts: partsView(assignment, currency),
    heldBecause: null,
  };
}

function sharesView(shares: readonly Share[] | null, currency: string): CreditView['shares'] {
  if (shares === null) return null;
  const text = (party: Share['party']): string => minorToText(partOf(shares, party), currency);
  return { customer: text('customer'), reseller: text('reseller'), distributor: text('distributor') };
}

function partsView({ customer, reseller, shares }: Assignment, currency: string): CreditView['parts'] {
  const named = shares.flatMap((share) =>
    share.party === 'distributor' || share.amount === 0n ? [] : share,
  );
  const customers = named.filter((share) => share.party === 'customer');
  const resellers = named.filter((share) => share.party === 'reseller');
  const isPlain =
    customers.length < 2 &&
    customers.every(({ id }) => id === customer) &&
    resellers.length < 2 &&
    resellers.every(({ id }) => id === reseller);
  if (isPlain) return null;
  return named.map(({ id, amount }) => ({ party: id, amount: minorToText(amount, currency) }));
}

/** Where nothing was divided and nothing is to be, no rule makes a difference: dust is never stale (C5). */
function isStale(assignment: Assignment | null, proposal: Proposal, credit: Credit): boolean {
  if (assignment === null || credit.kind !== 'credit' || assignment.madeBy === 'hand') return false;
  const { exact, currency } = lastFinal(credit);
  if (amountOf(exact, currency) === 0n && assignment.shares.every((share) => share.amount === 0n))
    return false;
  if (proposal.owner?.customer !== assignment.customer) return true;
  if ((proposal.owner?.reseller ?? null) !== assignment.reseller) return true;
  if (proposal.account !== (assignment.account ?? credit.usageAccount)) return true;
  if ((proposal.chosen?.rule.id ?? null) !== assignment.rule) return true;
  return (proposal.chosen?.rule.version ?? null) !== assignment.ruleVersion;
}
