import type { CreditRule } from '../../domain/credit-rule/credit-rule.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { type HeldBecause, proposerOf } from '../credits/propose.ts';
import { type CreditView, creditViewsOn } from '../views/credit-view.ts';
import type { Room } from './act.ts';
import type { AccountHolder, CreditStanding, StandingGroup } from './figure-shelf.ts';

export type WaitsBecause = HeldBecause | 'not-yet-assigned';

/** How the credits of a period stand, counted; the same words as each credit's view says of itself. */
export type CreditStandings = {
  readonly all: number;
  /** Those that wait, by what holds them. */
  readonly waiting: ReadonlyMap<WaitsBecause, number>;
  /** Stale or flagged (R7, N2). */
  readonly review: number;
};

type Winner = (group: StandingGroup, stem: string) => CreditRule | null;

/**
 * Counts without reading the credits: what a credit's own row and holder decide is counted in the database, and the rules
 * are asked only about those that they have not answered yet, or could answer otherwise today. Only credits that a rule
 * divides for their owner (R10) are looked at one by one, for AWS's records may tell each another owner.
 */
export async function creditStandings(room: Room, period: BillingPeriod): Promise<CreditStandings> {
  const { desk, shelves } = room;
  const { rules, holders: held } = await proposerOf(desk, shelves, []);
  const accounts = new Set((await shelves.parties.accountTenures()).map((tenure) => tenure.usageAccount));
  const holders = [...accounts].flatMap((usageAccount): AccountHolder[] => {
    const holder = held.ofCredit(usageAccount, period);
    return holder === null ? [] : [{ usageAccount, ...holder }];
  });
  const winner: Winner = ({ customer, reseller, service }, stem) =>
    customer === null ? null : (rules.choose({ stem, customer, reseller, service, period })?.rule ?? null);
  const counts = await shelves.figures.standings(period, holders);
  const counted = (...standings: CreditStanding[]): number =>
    standings.reduce((sum, standing) => sum + (counts.get(standing) ?? 0), 0);
  const undecided = counted('undecided') > 0 ? await shelves.figures.undecided(period, holders) : [];
  const perhapsStale =
    counted('doubted', 'other-holder', 'for-owner') > 0
      ? await shelves.figures.perhapsStale(period, holders)
      : [];
  return {
    all: counted(...counts.keys()),
    waiting: await waitingOf(room, counts, undecided, winner),
    review: counted('flagged') + (await staleOf(room, perhapsStale, winner)),
  };
}

async function waitingOf(
  room: Room,
  counts: ReadonlyMap<CreditStanding, number>,
  undecided: readonly StandingGroup[],
  winner: Winner,
): Promise<ReadonlyMap<WaitsBecause, number>> {
  const waiting = new Map<WaitsBecause, number>();
  const wait = (because: WaitsBecause, more: number): void => {
    if (more > 0) waiting.set(because, (waiting.get(because) ?? 0) + more);
  };
  const ofOwners: string[] = [];
  const without: WaitsBecause =
    (await room.shelves.settings.load()).noRule === 'hold' ? 'no-rule' : 'not-yet-assigned';
  for (const [standing, count] of counts) if (isHeld(standing)) wait(standing, count);
  for (const group of undecided) {
    for (const [at, stem] of group.descriptions.entries()) {
      const rule = winner(group, stem);
      if (rule?.forWhom === 'owner') ofOwners.push(group.ids[at] ?? '');
      else wait(rule === null ? without : 'not-yet-assigned', 1);
    }
  }
  for (const view of await viewsOf(room, ofOwners)) wait(view.heldBecause ?? 'not-yet-assigned', 1);
  return waiting;
}

async function staleOf(room: Room, groups: readonly StandingGroup[], winner: Winner): Promise<number> {
  const ofOwners = groups.filter((group) => group.standing === 'for-owner').flatMap((group) => group.ids);
  const views = await viewsOf(room, ofOwners);
  return groups.reduce(
    (sum, group) => {
      if (group.standing === 'for-owner') return sum;
      if (group.standing === 'other-holder') return sum + group.count;
      const other = group.descriptions.filter((stem) => {
        const rule = winner(group, stem);
        return (rule?.id ?? null) !== group.rule || (rule?.version ?? null) !== group.ruleVersion;
      });
      return sum + other.length;
    },
    views.filter((view) => view.stale).length,
  );
}

async function viewsOf({ desk, shelves }: Room, ids: readonly string[]): Promise<CreditView[]> {
  return ids.length === 0 ? [] : creditViewsOn(desk, shelves, { ids });
}

function isHeld(standing: CreditStanding): standing is CreditStanding & WaitsBecause {
  return ['estimated', 'refund', 'unmapped-account', 'not-yet-assigned'].includes(standing);
}
