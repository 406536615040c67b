import { amountOf } from '../../domain/credit/credit.ts';
import type { Grant } from '../../domain/ledger/grant.ts';
import type { HandGrant } from '../../domain/ledger/hand-grant.ts';
import { minorToText } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { periodOf, shiftPeriod } from '../../domain/period/billing-period.ts';
import { totalOf } from '../../domain/split/share.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { BadInput, Refusal } from '../errors.ts';
import { grantChanges, saveHandGrants } from '../month-folder/load-grants.ts';
import { partiesOf } from '../month-folder/load-parties.ts';

export type AddGrantOptions = {
  /** Add it although a rule already gave the buyer a grant for the same account and description (L6). */
  readonly yes: boolean;
  /** Why more is passed on of the parent credit than the seller received; blank when it is not (L6). */
  readonly reason: string;
};

export type AddedGrant = { readonly id: string; readonly added: boolean };

/** Seed A's "Add credit": a seller adds a grant for one of its buyers (L6). The same id and content again adds nothing. */
export function addGrant(desk: Desk, grant: HandGrant, options: AddGrantOptions): Promise<AddedGrant> {
  return desk.book.write(async (shelves) => {
    const parties = await partiesOf(shelves);
    const placed = { file: 'grants add', row: 1, value: grant };
    const { grants, faults } = await grantChanges(shelves, [placed], parties);
    if (faults.length > 0) throw new BadInput(faults.map((fault) => ({ ...fault, row: null })));
    if (grants.length === 0) return { id: grant.id, added: false };
    if (!options.yes) await refuseRepeat(shelves, grant);
    if (grant.parentCredit !== null) await refuseMoreThanReceived(shelves, grant, options.reason);
    await saveHandGrants(shelves, [grant], options.reason);
    return { id: grant.id, added: true };
  });
}

/** A rule may have given the same already: it is shown, and the person asked (L6). */
async function refuseRepeat(shelves: Shelves, grant: HandGrant): Promise<void> {
  if (grant.usageAccount === null && grant.description === null) return;
  const since = `${shiftPeriod(periodOf(grant.grantedOn), -1)}-01`;
  const edge = { seller: grant.seller, buyer: grant.buyer, currency: grant.currency };
  const alike = (await shelves.ledger.grants({ edges: [edge] })).filter(
    (other) =>
      other.source === 'credit' &&
      other.usageAccount === grant.usageAccount &&
      other.description === grant.description &&
      other.grantedOn >= since,
  );
  if (alike.length === 0) return;
  const shown = alike.map(
    (other) =>
      `${other.grantedOn}: ${minorToText(other.granted, other.currency)} ${other.currency} from credit ${other.credit}`,
  );
  throw new Refusal(
    'already-granted',
    `a rule already gave ${grant.buyer} this for the same account and description:\n${shown.join('\n')}\nadd it all the same with --yes`,
  );
}

/** Grants naming a parent credit and what was passed on of it stay within what the seller received of it (L6). */
async function refuseMoreThanReceived(shelves: Shelves, grant: HandGrant, reason: string): Promise<void> {
  const [parent] = await shelves.credits.list({ ids: [grant.parentCredit ?? ''] });
  if (parent === undefined) throw new Refusal('unknown-credit', `there is no credit ${grant.parentCredit}`);
  const assigned = (await shelves.credits.assignments({ ids: [parent.id] })).get(parent.id);
  const shares = assigned?.shares ?? [];
  const received =
    grant.seller === DISTRIBUTOR
      ? amountOf(parent.exact, parent.currency)
      : totalOf(
          shares.filter(
            (share) =>
              (share.party === 'reseller' && share.id === grant.seller) ||
              (share.party === 'customer' && share.reseller === grant.seller),
          ),
        );
  const granted = await shelves.ledger.grants({});
  const passedOn = sumOf(
    granted.filter(
      (other) =>
        other.seller === grant.seller && (other.credit === parent.id || other.parentCredit === parent.id),
    ),
  );
  if (passedOn + grant.amount <= received || reason.trim() !== '') return;
  const text = (minor: bigint): string => `${minorToText(minor, parent.currency)} ${parent.currency}`;
  throw new Refusal(
    'more-than-received',
    `${grant.seller} received ${text(received)} of credit ${parent.id} and passed on ${text(passedOn)}; ${text(grant.amount)} more needs a reason: --reason TEXT`,
  );
}

function sumOf(grants: readonly Grant[]): bigint {
  return grants.reduce((sum, grant) => sum + grant.granted - grant.withdrawn, 0n);
}
