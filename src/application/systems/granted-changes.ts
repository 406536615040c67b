import type { CreditRule } from '../../domain/credit-rule/credit-rule.ts';
import { edgeChanges } from '../../domain/ledger/division.ts';
import { type Edge, edgeKey } from '../../domain/ledger/grant.ts';
import type { Minor } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { type BillingPeriod, periodOf } from '../../domain/period/billing-period.ts';
import type { Shelves } from '../book.ts';
import type { BookedDivision } from './division-shelf.ts';

/** What one division of a credit changed for one seller and buyer: the lines of the files for other systems (L2). */
export type GrantedChange = Edge & {
  readonly division: BookedDivision;
  /** Positive: the buyer was granted so much; negative: it was taken back. */
  readonly amount: Minor;
  readonly buyerIsReseller: boolean;
  /** The version of the rule that divided it; null where a policy or a person did. */
  readonly rule: CreditRule | null;
  /** The month of the credit had been billed to this buyer, or closed, before this was booked. */
  readonly afterIssue: boolean;
};

/**
 * All that was granted or taken back out of the clouds' credits by divisions booked in the period. What a seller gives
 * or withdraws of its own accord is no part of it: it is in the ledger (L6, L7). A period that is closed gets no more
 * bookings (N2), so its changes are all that there will be; in an open one later changes come after the earlier ones.
 */
export async function grantedChanges(shelves: Shelves, period: BillingPeriod): Promise<GrantedChange[]> {
  const divisions = await shelves.divisions.bookedIn(period);
  const rules = await rulesOf(shelves, divisions);
  const issued = await issueOf(shelves, divisions);
  return divisions.flatMap((division) => {
    const { credit, shares, before, seq } = division;
    const resellers = resellersOf(division);
    return edgeChanges(before, shares, credit.currency).map(({ edge, amount }) => ({
      ...edge,
      division,
      amount,
      buyerIsReseller: edge.seller === DISTRIBUTOR && resellers.has(edge.buyer),
      rule: rules.get(`${division.rule} ${division.ruleVersion}`) ?? null,
      afterIssue:
        periodOf(division.bookedAt) > credit.period ||
        (issued.get(`${credit.period} ${edgeKey(edge)}`) ?? seq) < seq,
    }));
  });
}

async function rulesOf(
  shelves: Shelves,
  divisions: readonly BookedDivision[],
): Promise<ReadonlyMap<string, CreditRule>> {
  const known = new Map<string, CreditRule>();
  for (const id of new Set(divisions.map(({ rule }) => rule))) {
    if (id === null) continue;
    for (const rule of await shelves.rules.versionsOf(id)) known.set(`${rule.id} ${rule.version}`, rule);
  }
  return known;
}

/**
 * When each buyer's months were billed. Goes by the opening, not by the draft: what was said of a division stays when
 * an older draft is opened afterwards.
 */
async function issueOf(
  shelves: Shelves,
  divisions: readonly BookedDivision[],
): Promise<ReadonlyMap<string, bigint>> {
  const periods = [...new Set(divisions.map(({ credit }) => credit.period))];
  const issued = await shelves.divisions.issued(periods);
  return new Map(issued.map(({ period, openedSeq, ...edge }) => [`${period} ${edgeKey(edge)}`, openedSeq]));
}

function resellersOf({ before, shares }: BookedDivision): ReadonlySet<string> {
  return new Set(
    [...before, ...shares].flatMap((share) => {
      if (share.party === 'reseller') return [share.id];
      return share.party === 'customer' && share.reseller !== null ? [share.reseller] : [];
    }),
  );
}
