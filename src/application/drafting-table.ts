import { type Edge, edgeKey } from '../domain/ledger/grant.ts';
import { EXACT_ZERO } from '../domain/money/exact-amount.ts';
import { type Customer, DISTRIBUTOR, type Reseller } from '../domain/party/party.ts';
import type { Settings } from '../domain/party/settings.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import { type PriceBook, priceBook } from '../domain/price/price-book.ts';
import { addBilled, adjustmentsOf, type BilledLine } from '../domain/statement/adjust.ts';
import { type BillablePeriod, billablePeriod } from '../domain/statement/billable.ts';
import type { Draft } from '../domain/statement/draft.ts';
import type { BuyerRun, LiveStatement } from '../domain/statement/redraft.ts';
import type { AdjustmentLine, Statement, Tax } from '../domain/statement/statement.ts';
import type { PriceFreeze, Shelves } from './book.ts';
import type { Desk } from './desk.ts';
import { draftContent } from './draft-content.ts';
import { holdersOf } from './holders-of.ts';

/** Everything a draft run reads, laid out per buyer. */
export type DraftingTable = {
  readonly runs: readonly BuyerRun[];
  /** The charges of the period itself. */
  readonly billable: BillablePeriod;
  readonly nameOf: (party: string) => string;
  /** The price book each buyer's period was first drafted with; now for a new one (T2). */
  readonly pricesAsOf: (edge: Edge, period: BillingPeriod) => bigint;
  readonly newFreezes: (drafts: readonly { readonly statement: FrozenFor }[]) => PriceFreeze[];
};

type FrozenFor = Pick<Statement, 'seller' | 'buyer' | 'period'>;

export async function draftingTable(
  desk: Desk,
  shelves: Shelves,
  options: { readonly period: BillingPeriod; readonly useCredits: boolean | null; readonly late: boolean },
  only: readonly Edge[] | null = null,
): Promise<DraftingTable> {
  const { period } = options;
  const settings = await shelves.settings.load();
  const resellers = new Map((await shelves.parties.resellers()).map((reseller) => [reseller.id, reseller]));
  const customers = new Map((await shelves.parties.customers()).map((customer) => [customer.id, customer]));
  const outdated = await shelves.statements.outdated();
  const laterDrafts = await shelves.statements.list({ states: ['draft'] });
  const redone = laterDrafts.filter((draft) => draft.period >= period);
  const periods = periodsOf(period, [...redone, ...outdated]);
  const billables = await billablesOf(shelves, periods);
  const billable = billables.get(period) ?? { byEdge: new Map(), unmapped: [] };
  const redoneIds = redone.map((draft) => draft.id);
  const waiting = await shelves.ledger.waitingDebits(null, redoneIds);

  const freezes = new Map(
    (await shelves.prices.freezes([...periods])).map((freeze) => [
      freezeKey(freeze, freeze.period),
      freeze.asOf,
    ]),
  );
  const now = await shelves.prices.now();
  const prices = priceBook(await shelves.prices.versions());
  const pricesAsOf = (edge: Edge, of: BillingPeriod): bigint => freezes.get(freezeKey(edge, of)) ?? now;

  const adjustments = Map.groupBy(
    await waitingAdjustments(shelves, outdated, redoneIds, billables, prices),
    (adjustment) => edgeKey(adjustment.edge),
  );
  const edges = edgesOf(only, [
    ...billable.byEdge.values(),
    ...redone.filter((draft) => draft.period === period),
    ...waiting,
    ...[...adjustments.values()].flat().map((adjustment) => adjustment.edge),
  ]);
  const live = Map.groupBy(await shelves.statements.live(edges), edgeKey);
  const grants = Map.groupBy(await shelves.ledger.grants({ edges }), edgeKey);
  const flows = Map.groupBy(
    await shelves.ledger.flows(
      edges,
      edges.map((edge) => previousSeq(live.get(edgeKey(edge)) ?? [], period)),
    ),
    edgeKey,
  );
  const debits = Map.groupBy(waiting, edgeKey);

  const runs = edges.map((edge): BuyerRun => {
    const key = edgeKey(edge);
    return {
      edge,
      period,
      draftsPeriod: only === null,
      late: options.late,
      useCredits: options.useCredits ?? usesCredits(edge.seller, resellers, settings),
      live: live.get(key) ?? [],
      linesOf: (of) => billables.get(of)?.byEdge.get(key)?.lines ?? new Map(),
      upliftOf: (service, of) => prices.uplift(edge.seller, edge.buyer, service, of, pricesAsOf(edge, of)),
      grants: grants.get(key) ?? [],
      flows: flows.get(key) ?? [],
      debits: debits.get(key) ?? [],
      adjustments: (adjustments.get(key) ?? []).map((adjustment) => adjustment.line),
      taxTerms: taxOfBuyer(edge.buyer, customers),
      roundingLine: settings.roundingLine,
      hashOf: (draft: Draft) => draftContent(draft, desk.book.idOf),
    };
  });
  const names = new Map([
    [DISTRIBUTOR, settings.distributorName],
    ...[...resellers.values(), ...customers.values()].map((party): [string, string] => [
      party.id,
      party.name,
    ]),
  ]);
  return {
    runs,
    billable,
    nameOf: (party) => names.get(party) ?? party,
    pricesAsOf,
    newFreezes: (drafts) => unfrozen(drafts, freezes, now),
  };
}

