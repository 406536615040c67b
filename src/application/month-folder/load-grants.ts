import { balanceAccount, goodwillOf } from '../../domain/ledger/account.ts';
import { type Entry, movedMinor } from '../../domain/ledger/entry.ts';
import type { Grant } from '../../domain/ledger/grant.ts';
import type { HandGrant } from '../../domain/ledger/hand-grant.ts';
import { minorToText } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { type BillingPeriod, periodOf } from '../../domain/period/billing-period.ts';
import type { Shelves } from '../book.ts';
import type { LoadCount } from '../desk.ts';
import type { Fault } from '../errors.ts';
import type { Parties } from './load-parties.ts';
import type { Placed } from './month-folder.ts';

export type GrantChanges = {
  readonly grants: readonly HandGrant[];
  readonly count: LoadCount;
  readonly faults: readonly Fault[];
};

/** Grants by id: the same content again is the same grant, other content is refused with both shown (L4, L6). */
export async function grantChanges(
  shelves: Shelves,
  placed: readonly Placed<HandGrant>[],
  parties: Parties,
): Promise<GrantChanges> {
  const known = await shelves.ledger.contentHashes(placed.map((one) => one.value.id));
  const earliestOpen = await shelves.periods.earliestOpen();
  const faults: Fault[] = [];
  const grants: HandGrant[] = [];
  for (const one of placed) {
    const grant = one.value;
    const before = known.get(grant.id);
    const fault =
      before === undefined ? newGrantFault(one, parties, earliestOpen) : otherContent(one, before);
    if (fault !== null) faults.push(fault);
    else if (before === undefined) grants.push(grant);
  }
  return { grants, count: { added: grants.length, changed: 0, same: known.size }, faults };
}

/** `reason`: why a person added them where the law asks for one; else the comment says it. */
export async function saveHandGrants(
  shelves: Shelves,
  grants: readonly HandGrant[],
  reason = '',
): Promise<void> {
  await shelves.ledger.saveGrants(
    grants.map((grant) => ({ ...lotOf(grant), contentHash: contentOf(grant) })),
  );
  await shelves.ledger.saveEntries(grants.map((grant) => entryOf(grant, reason)));
}

/** A buyer of a seller: a reseller's own customers, the distributor's resellers and direct customers; past ones too. */
export function isBuyerOf(seller: string, buyer: string, parties: Parties): boolean {
  if (seller === DISTRIBUTOR && parties.resellers.some((reseller) => reseller.id === buyer)) return true;
  if (!parties.customers.some((customer) => customer.id === buyer)) return false;
  const tenures = parties.resellerTenures.filter((tenure) => tenure.customer === buyer);
  if (seller === DISTRIBUTOR)
    return tenures.length === 0 || tenures.some((tenure) => tenure.reseller === null);
  return tenures.some((tenure) => tenure.reseller === seller);
}

function newGrantFault(
  { file, row, value }: Placed<HandGrant>,
  parties: Parties,
  earliestOpen: BillingPeriod | null,
): Fault | null {
  if (!isBuyerOf(value.seller, value.buyer, parties)) {
    return {
      file,
      row,
      column: 'buyer',
      seen: `${value.buyer}, which never bought from ${value.seller}`,
      todo: `name a buyer of ${value.seller}, or the seller that ${value.buyer} buys from`,
    };
  }
  if (earliestOpen === null || periodOf(value.grantedOn) >= earliestOpen) return null;
  return {
    file,
    row,
    column: 'granted_on',
    seen: `${value.grantedOn}, in a closed period`,
    todo: `use a date from ${earliestOpen}-01 on: nothing can be booked into a closed period`,
  };
}

function otherContent({ file, row, value }: Placed<HandGrant>, before: string): Fault | null {
  const now = contentOf(value);
  if (before === now) return null;
  return {
    file,
    row,
    column: 'grant_id',
    seen: `grant ${value.id} again with other content: the book has ${before}, the file says ${now}`,
    todo: 'give the new grant its own id; to take something back, use `grants withdraw`',
  };
}

/** What two loads of one grant are compared by, readable as it stands. */
export function contentOf(grant: HandGrant): string {
  return JSON.stringify({
    seller: grant.seller,
    buyer: grant.buyer,
    amount: `${minorToText(grant.amount, grant.currency)} ${grant.currency}`,
    comment: grant.comment,
    cloud: grant.cloud,
    usageAccount: grant.usageAccount,
    description: grant.description,
    starts: grant.starts,
    ends: grant.ends,
    grantedOn: grant.grantedOn,
    parentCredit: grant.parentCredit,
  });
}

function lotOf(grant: HandGrant): Grant {
  const unused = {
    granted: grant.amount,
    reserved: 0n,
    applied: 0n,
    expired: 0n,
    withdrawn: 0n,
    keptBack: 0n,
  };
  return { ...grant, ...unused, source: 'hand', credit: null, ownerAccount: null, seq: 0n };
}

function entryOf(grant: HandGrant, reason: string): Entry {
  const { id, seller, buyer, currency, amount } = grant;
  return {
    key: `grant:${id}`,
    kind: 'hand-grant',
    bookedAt: grant.grantedOn,
    credit: null,
    assignmentVersion: null,
    statement: null,
    reverses: null,
    reason: reason.trim() === '' ? grant.comment : reason,
    postings: movedMinor(
      goodwillOf(seller),
      balanceAccount(seller, buyer, 'available'),
      amount,
      currency,
      id,
    ),
  };
}
