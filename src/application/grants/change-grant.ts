import { balanceAccount, goodwillOf, keptBy } from '../../domain/ledger/account.ts';
import { bookDivisions } from '../../domain/ledger/divide.ts';
import { type Entry, movedMinor } from '../../domain/ledger/entry.ts';
import { availableOf, type Grant } from '../../domain/ledger/grant.ts';
import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { firstDayOf, lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import type { Share } from '../../domain/split/share.ts';
import type { Shelves } from '../book.ts';
import { ledgerIds, saveDivided, shelfFor } from '../credits/save-divided.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { isBuyerOf } from '../month-folder/load-grants.ts';
import { partiesOf } from '../month-folder/load-parties.ts';

export type ChangedGrant = {
  readonly id: string;
  readonly amount: Minor;
  readonly currency: string;
  readonly left: Minor;
};

/** A seller takes back what is left of a grant, or part of it: a reversing entry with a reason (L6, L7). */
export function withdrawGrant(
  desk: Desk,
  id: string,
  amount: Minor | null,
  reason: string,
): Promise<ChangedGrant> {
  needReason(reason);
  return desk.book.write(async (shelves) => {
    const grant = await grantToChange(shelves, id);
    const taken = amount ?? availableOf(grant);
    if (taken <= 0n || taken > availableOf(grant)) {
      throw new Refusal(
        'more-than-left',
        `${text(grant, taken)} is not within the unreserved ${text(grant, availableOf(grant))} of ${id}`,
      );
    }
    await shelves.ledger.saveEntries([await withdrawalOf(shelves, grant, taken, reason)]);
    return { id, amount: taken, currency: grant.currency, left: availableOf(grant) - taken };
  });
}

/**
 * The distributor moves what is stranded of a grant to its buyer's new seller: a reversal plus grants on both
 * edges (L7). What a seller gave out of its own pocket stays its own: it can only be withdrawn.
 */
export function moveGrant(desk: Desk, id: string, toSeller: string, reason: string): Promise<ChangedGrant> {
  needReason(reason);
  return desk.book.write(async (shelves) => {
    const grant = await grantToChange(shelves, id);
    if (grant.source !== 'credit' || grant.credit === null) {
      throw new Refusal(
        'own-pocket',
        `${id} was added by ${grant.seller} out of its own pocket; withdraw it, and let ${toSeller} add its own`,
      );
    }
    if (toSeller === grant.seller) throw new Refusal('same-seller', `${id} stands at ${toSeller} already`);
    if (!isBuyerOf(toSeller, grant.buyer, await partiesOf(shelves))) {
      throw new Refusal('not-a-buyer', `${grant.buyer} never bought from ${toSeller}`);
    }
    const [credit] = await shelves.credits.list({ ids: [grant.credit] });
    const before = (await shelves.credits.assignments({ ids: [grant.credit] })).get(grant.credit);
    if (credit === undefined || before === undefined) throw new Error(`grant ${id} has no assigned credit`);
    const moved = availableOf(grant);
    const seat = (seller: string): string | null => (seller === DISTRIBUTOR ? null : seller);
    const after = movedShares(before.shares, grant.buyer, seat(grant.seller), seat(toSeller), moved);
    const version = before.version + 1;
    const order = {
      kind: 'move' as const,
      credit,
      account: before.account ?? credit.usageAccount,
      version,
      before: before.shares,
      after,
      reason,
      bookedAt: bookingDay(lastDayOf(credit.period), await shelves.periods.earliestOpen()),
    };
    const divided = bookDivisions([order], await shelfFor(shelves, [order]), ledgerIds(desk));
    await saveDivided(shelves, divided, [
      {
        ...before,
        version,
        madeBy: 'hand',
        decidedBy: null,
        rule: null,
        ruleVersion: null,
        reason,
        restores: null,
        shares: after,
      },
    ]);
    return { id, amount: moved, currency: grant.currency, left: 0n };
  });
}

/**
 * The customer's share, with the part that is moved passing through the new seller. Where a later division left it none
 * at the old one, it gets one below zero there: together the shares stay the credit's amount (S2).
 */
function movedShares(
  shares: readonly Share[],
  customer: string,
  from: string | null,
  to: string | null,
  moved: Minor,
): Share[] {
  return withChange(withChange(shares, customer, from, -moved), customer, to, moved);
}

function withChange(
  shares: readonly Share[],
  customer: string,
  reseller: string | null,
  change: Minor,
): Share[] {
  const there = shares.find(
    (share) => share.party === 'customer' && share.id === customer && share.reseller === reseller,
  );
  if (there === undefined) return [...shares, { party: 'customer', id: customer, reseller, amount: change }];
  return shares.map((share) => (share === there ? { ...share, amount: share.amount + change } : share));
}

async function grantToChange(shelves: Shelves, id: string): Promise<Grant> {
  const [grant] = await shelves.ledger.grants({ ids: [id] });
  if (grant === undefined) throw new Refusal('unknown-grant', `there is no grant ${id}`);
  if (availableOf(grant) === 0n) throw new Refusal('nothing-left', `nothing unreserved is left of ${id}`);
  return grant;
}

/**
 * A hand grant goes back to its seller's pocket; a credit's share stays with the seller that takes it back.
 * Dated with the grant itself, or on the first open day when that is closed.
 */
async function withdrawalOf(shelves: Shelves, grant: Grant, amount: Minor, reason: string): Promise<Entry> {
  const { id, seller, buyer, currency } = grant;
  const available = balanceAccount(seller, buyer, 'available');
  const newest = (await shelves.periods.list()).at(-1)?.period;
  const natural =
    newest !== undefined && firstDayOf(newest) > grant.grantedOn ? firstDayOf(newest) : grant.grantedOn;
  return {
    key: `grant:${id}:withdrawal:${minorToText(grant.withdrawn, currency)}:${minorToText(amount, currency)}`,
    kind: 'withdrawal',
    bookedAt: bookingDay(natural, await shelves.periods.earliestOpen()),
    credit: grant.credit,
    assignmentVersion: null,
    statement: null,
    reverses: grant.source === 'hand' ? `grant:${id}` : null,
    reason,
    postings: movedMinor(
      available,
      grant.source === 'hand' ? goodwillOf(seller) : keptBy(seller),
      amount,
      currency,
      id,
    ),
  };
}

function needReason(reason: string): void {
  if (reason.trim() === '') throw new Refusal('reason-missing', 'say why: --reason TEXT');
}

function text(grant: Grant, minor: Minor): string {
  return `${minorToText(minor, grant.currency)} ${grant.currency}`;
}
