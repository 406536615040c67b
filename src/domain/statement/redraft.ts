import type { Edge, Grant } from '../ledger/grant.ts';
import type { Debit } from '../ledger/grant-shelf.ts';
import type { ExactAmount } from '../money/exact-amount.ts';
import type { Minor } from '../money/minor.ts';
import type { BillingPeriod } from '../period/billing-period.ts';
import { priceOf } from '../price/price-line.ts';
import type { BillableLine } from './billable.ts';
import { computeDraft, type Draft } from './draft.ts';
import type { AdjustmentLine, PricedLine, Statement, Tax } from './statement.ts';
import { type Flow, storySince } from './story.ts';

/** A live statement with the lots its draft holds; an open one holds none. */
export type LiveStatement = Statement & {
  readonly reserved: readonly { readonly grant: string; readonly amount: Minor }[];
};

/** One seller, buyer and currency in a draft run: everything its drafts are computed from. */
export type BuyerRun = {
  readonly edge: Edge;
  readonly period: BillingPeriod;
  /** false: only what was drafted after the period is computed anew, because the period's own statement is gone. */
  readonly draftsPeriod: boolean;
  readonly late: boolean;
  /** The run's switch for the period itself; later drafts keep their own (T3). */
  readonly useCredits: boolean;
  /** The edge's live statements, in the order they were drafted. */
  readonly live: readonly LiveStatement[];
  readonly linesOf: (period: BillingPeriod) => ReadonlyMap<string, BillableLine>;
  readonly upliftOf: (service: string, period: BillingPeriod) => ExactAmount;
  readonly grants: readonly Grant[];
  readonly flows: readonly Flow[];
  /** Debits and adjustments that stand on no statement, or only on a draft that this run computes anew. */
  readonly debits: readonly Debit[];
  readonly adjustments: readonly AdjustmentLine[];
  readonly taxTerms: Tax;
  readonly roundingLine: boolean;
  /** The hash of what a draft says, without its story. */
  readonly hashOf: (draft: Draft) => string;
};

export type PlannedDraft = {
  readonly draft: Draft;
  readonly late: boolean;
  /** The statement whose closing balance this one opens with; `before` is the draft planned just before it. */
  readonly follows: string | null | 'before';
};

export type BuyerResult = {
  readonly kept: readonly LiveStatement[];
  readonly discarded: readonly LiveStatement[];
  readonly drafted: readonly PlannedDraft[];
  /** The period is not drafted because a later one is already open (T8). */
  readonly blockedBy: LiveStatement | null;
  /** Credit left unused because Use credits is off (T3). */
  readonly unused: Minor;
};

/**
 * Drafts a buyer's period and again every later draft of its, oldest first (T8). A draft that would say the
 * same is kept as it is, so running twice writes nothing; a story that merely grew is kept too while a later
 * statement tells the rest (closing of P = opening of P+1, T6). After a statement that was drafted anew everything
 * is: that one has told all there was, and the next must not tell it again.
 */
