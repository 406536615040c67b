import { expireGrants } from '../../domain/ledger/expire.ts';
import { type Edge, edgeKey } from '../../domain/ledger/grant.ts';
import { releaseOf, reservationOf } from '../../domain/ledger/statement-entries.ts';
import type { Minor } from '../../domain/money/minor.ts';
import { type BillingPeriod, firstDayOf, lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import type { BillablePeriod } from '../../domain/statement/billable.ts';
import type { LiveStatement } from '../../domain/statement/redraft.ts';
import { type BuyerResult, redraftBuyer } from '../../domain/statement/redraft.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { type DraftingTable, draftingTable } from './drafting-table.ts';
import { pricedMonths } from './frozen-prices.ts';
import { newStatements } from './new-statement.ts';

export type DraftOptions = {
  readonly period: BillingPeriod;
  /** The run's switch; null: each seller's default (T3). */
  readonly useCredits: boolean | null;
  /** Draft the period although a later one is already open (T8). */
  readonly late: boolean;
};

export type DraftReport = {
  readonly period: BillingPeriod;
  readonly drafted: number;
  readonly replaced: number;
  readonly kept: number;
  readonly discarded: number;
  /** A later statement of the same seller and buyer is open: not drafted without --late (T8). */
  readonly blocked: readonly { readonly edge: Edge; readonly openPeriod: BillingPeriod }[];
  /** Buyers with a balance while Use credits is off (T3). */
  readonly unused: readonly { readonly edge: Edge; readonly balance: Minor }[];
  readonly expiredGrants: number;
  readonly unmappedCharges: number;
};

/** How far a run is: of how many buyers. What it throws ends the run with nothing kept. */
export type DraftProgress = (note: {
  readonly phase: 'drafting' | 'saving';
  readonly done: number;
  readonly of: number;
}) => Promise<void>;

/** Buyers between two notes: a hundred are drafted in about a twentieth of a second. */
const NOTED_EVERY = 100;
const UNNOTED: DraftProgress = () => Promise.resolve();

/** Drafts a period's statements, and again the later drafts of the same buyers; running it twice writes nothing (T). */
export function draftStatements(
  desk: Desk,
  options: DraftOptions,
  wants?: (edge: Edge) => boolean,
  progress?: DraftProgress,
): Promise<DraftReport> {
  return desk.book.write((shelves) => draftPeriod(desk, shelves, options, wants, progress));
}

/** The same as a part of a larger change. */
export async function draftPeriod(
  desk: Desk,
  shelves: Shelves,
  options: DraftOptions,
  /** Which sellers and buyers the run is about; all of them unless it is said. */
  wants: (edge: Edge) => boolean = () => true,
  progress: DraftProgress = UNNOTED,
): Promise<DraftReport> {
  await refuseClosed(shelves, options.period);
  const expired = await expireEnded(shelves, options.period);
  const table = await draftingTable(desk, shelves, options);
  const runs = table.runs.filter((run) => wants(run.edge));
  return saveRun(desk, shelves, options, { ...table, runs }, { expired, progress });
}

/** Drafts again what stands on later drafts of these buyers, without touching the period itself (T8, discard). */
export async function redraftAfter(
  desk: Desk,
  shelves: Shelves,
  edges: readonly Edge[],
  period: BillingPeriod,
): Promise<void> {
  const options = { period, useCredits: null, late: false };
  const table = await draftingTable(desk, shelves, options, edges);
  await saveRun(desk, shelves, options, table, { expired: 0, progress: UNNOTED });
}

async function refuseClosed(shelves: Shelves, period: BillingPeriod): Promise<void> {
  const earliestOpen = await shelves.periods.earliestOpen();
  if (earliestOpen === null || period >= earliestOpen) return;
  throw new Refusal(
    'period-closed',
    `${period} is closed; nothing can be drafted in it. The earliest open period is ${earliestOpen}`,
  );
}

/** T4: the rest of every grant that ended before the period, for every buyer of the book. */
async function expireEnded(shelves: Shelves, period: BillingPeriod): Promise<number> {
  const ended = await shelves.ledger.grants({ endedBefore: firstDayOf(period) });
  await shelves.ledger.saveEntries(expireGrants(ended, await shelves.periods.earliestOpen()));
  return ended.length;
}

async function saveRun(
  desk: Desk,
  shelves: Shelves,
  options: DraftOptions,
  table: DraftingTable,
  { expired, progress }: { readonly expired: number; readonly progress: DraftProgress },
): Promise<DraftReport> {
  const of = table.runs.length;
  const results: { readonly edge: Edge; readonly result: BuyerResult }[] = [];
  for (const [done, run] of table.runs.entries()) {
    if (done % NOTED_EVERY === 0) await progress({ phase: 'drafting', done, of });
    results.push({ edge: run.edge, result: redraftBuyer(run) });
  }
  await progress({ phase: 'saving', done: of, of });
  const discarded = results.flatMap(({ result }) => result.discarded);
  const earliestOpen = await shelves.periods.earliestOpen();
  const bookedAt = (statement: { period: BillingPeriod }): string =>
    bookingDay(lastDayOf(statement.period), earliestOpen);
  await shelves.ledger.saveEntries(
    discarded.flatMap((draft) => releaseOf(draft, draft.reserved, bookedAt(draft))),
  );
  await shelves.statements.setState(
    discarded.map((draft) => draft.id),
    'discarded',
    null,
  );
  const drafts = await newStatements(desk, shelves, results, table);
  const priced = drafts.flatMap(({ statement }) => pricedMonths(statement, statement.adjustmentLines));
  await shelves.prices.freeze(table.prices.newFreezes(priced));
  await shelves.statements.saveDrafts(drafts.map((draft) => draft.statement));
  await shelves.ledger.saveEntries(
    drafts.flatMap(({ statement, applied }) => reservationOf(statement, applied, bookedAt(statement))),
  );
  return reportOf(options.period, results, table.billable, expired);
}

function reportOf(
  period: BillingPeriod,
  results: readonly { readonly edge: Edge; readonly result: BuyerResult }[],
  billable: BillablePeriod,
  expiredGrants: number,
): DraftReport {
  const count = (pick: (result: BuyerResult) => number): number =>
    results.reduce((sum, { result }) => sum + pick(result), 0);
  const redrawn = new Set(
    results.flatMap(({ edge, result }) =>
      result.drafted.map(({ draft }) => `${edgeKey(edge)} ${draft.input.period}`),
    ),
  );
  const isReplaced = (draft: LiveStatement): boolean => redrawn.has(`${edgeKey(draft)} ${draft.period}`);
  return {
    period,
    drafted: count((result) => result.drafted.length),
    replaced: count((result) => result.discarded.filter(isReplaced).length),
    kept: count((result) => result.kept.length),
    discarded: count((result) => result.discarded.filter((draft) => !isReplaced(draft)).length),
    blocked: results.flatMap(({ edge, result }) =>
      result.blockedBy === null ? [] : [{ edge, openPeriod: result.blockedBy.period }],
    ),
    unused: results.flatMap(({ edge, result }) =>
      result.unused > 0n ? [{ edge, balance: result.unused }] : [],
    ),
    expiredGrants,
    unmappedCharges: billable.unmapped.length,
  };
}
