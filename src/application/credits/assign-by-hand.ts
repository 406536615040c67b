import type { Credit } from '../../domain/credit/credit.ts';
import type { Share } from '../../domain/split/share.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { holdersOf } from '../parties/holders-of.ts';
import { assignmentOf } from './assign-credits.ts';
import { type HandPart, sharesByHand, sharesNamed } from './hand-shares.ts';
import { type Proposer, proposerOf } from './propose.ts';
import {
  creditEditor,
  editableCredits,
  type Reassigned,
  type Redivision,
  redivide,
  theOne,
} from './redivide.ts';

/** Not an account but whose credit it was (A8). */
export const OWNER_ACCOUNT = Symbol('the owner account');

export type HandOrder = {
  readonly creditId: string;
  /** Parts by party; the distributor keeps the rest. None where it is moved. */
  readonly parts: readonly HandPart[];
  /** Or: divide it by the rule as if it were this usage account's, or the owner account's (S4: move). */
  readonly moveTo: string | typeof OWNER_ACCOUNT | null;
  readonly reason: string;
  /** More than the cloud gave: the distributor funds the rest (S4). */
  readonly allowMore: boolean;
};

/** A person decides instead of a rule (S4). Never overwritten by a rule run; a reason is always required. */
export async function assignByHand(desk: Desk, order: HandOrder): Promise<Reassigned> {
  const [done] = await assignManyByHand(desk, [order]);
  return theOne(done);
}

/** The same of several credits, each named once; all or none. The book's parties and tenures are read once. */
export async function assignManyByHand(desk: Desk, orders: readonly HandOrder[]): Promise<Reassigned[]> {
  return desk.book.write(async (shelves) => {
    const judged = await judgeByHand(desk, shelves, orders);
    return redivide(desk, shelves, judged.map(notRefused));
  });
}

function notRefused(judged: Redivision | Refusal): Redivision {
  if (judged instanceof Refusal) throw judged;
  return judged;
}

/** What each order comes to, or why it is refused, in one pass whatever is wrong; nothing is booked yet. */
export async function judgeByHand(
  desk: Desk,
  shelves: Shelves,
  orders: readonly HandOrder[],
): Promise<(Redivision | Refusal)[]> {
  const ids = orders.map((order) => order.creditId);
  if (new Set(ids).size < ids.length) throw new Refusal('named-twice', 'name every credit once');
  const editable = await creditEditor(shelves, ids);
  const credits = orders.map((order) =>
    orRefusal(() => {
      refuseUnclear(order);
      return editable(order.creditId);
    }),
  );
  const { ofCredit } = await holdersOf(shelves);
  const dividedBy = await dividerFor(desk, shelves, orders, credits);
  return orders.map((order, at): Redivision | Refusal => {
    const credit = theOne(credits[at]);
    if (credit instanceof Refusal) return credit;
    const divided = orRefusal(() => dividedBy(order, credit));
    if (divided instanceof Refusal) return divided;
    const { account, shares } = divided;
    const owners = shares.find((share) => share.party === 'customer');
    return {
      credit,
      assignmentAt: (version) => ({
        credit: credit.id,
        version,
        madeBy: 'hand',
        rule: null,
        ruleVersion: null,
        decidedBy: null,
        customer: owners?.party === 'customer' ? owners.id : null,
        reseller: owners?.party === 'customer' ? owners.reseller : null,
        account: account === credit.usageAccount ? null : account,
        consumer: ofCredit(credit.usageAccount, credit.period),
        exact: credit.exact,
        reason: order.reason,
        restores: null,
        shares,
        seq: 0n,
      }),
    };
  });
}

function orRefusal<T>(judge: () => T): T | Refusal {
  try {
    return judge();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function refuseUnclear({ reason, moveTo, parts }: HandOrder): void {
  if (reason.trim() === '') throw new Refusal('reason-missing', 'say why: --reason TEXT');
  if (moveTo !== null && parts.length > 0) {
    throw new Refusal(
      'two-ways',
      `the credit is to be divided by hand and moved to ${moveTo === OWNER_ACCOUNT ? 'its owner' : moveTo} at once: do one of them`,
    );
  }
}

/** One click back to what the rules propose (S4), or a newer rule version applied to an assigned credit (R7). */
export function applyProposal(desk: Desk, creditId: string): Promise<Reassigned> {
  return desk.book.write(async (shelves) => {
    const credits = await editableCredits(shelves, [creditId]);
    const [done] = await redivide(desk, shelves, await asProposed(desk, shelves, credits));
    return theOne(done);
  });
}

/** Each as the rules propose today; refused if one would be held. */
export async function asProposed(
  desk: Desk,
  shelves: Shelves,
  credits: readonly Credit[],
): Promise<Redivision[]> {
  if (credits.length === 0) return [];
  const { propose } = await proposerOf(desk, shelves, credits);
  return credits.map((credit): Redivision => {
    const proposal = propose(credit);
    if (proposal.shares === null) {
      throw new Refusal(
        'held',
        `no proposal for ${credit.id}: ${proposal.heldBecause}; assign it by hand instead`,
      );
    }
    return { credit, assignmentAt: (version) => assignmentOf(credit, proposal, version) };
  });
}

type Divided = { readonly account: string | null; readonly shares: readonly Share[] };

/** How an order divides its credit. Rules and AWS's records are read only if one of the orders moves its credit. */
async function dividerFor(
  desk: Desk,
  shelves: Shelves,
  orders: readonly HandOrder[],
  credits: readonly (Credit | Refusal)[],
): Promise<(order: HandOrder, credit: Credit) => Divided> {
  const shareOf = await sharesNamed(shelves);
  const moved = credits.flatMap((credit, at) =>
    credit instanceof Refusal || orders[at]?.moveTo === null ? [] : credit,
  );
  const proposer = moved.length === 0 ? null : await proposerOf(desk, shelves, moved);
  return ({ parts, allowMore, moveTo }, credit) => {
    if (moveTo === null || proposer === null)
      return { account: null, shares: sharesByHand(shareOf, credit, parts, allowMore) };
    const account = moveTo === OWNER_ACCOUNT ? proposer.propose(credit).ownerAccount.account : moveTo;
    return { account, shares: sharesMoved(proposer, credit, account) };
  };
}

/** The rule's proposal as if the credit were another usage account's (S4). */
function sharesMoved({ proposeMoved }: Proposer, credit: Credit, usageAccount: string): readonly Share[] {
  const proposal = proposeMoved({ ...credit, kind: 'credit' }, usageAccount);
  if (proposal.shares !== null) return proposal.shares;
  throw new Refusal('held', `moved to ${usageAccount} the credit would be held: ${proposal.heldBecause}`);
}
