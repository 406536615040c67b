import { edgeKey } from '../domain/ledger/grant.ts';
import { applicationOf } from '../domain/ledger/statement-entries.ts';
import { equalExact } from '../domain/money/exact-amount.ts';
import { lastDayOf } from '../domain/period/billing-period.ts';
import { bookingDay } from '../domain/period/booking-day.ts';
import { type BillableLine, billablePeriod, lineKey } from '../domain/statement/billable.ts';
import type { Statement } from '../domain/statement/statement.ts';
import type { Shelves, StatementFilter } from './book.ts';
import { usedLots } from './chosen-statements.ts';
import type { Desk } from './desk.ts';
import { Refusal } from './errors.ts';
import { holdersOf } from './holders-of.ts';

/**
 * Opens drafts: what they reserved is used, each gets the next number of its seller, and they are frozen (T7, T9).
 * Refused as a whole when a draft no longer says what the charges say, or an earlier draft of its buyer waits.
 */
export function openStatements(desk: Desk, filter: Omit<StatementFilter, 'states'>): Promise<Statement[]> {
  return desk.book.write(async (shelves) => {
    const drafts = await shelves.statements.list({ ...filter, states: ['draft'] });
    refuse(await outdatedDrafts(shelves, drafts), 'draft-outdated');
    refuse(await earlierDrafts(shelves, drafts), 'earlier-draft');
    const lots = await usedLots(shelves, drafts);
    const earliestOpen = await shelves.periods.earliestOpen();
    await shelves.ledger.saveEntries(
      drafts.flatMap((draft) =>
        applicationOf(draft, lots.get(draft.id) ?? [], bookingDay(lastDayOf(draft.period), earliestOpen)),
      ),
    );
    await shelves.statements.open(drafts.map((draft) => draft.id));
    return shelves.statements.list({ ids: drafts.map((draft) => draft.id) });
  });
}

function refuse(problems: readonly string[], code: string): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, 20).join('\n');
  const more = problems.length > 20 ? `\n… and ${problems.length - 20} more` : '';
  throw new Refusal(code, `${shown}${more}`);
}

/** Drafts whose charges, or who owns them, changed since (T8, N4). */
async function outdatedDrafts(shelves: Shelves, drafts: readonly Statement[]): Promise<string[]> {
  const changed = new Map((await shelves.periods.list()).map((row) => [row.period, row.chargesSeq]));
  const doubtful = drafts.filter((draft) => draft.draftedSeq < (changed.get(draft.period) ?? 0n));
  if (doubtful.length === 0) return [];
  const periods = [...new Set(doubtful.map((draft) => draft.period))];
  const holders = await holdersOf(shelves);
  const charges = Map.groupBy(await shelves.deliveries.charges(periods), (charge) => charge.period);
  const billables = new Map(
    periods.map((period) => [period, billablePeriod(charges.get(period) ?? [], holders)]),
  );
  const lines = Map.groupBy(
    await shelves.statements.lines(doubtful.map((draft) => draft.id)),
    (l) => l.statement,
  );
  return doubtful.flatMap((draft) => {
    const now =
      billables.get(draft.period)?.byEdge.get(edgeKey(draft))?.lines ?? new Map<string, BillableLine>();
    const drafted = lines.get(draft.id) ?? [];
    const same =
      drafted.length === now.size &&
      drafted.every((line) => {
        const current = now.get(lineKey(line));
        return current !== undefined && equalExact(current.exact, line.exact);
      });
    if (same) return [];
    return [
      `${draft.buyer} ${draft.period}: its charges changed since it was drafted; draft ${draft.period} again first`,
    ];
  });
}

/** A buyer's months are opened in order, so that each statement's story follows the one before (T6, T8). */
async function earlierDrafts(shelves: Shelves, drafts: readonly Statement[]): Promise<string[]> {
  const opening = new Set(drafts.map((draft) => draft.id));
  const others = Map.groupBy(await shelves.statements.list({ states: ['draft'] }), edgeKey);
  return drafts.flatMap((draft) => {
    const earlier = (others.get(edgeKey(draft)) ?? []).find(
      (o) => o.period < draft.period && !opening.has(o.id),
    );
    if (earlier === undefined) return [];
    return [
      `${draft.buyer} ${draft.period}: its draft of ${earlier.period} comes first; open or discard that one`,
    ];
  });
}