function periodsOf(period: BillingPeriod, statements: readonly Statement[]): Set<BillingPeriod> {
  return new Set([period, ...statements.map((statement) => statement.period)]);
}

async function billablesOf(
  shelves: Shelves,
  periods: ReadonlySet<BillingPeriod>,
): Promise<Map<BillingPeriod, BillablePeriod>> {
  const holders = await holdersOf(shelves);
  const charges = Map.groupBy(await shelves.deliveries.charges([...periods]), (charge) => charge.period);
  return new Map([...periods].map((period) => [period, billablePeriod(charges.get(period) ?? [], holders)]));
}

/** N4: what open statements whose charges changed since would bill now, less what was billed. */
async function waitingAdjustments(
  shelves: Shelves,
  outdated: readonly Statement[],
  redoneIds: readonly string[],
  billables: ReadonlyMap<BillingPeriod, BillablePeriod>,
  prices: PriceBook,
): Promise<{ edge: Edge; line: AdjustmentLine }[]> {
  if (outdated.length === 0) return [];
  const ids = outdated.map((statement) => statement.id);
  const billed = new Map<string, Map<string, BilledLine>>();
  for (const line of await shelves.statements.billed(ids, redoneIds)) {
    const lines = billed.get(line.statement) ?? new Map<string, BilledLine>();
    billed.set(line.statement, lines);
    addBilled(lines, line);
  }
  return outdated.flatMap((original) => {
    const charged = billables.get(original.period)?.byEdge.get(edgeKey(original))?.lines;
    // A void statement bills nothing any more: adjustments made to it elsewhere are taken back.
    const current = original.state === 'void' ? new Map() : (charged ?? new Map());
    const upliftOf = (service: string) =>
      prices.uplift(original.seller, original.buyer, service, original.period, original.pricesAsOf);
    return adjustmentsOf(original, billed.get(original.id) ?? new Map(), current, upliftOf).map((line) => ({
      edge: original,
      line,
    }));
  });
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

/** T3: a reseller's own default for the statements it issues, else the distributor's. */
function usesCredits(seller: string, resellers: ReadonlyMap<string, Reseller>, settings: Settings): boolean {
  return resellers.get(seller)?.useCredits ?? settings.useCredits;
}

/** T5: all tax stands with the customer; resellers have none. */
function taxOfBuyer(buyer: string, customers: ReadonlyMap<string, Customer>): Tax {
  const customer = customers.get(buyer);
  const percent = customer?.taxPercent ?? null;
  const none = percent === null || percent.digits === EXACT_ZERO.digits;
  return { percent: none ? null : percent, position: customer?.taxPosition ?? 'after_tax' };
}

function freezeKey(edge: { readonly seller: string; readonly buyer: string }, period: BillingPeriod): string {
  return JSON.stringify([edge.seller, edge.buyer, period]);
}

function unfrozen(
  drafts: readonly { readonly statement: FrozenFor }[],
  freezes: ReadonlyMap<string, bigint>,
  now: bigint,
): PriceFreeze[] {
  const added = new Map<string, PriceFreeze>();
  for (const { statement } of drafts) {
    const { seller, buyer, period } = statement;
    const key = freezeKey(statement, period);
    if (!freezes.has(key)) added.set(key, { seller, buyer, period, asOf: now });
  }
  return [...added.values()];
}