export function redraftBuyer(run: BuyerRun): BuyerResult {
  const redone = run.live.filter(
    (statement) => statement.state === 'draft' && statement.period >= run.period,
  );
  const standing = run.live.filter((statement) => !redone.includes(statement));
  const blockedBy = run.late || !run.draftsPeriod ? null : laterOpen(run, standing);
  const periods = new Set(redone.map((statement) => statement.period));
  const isOpen = standing.some((statement) => statement.period === run.period);
  if (run.draftsPeriod && blockedBy === null && !isOpen) periods.add(run.period);

  const kept: LiveStatement[] = [];
  const discarded: LiveStatement[] = [];
  const drafted: PlannedDraft[] = [];
  let grants = withReleased(run.grants, redone);
  let debits = run.debits;
  let adjustments = run.adjustments;
  let previous: Previous = lastOf(standing);
  let unused = 0n;

  for (const period of [...periods].sort()) {
    const before = redone.find((statement) => statement.period === period) ?? null;
    const due = debits.filter((debit) => debit.bookedPeriod <= period);
    const carried = adjustments.filter((line) => line.originalPeriod < period);
    const lines = [...run.linesOf(period).values()];
    if (lines.length === 0 && due.length === 0 && carried.length === 0) {
      if (before !== null) discarded.push(before);
      continue;
    }
    const useCredits = period === run.period || before === null ? run.useCredits : before.useCredits;
    const draft = computeDraft({
      edge: run.edge,
      period,
      lines: lines.map((line) => priced(line, run, period)),
      adjustments: carried,
      debits: due,
      taxTerms: run.taxTerms,
      roundingLine: run.roundingLine,
      useCredits,
      grants,
      openingBalance: previous.closingBalance,
      sincePrevious: storySince(run.flows, previous.seq),
    });
    if (!useCredits) unused += balanceOf(grants);
    const hasLater = redone.some((statement) => statement.period > period);
    if (
      before !== null &&
      before.follows === previous.id &&
      before.contentHash === run.hashOf(draft) &&
      tellsTheSame(before, draft, hasLater)
    ) {
      kept.push(before);
      previous = { id: before.id, closingBalance: before.closingBalance, seq: before.draftedSeq };
    } else {
      if (before !== null) discarded.push(before);
      drafted.push({ draft, late: run.late && period === run.period, follows: previous.id });
      previous = { id: 'before', closingBalance: draft.closingBalance, seq: NOTHING_LATER };
    }
    grants = withReserved(grants, draft);
    debits = debits.filter((debit) => !due.includes(debit));
    adjustments = adjustments.filter((line) => !carried.includes(line));
  }
  return { kept, discarded, drafted, blockedBy, unused };
}

type Previous = {
  readonly id: PlannedDraft['follows'];
  readonly closingBalance: Minor;
  readonly seq: bigint;
};

/** A draft of this run has seen everything. */
const NOTHING_LATER = 2n ** 63n;

function lastOf(standing: readonly LiveStatement[]): Previous {
  const last = standing.at(-1);
  if (last === undefined) return { id: null, closingBalance: 0n, seq: 0n };
  return { id: last.id, closingBalance: last.closingBalance, seq: last.draftedSeq };
}

function laterOpen(run: BuyerRun, standing: readonly LiveStatement[]): LiveStatement | null {
  if (standing.some((statement) => statement.period === run.period)) return null;
  return standing.find((statement) => statement.period > run.period && statement.state !== 'draft') ?? null;
}

function priced(line: BillableLine, run: BuyerRun, period: BillingPeriod): PricedLine {
  const { cloud, usageAccount, service, exact } = line;
  const upliftPercent = run.upliftOf(service, period);
  const price = priceOf(exact, upliftPercent, run.edge.currency);
  return { cloud, usageAccount, service, exact, upliftPercent, price };
}

function withReleased(grants: readonly Grant[], redone: readonly LiveStatement[]): Grant[] {
  const released = new Map<string, Minor>();
  for (const { grant, amount } of redone.flatMap((statement) => statement.reserved)) {
    released.set(grant, (released.get(grant) ?? 0n) + amount);
  }
  return grants.map((grant) => ({ ...grant, reserved: grant.reserved - (released.get(grant.id) ?? 0n) }));
}

function withReserved(grants: readonly Grant[], draft: Draft): Grant[] {
  const reserved = new Map(draft.applied.map((lot) => [lot.grant.id, lot.amount]));
  return grants.map((grant) => ({ ...grant, reserved: grant.reserved + (reserved.get(grant.id) ?? 0n) }));
}

function balanceOf(grants: readonly Grant[]): Minor {
  return grants.reduce(
    (sum, grant) => sum + grant.granted - grant.reserved - grant.applied - grant.expired - grant.withdrawn,
    0n,
  );
}

function tellsTheSame(statement: Statement, draft: Draft, hasLater: boolean): boolean {
  if (statement.openingBalance !== draft.openingBalance) return false;
  return (
    hasLater ||
    (statement.earned === draft.earned &&
      statement.expired === draft.expired &&
      statement.closingBalance === draft.closingBalance)
  );
}
