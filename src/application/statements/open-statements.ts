import { edgeKey } from '../../domain/ledger/grant.ts';
import { applicationOf } from '../../domain/ledger/statement-entries.ts';
import { equalExact } from '../../domain/money/exact-amount.ts';
import { lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import { type BillableLine, billablePeriod, lineKey } from '../../domain/statement/billable.ts';
import type { Statement } from '../../domain/statement/statement.ts';
import type { Shelves, StatementFilter } from '../book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { holdersOf } from '../parties/holders-of.ts';
import { usedLots } from './chosen-statements.ts';

/** The drafts to open: those of a period, seller or buyer, or the ones named, each of which must then be a draft. */
export type OpenChoice = { readonly ids: readonly string[] } | Omit<StatementFilter, 'states' | 'ids'>;

/** Why one statement cannot be opened. */
type Hindrance = { readonly code: string; readonly says: string };

/**
 * Opens drafts: what they reserved is used, each gets the next number of its seller, and they are frozen (T7, T9).
 * All or none: refused with the reason for each that is unknown or no draft, that no longer says what the charges
 * say, or for whose buyer an earlier draft waits.
 */
export function openStatements(desk: Desk, choice: OpenChoice): Promise<Statement[]> {
  return desk.book.write(async (shelves) => {
    const ids = 'ids' in choice ? [...new Set(choice.ids)] : [];
    const found = await shelves.statements.list('ids' in choice ? { ids } : { ...choice, states: ['draft'] });
    const drafts = found.filter((statement) => statement.state === 'draft');
    const nameOf = 'ids' in choice ? named : told;
    refuse([
      ...noDrafts(ids, found),
      ...(await outdatedDrafts(shelves, drafts, nameOf)),
      ...(await earlierDrafts(shelves, drafts, nameOf)),
    ]);
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

/** A statement as the person chose it: by its id, or by its buyer and period. */
type NameOf = (statement: Statement) => string;

const named: NameOf = ({ id }) => id;
const told: NameOf = ({ buyer, period }) => `${buyer} ${period}`;

const SHOWN = 20;

function refuse(hindrances: readonly Hindrance[]): void {
  const [first] = hindrances;
  if (first === undefined) return;
  const alike = hindrances.every(({ code }) => code === first.code);
  const lines = hindrances.slice(0, SHOWN).map(({ says }) => says);
  const more = hindrances.length > SHOWN ? [`… and ${hindrances.length - SHOWN} more`] : [];
  throw new Refusal(alike ? first.code : 'not-to-be-opened', [...lines, ...more].join('\n'));
}

function noDrafts(ids: readonly string[], found: readonly Statement[]): Hindrance[] {
  const states = new Map(found.map(({ id, state }) => [id, state]));
  return ids.flatMap((id): Hindrance[] => {
    const state = states.get(id);
    if (state === 'draft') return [];
    if (state === undefined) return [{ code: 'unknown-statement', says: `there is no statement ${id}` }];
    return [{ code: 'wrong-state', says: `${id} is ${state}: only a statement that is draft can be opened` }];
  });
}

/** Drafts whose charges, or who owns them, changed since (T8, N4). */
async function outdatedDrafts(
  shelves: Shelves,
  drafts: readonly Statement[],
  nameOf: NameOf,
): Promise<Hindrance[]> {
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
    const says = `${nameOf(draft)}: its charges changed since it was drafted; draft ${draft.period} again first`;
    return [{ code: 'draft-outdated', says }];
  });
}

/** A buyer's months are opened in order, so that each statement's story follows the one before (T6, T8). */
async function earlierDrafts(
  shelves: Shelves,
  drafts: readonly Statement[],
  nameOf: NameOf,
): Promise<Hindrance[]> {
  const opening = new Set(drafts.map((draft) => draft.id));
  const others = Map.groupBy(await shelves.statements.list({ states: ['draft'] }), edgeKey);
  return drafts.flatMap((draft) => {
    const earlier = (others.get(edgeKey(draft)) ?? []).find(
      (o) => o.period < draft.period && !opening.has(o.id),
    );
    if (earlier === undefined) return [];
    const says = `${nameOf(draft)}: its draft of ${earlier.period} comes first; open or discard that one`;
    return [{ code: 'earlier-draft', says }];
  });
}
