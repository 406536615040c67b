import { type Sight, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import type { CheckResult } from '../../domain/checks/checks.ts';
import { type BillingPeriod, shiftPeriod } from '../../domain/period/billing-period.ts';
import { checkBookOn } from '../checks/check-book.ts';
import { closePeriod } from '../month/close-period.ts';
import { holdersOf } from '../parties/holders-of.ts';
import { type Deed, look, type Office, permission, type Room, readOnlyReason } from './act.ts';
import { type CreditStandings, creditStandings, type WaitsBecause } from './credit-standings.ts';
import { found } from './refusals.ts';

export type BoardStep = {
  readonly step: 'received' | 'credits' | 'reviewed' | 'drafted' | 'opened' | 'closed';
  readonly state: 'waiting' | 'blocked' | 'ready' | 'done';
  readonly done: number;
  readonly of: number;
  readonly sentence: string;
  readonly blockers: Blocker[];
};
type Blocker = {
  readonly code: string;
  readonly sentence: string;
  readonly count: number;
  readonly cure: string;
  readonly screen: 'deliveries' | 'credits' | 'statements' | 'checks' | 'accounts' | 'close';
  readonly filter: Record<string, string>;
};

export function periodList(office: Office, viewer: Viewer) {
  return look(office, viewer, async ({ shelves }) => {
    const sight: Sight = sightOf(viewer);
    if (sight.kind !== 'everything') {
      const own = await shelves.lists.statementPeriods(sight);
      return { items: own.map((period) => ({ period, closed: false, closedReason: null })) };
    }
    const rows = await shelves.periods.list();
    return {
      items: rows.toReversed().map(({ period, closed, closedReason }) => ({ period, closed, closedReason })),
    };
  });
}

/**
 * The month's work as steps: what is there, what blocks it and where the cure is. Only counted, so that it is there at
 * once in a large book; whether the checks hold is the control sheet's to say.
 */
export function boardOf(office: Office, viewer: Viewer, period: BillingPeriod) {
  return look(office, viewer, async (room) => {
    const row = found((await room.shelves.periods.list()).find((one) => one.period === period));
    const steps = await stepsOf(room, period, row.closed);
    const blocked = steps
      .slice(0, 5)
      .flatMap((step) => step.blockers.filter((one) => one.screen !== 'close'))[0];
    const because = row.closed ? 'it is closed already' : readOnlyReason(viewer);
    return {
      period,
      closed: row.closed,
      steps,
      actions: [
        permission('assign', because),
        permission('generate', because),
        permission('close', because ?? (blocked?.code === 'drafts-waiting' ? blocked.sentence : null)),
      ],
    };
  });
}

async function stepsOf(room: Room, period: BillingPeriod, closed: boolean): Promise<BoardStep[]> {
  const credits = await creditStandings(room, period);
  const counts = await room.shelves.figures.statementCounts(period);
  const count = (state: string): number => counts.get(state) ?? 0;
  return [
    await receivedStep(room, period),
    creditsStep(period, credits),
    reviewedStep(period, credits),
    ...statementSteps(period, count('draft'), count('open') + count('paid') + count('closed')),
    closedStep(closed, []),
  ];
}

function closedStep(closed: boolean, blockers: Blocker[]): BoardStep {
  const step = stepOf('closed', closed ? 1 : 0, 1, closed ? 'closed' : 'not closed yet', blockers);
  return closed ? { ...step, state: 'done' } : step;
}

async function receivedStep({ shelves }: Room, period: BillingPeriod): Promise<BoardStep> {
  const holders = await holdersOf(shelves);
  const deliveries = await shelves.deliveries.current(period);
  const estimated = deliveries.filter((one) => !one.final).length;
  const accounts = new Set(deliveries.flatMap((one) => one.usageAccounts));
  const unmapped = [...accounts].filter((one) => holders.ofCredit(one, period) === null).length;
  const filter = { period, unmapped: 'true' };
  return stepOf('received', deliveries.length, deliveries.length, `${deliveries.length} deliveries read`, [
    ...blocker(
      estimated,
      'estimated',
      ['is still an estimate', 'are still estimates'],
      'import the final delivery',
      'deliveries',
      {
        period,
      },
    ),
    ...blocker(unmapped, 'unmapped', NOBODYS, 'map them', 'accounts', filter),
  ]);
}

function creditsStep(period: BillingPeriod, { all, waiting }: CreditStandings): BoardStep {
  const blockers = [...waiting].flatMap(([because, count]) => {
    const filter = { period, status: because === 'estimated' ? 'estimated' : 'pending' };
    return blocker(count, because, HELD[because], CURES[because], 'credits', filter);
  });
  const done = all - blockers.reduce((sum, one) => sum + one.count, 0);
  return stepOf('credits', done, all, `${done} of ${all} credits divided`, blockers);
}

function reviewedStep(period: BillingPeriod, { all, review }: CreditStandings): BoardStep {
  const since = 'since then the rules, tenures or the cloud changed';
  const why = [`was divided, but ${since}`, `were divided, but ${since}`] as const;
  return stepOf(
    'reviewed',
    all - review,
    all,
    review === 1 ? '1 credit wants a second look' : `${review} credits want a second look`,
    blocker(review, 'review', why, 'look at them and re-apply or keep', 'credits', { period }),
  );
}

function statementSteps(period: BillingPeriod, drafts: number, opened: number): BoardStep[] {
  const all = drafts + opened;
  const none = all === 0 ? 1 : 0;
  const filter = { period, state: 'draft' };
  return [
    stepOf(
      'drafted',
      all,
      all,
      `${all} statements drafted`,
      blocker(none, 'not-drafted', null, 'generate statements', 'statements', {
        period,
      }),
    ),
    stepOf(
      'opened',
      opened,
      all,
      `${opened} of ${all} statements opened`,
      blocker(
        drafts,
        'drafts-waiting',
        ['draft waits', 'drafts wait'],
        'open or discard them',
        'statements',
        filter,
      ),
    ),
  ];
}

type OneOrMany = readonly [one: string, many: string];
const NOBODYS: OneOrMany = ['usage account belongs to nobody', 'usage accounts belong to nobody'];
const HELD: Readonly<Record<WaitsBecause, OneOrMany>> = {
  'no-rule': ['credit that no rule wants', 'credits that no rule wants'],
  'unmapped-account': [
    'credit of an account that belongs to nobody',
    'credits of accounts that belong to nobody',
  ],
  'unmapped-owner': [
    'credit for the owner of an account that belongs to nobody',
    'credits for owners of accounts that belong to nobody',
  ],
  estimated: ['credit that is an estimate', 'credits that are estimates'],
  refund: ['refund waits for a person', 'refunds wait for a person'],
  'not-yet-assigned': [
    'credit that the rules have not divided yet',
    'credits that the rules have not divided yet',
  ],
};
const CURES: Readonly<Record<WaitsBecause, string>> = {
  'no-rule': 'add a rule or assign them by hand',
  'unmapped-account': 'map their accounts',
  'unmapped-owner': 'map the account they come from',
  estimated: 'import the final delivery',
  refund: 'assign them by hand',
  'not-yet-assigned': 'run the rules',
};

function stepOf(
  name: BoardStep['step'],
  done: number,
  of: number,
  sentence: string,
  blockers: Blocker[],
): BoardStep {
  const state = blockers.length > 0 ? 'blocked' : of === 0 ? 'waiting' : done < of ? 'ready' : 'done';
  return { step: name, state, done, of, sentence, blockers };
}

function blocker(
  count: number,
  code: string,
  what: OneOrMany | null,
  cure: string,
  screen: Blocker['screen'],
  filter: Record<string, string>,
): Blocker[] {
  if (count === 0) return [];
  const sentence = what === null ? 'none yet' : `${count} ${what[count === 1 ? 0 : 1]}`;
  return [{ code, sentence, count, cure, screen, filter }];
}

/** Cloud credits → customers, resellers, distributor, unallocated; amounts of zero have no link. */
export function flowOf(office: Office, viewer: Viewer, period: BillingPeriod) {
  return look(office, viewer, async ({ shelves }) => {
    found((await shelves.periods.list()).find((one) => one.period === period));
    const rows = await shelves.figures.flow(period);
    const items = [...Map.groupBy(rows, (row) => row.currency)].map(([currency, of]) => {
      const ends = ['customers', 'resellers', 'distributor', 'unallocated'] as const;
      const links = of.flatMap((row) =>
        ends
          .filter((end) => !/^-?0*\.?0*$/.test(row[end]))
          .map((end) => ({ from: row.cloud, to: end, amount: row[end] })),
      );
      const clouds = [...new Set(of.map((row) => row.cloud))];
      return {
        currency,
        nodes: [
          ...clouds.map((cloud) => ({ id: cloud, kind: 'cloud' as const, name: cloud })),
          ...ends.map((end) => ({ id: end, kind: end, name: end })),
        ],
        links,
      };
    });
    return { items };
  });
}

export function monthList(office: Office, viewer: Viewer, last: number) {
  return look(office, viewer, async ({ shelves }) => {
    const rows = await shelves.periods.list();
    const newest = rows.at(-1)?.period;
    if (newest === undefined) return { items: [] };
    const closed = new Set(rows.filter((row) => row.closed).map((row) => row.period));
    const periods = Array.from({ length: last }, (_, at) => shiftPeriod(newest, at - last + 1));
    const months = await shelves.figures.months(periods);
    return { items: months.map((month) => ({ ...month, closed: closed.has(month.period) })) };
  });
}

export function controlSheet(office: Office, viewer: Viewer, period: BillingPeriod | undefined) {
  return look(office, viewer, async ({ desk, shelves }) => {
    const items = (await checkBookOn(desk, shelves, period ?? null)).map((one) => ({ ...one }));
    const row = (await shelves.periods.list()).find((one) => one.period === period);
    return {
      items,
      closing: row === undefined ? null : closedStep(row.closed, brokenChecks(items, row.period)),
      difference: await shelves.figures.controlDifference(),
    };
  });
}

function brokenChecks(checks: readonly CheckResult[], period: BillingPeriod): Blocker[] {
  const failed = checks.filter((one) => !one.ok && one.severity === 'error').length;
  const what: OneOrMany = ['check fails', 'checks fail'];
  return blocker(failed, 'check-failed', what, 'look at the control sheet', 'checks', { period });
}

export async function closeMonth(
  room: Room,
  period: BillingPeriod,
  reason: string,
  dryRun: boolean,
): Promise<Deed> {
  found((await room.shelves.periods.list()).find((one) => one.period === period));
  const { warnings } = await closePeriod(room.desk, period, reason);
  return {
    answer: { period, reason, warnings: [...warnings], dryRun },
    object: period,
    after: { closed: true, warnings },
    why: reason,
  };
}
