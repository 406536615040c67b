import { type Edge, edgeKey } from '../domain/ledger/grant.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import { addBilled, adjustmentsOf, type BilledLine } from '../domain/statement/adjust.ts';
import type { BillablePeriod } from '../domain/statement/billable.ts';
import type { AdjustmentLine, Statement } from '../domain/statement/statement.ts';
import type { Shelves } from './book.ts';
import type { FrozenPrices } from './frozen-prices.ts';

export type WaitingAdjustment = { readonly edge: Edge; readonly line: AdjustmentLine };

/** What a draft run has to look back at: statements and closed periods whose charges changed since. */
export type LookBack = {
  readonly outdated: readonly Statement[];
  /** Periods in which nothing can be drafted any more, but something changed or was left unbilled. */
  readonly behind: readonly BillingPeriod[];
};

export async function lookBack(shelves: Shelves): Promise<LookBack> {
  const earliestOpen = (await shelves.periods.earliestOpen()) ?? '';
  return {
    outdated: await shelves.statements.outdated(),
    behind: (await shelves.periods.list())
      .filter((row) => row.period < earliestOpen && (!row.closed || row.changedSinceClosing))
      .map((row) => row.period),
  };
}

/**
 * N4: what open statements would bill now, less what was billed; and what of a closed period stands on no statement
 * of it, because its buyer had none. Both stand on the next statement of the same seller and buyer.
 */
export async function waitingAdjustments(
  shelves: Shelves,
  { outdated, behind }: LookBack,
  redoneIds: readonly string[],
  billables: ReadonlyMap<BillingPeriod, BillablePeriod>,
  prices: FrozenPrices,
): Promise<WaitingAdjustment[]> {
  const billed = await billedSoFar(shelves, outdated, behind, redoneIds);
  const ofStatements = outdated.flatMap((original) => {
    const charged = billables.get(original.period)?.byEdge.get(edgeKey(original))?.lines;
    // A void statement bills nothing any more: adjustments made to it elsewhere are taken back.
    const current = original.state === 'void' ? new Map() : (charged ?? new Map());
    const upliftOf = (service: string) =>
      prices.uplift(original, service, original.period, original.pricesAsOf);
    const lines = adjustmentsOf(original, billed.get(original.id) ?? new Map(), current, upliftOf);
    return lines.map((line) => ({ edge: original, line }));
  });
  const ofClosed: WaitingAdjustment[] = [];
  for (const period of behind) {
    const statements = await shelves.statements.list({ period, states: ['open', 'paid', 'closed'] });
    const billedThere = new Set(statements.map(edgeKey));
    for (const [key, edge] of edgesOfPeriod(period, billables, billed)) {
      if (billedThere.has(key)) continue;
      const current = billables.get(period)?.byEdge.get(key)?.lines ?? new Map();
      const asOf = prices.asOf(edge, period);
      const original = { id: null, period, currency: edge.currency };
      const upliftOf = (service: string) => prices.uplift(edge, service, period, asOf);
      const lines = adjustmentsOf(
        original,
        billed.get(closedKey(period, edge)) ?? new Map(),
        current,
        upliftOf,
      );
      ofClosed.push(...lines.map((line) => ({ edge, line })));
    }
  }
  return [...ofStatements, ...ofClosed];
}

/** Buyers with charges in a closed period now, and those who were billed for some before. */
function edgesOfPeriod(
  period: BillingPeriod,
  billables: ReadonlyMap<BillingPeriod, BillablePeriod>,
  billed: ReadonlyMap<string, ReadonlyMap<string, BilledLine>>,
): Map<string, Edge> {
  const edges = new Map<string, Edge>();
  for (const { seller, buyer, currency } of billables.get(period)?.byEdge.values() ?? []) {
    edges.set(edgeKey({ seller, buyer, currency }), { seller, buyer, currency });
  }
  for (const key of billed.keys()) {
    const [of, seller, buyer, currency] = key.startsWith('[') ? (JSON.parse(key) as string[]) : [];
    if (of !== period || seller === undefined || buyer === undefined || currency === undefined) continue;
    edges.set(edgeKey({ seller, buyer, currency }), { seller, buyer, currency });
  }
  return edges;
}

function closedKey(period: BillingPeriod, { seller, buyer, currency }: Edge): string {
  return JSON.stringify([period, seller, buyer, currency]);
}

/** By statement id, or by closed period and buyer: what stands on statements that this run leaves alone. */
async function billedSoFar(
  shelves: Shelves,
  outdated: readonly Statement[],
  periods: readonly BillingPeriod[],
  redoneIds: readonly string[],
): Promise<Map<string, Map<string, BilledLine>>> {
  const billed = new Map<string, Map<string, BilledLine>>();
  const add = (key: string, line: BilledLine): void => {
    const lines = billed.get(key) ?? new Map<string, BilledLine>();
    billed.set(key, lines);
    addBilled(lines, line);
  };
  if (outdated.length > 0) {
    const ids = outdated.map((statement) => statement.id);
    for (const line of await shelves.statements.billed(ids, redoneIds)) add(line.statement, line);
  }
  if (periods.length > 0) {
    for (const line of await shelves.statements.billedAfterClosing(periods, redoneIds)) {
      add(closedKey(line.originalPeriod, line), line);
    }
  }
  return billed;
}
