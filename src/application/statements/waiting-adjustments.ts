import { type Edge, edgeKey } from '../../domain/ledger/grant.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { adjustmentsOf, billedBy } from '../../domain/statement/adjust.ts';
import type { Billable, BillablePeriod } from '../../domain/statement/billable.ts';
import type { AdjustmentLine, Statement } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';
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

type Billables = ReadonlyMap<BillingPeriod, BillablePeriod>;

/**
 * N4: what open statements would bill now, less what was billed; and what of a closed period stands on no statement
 * of it, because its buyer had none. Both stand on the next statement of the same seller and buyer.
 */
export async function waitingAdjustments(
  shelves: Shelves,
  { outdated, behind }: LookBack,
  redoneIds: readonly string[],
  billables: Billables,
  prices: FrozenPrices,
): Promise<WaitingAdjustment[]> {
  return [
    ...(await ofStatements(shelves, outdated, redoneIds, billables, prices)),
    ...(await ofClosedPeriods(shelves, behind, redoneIds, billables, prices)),
  ];
}

async function ofStatements(
  shelves: Shelves,
  outdated: readonly Statement[],
  redoneIds: readonly string[],
  billables: Billables,
  prices: FrozenPrices,
): Promise<WaitingAdjustment[]> {
  if (outdated.length === 0) return [];
  const ids = outdated.map((statement) => statement.id);
  const billed = billedBy(await shelves.statements.billed(ids, redoneIds), (line) => line.statement);
  return outdated.flatMap((original) => {
    const charged = billables.get(original.period)?.byEdge.get(edgeKey(original))?.lines;
    // A void statement bills nothing any more: adjustments made to it elsewhere are taken back.
    const current = original.state === 'void' ? new Map() : (charged ?? new Map());
    const upliftOf = (service: string) =>
      prices.uplift(original, service, original.period, original.pricesAsOf);
    const lines = adjustmentsOf(original, billed.get(original.id) ?? new Map(), current, upliftOf);
    return lines.map((line) => ({ edge: original, line }));
  });
}

async function ofClosedPeriods(
  shelves: Shelves,
  periods: readonly BillingPeriod[],
  redoneIds: readonly string[],
  billables: Billables,
  prices: FrozenPrices,
): Promise<WaitingAdjustment[]> {
  if (periods.length === 0) return [];
  const later = await shelves.statements.billedAfterClosing(periods, redoneIds);
  const laterOf = Map.groupBy(later, (line) => line.originalPeriod);
  const waiting: WaitingAdjustment[] = [];
  for (const period of periods) {
    const statements = await shelves.statements.list({ period, states: ['open', 'paid', 'closed'] });
    const billedThere = new Set(statements.map(edgeKey));
    const byEdge = billables.get(period)?.byEdge ?? new Map<string, Billable>();
    const lines = laterOf.get(period) ?? [];
    const billed = billedBy(lines, edgeKey);
    // Buyers with charges in it now, and those who were billed for some before.
    const edges = new Map([...byEdge.values(), ...lines].map((edge) => [edgeKey(edge), edgeOf(edge)]));
    for (const [key, edge] of edges) {
      if (billedThere.has(key)) continue;
      const asOf = prices.asOf(edge, period);
      const made = adjustmentsOf(
        { id: null, period, currency: edge.currency },
        billed.get(key) ?? new Map(),
        byEdge.get(key)?.lines ?? new Map(),
        (service) => prices.uplift(edge, service, period, asOf),
      );
      waiting.push(...made.map((line) => ({ edge, line })));
    }
  }
  return waiting;
}

function edgeOf({ seller, buyer, currency }: Edge): Edge {
  return { seller, buyer, currency };
}
