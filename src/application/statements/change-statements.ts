import { releaseOf, restorationOf } from '../../domain/ledger/statement-entries.ts';
import { type BillingPeriod, lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import { STATEMENT_STATES, type Statement } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { chosenStatements, usedLots } from './chosen-statements.ts';
import { redraftAfter } from './draft-statements.ts';
import { monthKey, type PricedMonth, pricedMonths } from './frozen-prices.ts';

/** Throws drafts away: what they reserved is free again, and it is as if they had never been drafted (T7). */
export function discardStatements(desk: Desk, ids: readonly string[]): Promise<Statement[]> {
  return desk.book.write(async (shelves) => {
    const drafts = await chosenStatements(shelves, ids, ['draft'], 'discarded');
    const lots = await usedLots(shelves, drafts);
    const bookedAt = await bookingDays(shelves);
    await shelves.ledger.saveEntries(
      drafts.flatMap((draft) => releaseOf(draft, lots.get(draft.id) ?? [], bookedAt(draft.period))),
    );
    await shelves.statements.setState(ids, 'discarded', null);
    await shelves.prices.thaw(await pricedNoMore(shelves, drafts));
    await redraftLater(desk, shelves, drafts);
    return shelves.statements.list({ ids });
  });
}

/** Takes open statements back: reversed and restored, and still to be seen (T7). */
export function voidStatements(desk: Desk, ids: readonly string[], reason: string): Promise<Statement[]> {
  if (reason.trim() === '')
    throw new Refusal('reason-missing', 'say why the statement is voided: --reason TEXT');
  return desk.book.write(async (shelves) => {
    const open = await chosenStatements(
      shelves,
      ids,
      ['open'],
      'voided; reverse the payment of a paid one first',
    );
    const lots = await usedLots(shelves, open);
    const bookedAt = await bookingDays(shelves);
    await shelves.ledger.saveEntries(
      open.flatMap((statement) =>
        restorationOf(statement, lots.get(statement.id) ?? [], bookedAt(statement.period)),
      ),
    );
    await shelves.statements.setState(ids, 'void', reason);
    await shelves.periods.markChanged(await closedOnes(shelves, open));
    await redraftLater(desk, shelves, open);
    return shelves.statements.list({ ids });
  });
}

/** A voided statement of a closed period cannot be drafted again: its charges wait for the buyer's next one (N4). */
async function closedOnes(shelves: Shelves, statements: readonly Statement[]): Promise<BillingPeriod[]> {
  const earliestOpen = await shelves.periods.earliestOpen();
  return statements.map((statement) => statement.period).filter((period) => period < (earliestOpen ?? ''));
}

/** open → paid, or back when a payment is reversed (T7). */
export function payStatements(desk: Desk, ids: readonly string[], reversed: boolean): Promise<Statement[]> {
  return desk.book.write(async (shelves) => {
    await chosenStatements(
      shelves,
      ids,
      reversed ? ['paid'] : ['open'],
      reversed ? 'taken back to open' : 'paid',
    );
    await shelves.statements.setState(ids, reversed ? 'open' : 'paid', null);
    return shelves.statements.list({ ids });
  });
}

/** The end of a statement: nothing changes it any more (T7). */
export function closeStatements(desk: Desk, ids: readonly string[]): Promise<Statement[]> {
  return desk.book.write(async (shelves) => {
    await chosenStatements(shelves, ids, ['open', 'paid'], 'closed');
    await shelves.statements.setState(ids, 'closed', null);
    return shelves.statements.list({ ids });
  });
}

async function bookingDays(shelves: Shelves): Promise<(period: BillingPeriod) => string> {
  const earliestOpen = await shelves.periods.earliestOpen();
  return (period) => bookingDay(lastDayOf(period), earliestOpen);
}

/** Discarding or voiding P changes what the buyer's later drafts have to use (T8). */
async function redraftLater(desk: Desk, shelves: Shelves, gone: readonly Statement[]): Promise<void> {
  for (const [period, ofPeriod] of [...Map.groupBy(gone, (statement) => statement.period)].sort()) {
    const later = await shelves.statements.live(ofPeriod);
    const edges = ofPeriod.filter(({ seller, buyer, currency }) =>
      later.some(
        (s) =>
          s.state === 'draft' &&
          s.period > period &&
          s.seller === seller &&
          s.buyer === buyer &&
          s.currency === currency,
      ),
    );
    if (edges.length > 0) await redraftAfter(desk, shelves, edges, period);
  }
}

/** T2: prices stay those of the first draft while a live or a void statement tells them, and are today's after that. */
async function pricedNoMore(shelves: Shelves, gone: readonly Statement[]): Promise<PricedMonth[]> {
  const buyers = new Set(gone.map(buyerKey));
  const others = await shelves.statements.list({
    states: STATEMENT_STATES.filter((state) => state !== 'discarded'),
  });
  const kept = others.filter((statement) => buyers.has(buyerKey(statement)));
  const held = new Set((await monthsOf(shelves, kept)).map(monthKey));
  return (await monthsOf(shelves, gone)).filter((month) => !held.has(monthKey(month)));
}

async function monthsOf(shelves: Shelves, statements: readonly Statement[]): Promise<PricedMonth[]> {
  const ids = statements.map((statement) => statement.id);
  const lines = Map.groupBy(await shelves.statements.adjustments(ids), (line) => line.statement);
  return statements.flatMap((statement) => pricedMonths(statement, lines.get(statement.id) ?? []));
}

function buyerKey({ seller, buyer }: Statement): string {
  return `${seller}\0${buyer}`;
}
