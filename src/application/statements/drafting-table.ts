import { type Edge, edgeKey } from '../../domain/ledger/grant.ts';
import type { Debit } from '../../domain/ledger/grant-shelf.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { type BillablePeriod, billablePeriod } from '../../domain/statement/billable.ts';
import type { Draft } from '../../domain/statement/draft.ts';
import type { BuyerRun, LiveStatement } from '../../domain/statement/redraft.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { holdersOf } from '../parties/holders-of.ts';
import { draftContent } from './draft-content.ts';
import { type DraftParties, draftParties } from './draft-parties.ts';
import { type FrozenPrices, frozenPrices } from './frozen-prices.ts';
import { lookBack, type WaitingAdjustment, waitingAdjustments } from './waiting-adjustments.ts';

/** Everything a draft run reads, laid out per buyer. */
export type DraftingTable = {
  readonly runs: readonly BuyerRun[];
  /** The charges of the period itself. */
  readonly billable: BillablePeriod;
  readonly parties: DraftParties;
  readonly prices: FrozenPrices;
};

type DraftOrder = {
  readonly period: BillingPeriod;
  readonly useCredits: boolean | null;
  readonly late: boolean;
};

export async function draftingTable(
  desk: Desk,
  shelves: Shelves,
  order: DraftOrder,
  only: readonly Edge[] | null = null,
): Promise<DraftingTable> {
  const { period } = order;
  const parties = await draftParties(shelves);
  const back = await lookBack(shelves);
  const redone = (await shelves.statements.list({ states: ['draft'] })).filter(
    (draft) => draft.period >= period,
  );
  const redoneIds = redone.map((draft) => draft.id);
  const looked = [...redone, ...back.outdated].map((statement) => statement.period);
  const periods = new Set([period, ...looked, ...back.behind]);
  const billables = await billablesOf(shelves, periods);
  const billable = billables.get(period) ?? { byEdge: new Map(), unmapped: [] };
  const prices = await frozenPrices(shelves, periods);
  const debits = await shelves.ledger.waitingDebits(null, redoneIds);
  const adjustments = await waitingAdjustments(shelves, back, redoneIds, billables, prices);
  const edges = edgesOf(only, [
    ...billable.byEdge.values(),
    ...redone.filter((draft) => draft.period === period),
    ...debits,
    ...adjustments.map((adjustment) => adjustment.edge),
  ]);
  const ofBuyer = await buyersOf(shelves, edges, period, debits, adjustments);
  const runs = edges.map((edge): BuyerRun => {
    const key = edgeKey(edge);
    return {
      ...ofBuyer(key),
      edge,
      period,
      draftsPeriod: only === null,
      late: order.late,
      useCredits: order.useCredits ?? parties.usesCredits(edge.seller),
      linesOf: (of) => billables.get(of)?.byEdge.get(key)?.lines ?? new Map(),
      upliftOf: (service, of) => prices.uplift(edge, service, of, prices.asOf(edge, of)),
      taxTerms: parties.taxOf(edge.buyer),
      roundingLine: parties.settings.roundingLine,
      hashOf: (draft: Draft) => draftContent(draft, desk.book.idOf),
    };
  });
  return { runs, billable, parties, prices };
}

type OfBuyer = Pick<BuyerRun, 'live' | 'grants' | 'flows' | 'debits' | 'adjustments'>;

/** What the book holds of each buyer, read for all of them at once. */
async function buyersOf(
  shelves: Shelves,
  edges: readonly Edge[],
  period: BillingPeriod,
  waitingDebits: readonly Debit[],
  waiting: readonly WaitingAdjustment[],
): Promise<(key: string) => OfBuyer> {
  const live = Map.groupBy(await shelves.statements.live(edges), edgeKey);
  const grants = Map.groupBy(await shelves.ledger.grants({ edges }), edgeKey);
  const since = edges.map((edge) => previousSeq(live.get(edgeKey(edge)) ?? [], period));
  const flows = Map.groupBy(await shelves.ledger.flows(edges, since), edgeKey);
  const debits = Map.groupBy(waitingDebits, edgeKey);
  const adjustments = Map.groupBy(waiting, (adjustment) => edgeKey(adjustment.edge));
  return (key) => ({
    live: live.get(key) ?? [],
    grants: grants.get(key) ?? [],
    flows: flows.get(key) ?? [],
    debits: debits.get(key) ?? [],
    adjustments: (adjustments.get(key) ?? []).map((adjustment) => adjustment.line),
  });
}

async function billablesOf(
  shelves: Shelves,
  periods: ReadonlySet<BillingPeriod>,
): Promise<Map<BillingPeriod, BillablePeriod>> {
  const holders = await holdersOf(shelves);
  const charges = Map.groupBy(await shelves.deliveries.charges([...periods]), (charge) => charge.period);
  return new Map([...periods].map((period) => [period, billablePeriod(charges.get(period) ?? [], holders)]));
}

function edgesOf(only: readonly Edge[] | null, all: readonly Edge[]): Edge[] {
  const allowed = only === null ? null : new Set(only.map(edgeKey));
  const edges = new Map<string, Edge>();
  for (const { seller, buyer, currency } of [...(only ?? []), ...all]) {
    const edge = { seller, buyer, currency };
    const key = edgeKey(edge);
    if (allowed === null || allowed.has(key)) edges.set(key, edge);
  }
  return [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}

/** The place in time of the statement that stays before the ones this run computes. */
function previousSeq(live: readonly LiveStatement[], period: BillingPeriod): bigint {
  const standing = live.filter((statement) => statement.state !== 'draft' || statement.period < period);
  return standing.at(-1)?.draftedSeq ?? 0n;
}
