import { type Edge, edgeKey } from '../../domain/ledger/grant.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Statement } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { chosenStatements } from './chosen-statements.ts';
import { type DraftReport, draftPeriod } from './draft-statements.ts';

/**
 * The same buyers of drafts that were thrown away once more, oldest period first, each late and with its credits or not
 * as its draft was (T8). Nothing goes back to draft (T7): the new ones are computed from what the book has now. All or
 * none: refused when one of them was drafted since, or has nothing to bill any more.
 */
export function redraftDiscarded(desk: Desk, ids: readonly string[]): Promise<Statement[]> {
  return desk.book.write(async (shelves) => {
    const gone = await chosenStatements(shelves, ids, ['discarded'], 'drafted again');
    await refuseDraftedSince(shelves, gone);
    const runs = Map.groupBy(gone, ({ period, useCredits, late }) =>
      JSON.stringify([period, useCredits, late]),
    );
    for (const [run, of] of [...runs].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const [period, useCredits, late] = JSON.parse(run) as [BillingPeriod, boolean, boolean];
      const edges = new Set(of.map(edgeKey));
      const wants = (edge: Edge): boolean => edges.has(edgeKey(edge));
      refuseBlocked(await draftPeriod(desk, shelves, { period, useCredits, late }, wants));
    }
    const drafts = new Map((await shelves.statements.live(gone)).map((one) => [monthOf(one), one]));
    return gone.map((one) => drafts.get(monthOf(one)) ?? refuseNothingToBill(one));
  });
}

/** Whoever drafted again since, or another way, is not overruled. */
async function refuseDraftedSince(shelves: Shelves, gone: readonly Statement[]): Promise<void> {
  const next = await shelves.statements.nextVersions(gone);
  const older = gone.filter(({ version }, at) => version + 1 !== next[at]);
  if (older.length === 0) return;
  const told = older.map(({ buyer, period }) => `${buyer} ${period}`).join(', ');
  throw new Refusal('drafted-since', `${told}: drafted again since; look at it before you change it`);
}

function refuseNothingToBill({ buyer, period }: Statement): never {
  throw new Refusal('nothing-to-bill', `${buyer} ${period} cannot be drafted again: it has nothing to bill`);
}

function monthOf(statement: Statement): string {
  return `${edgeKey(statement)} ${statement.period}`;
}

function refuseBlocked({ period, blocked }: DraftReport): void {
  if (blocked.length === 0) return;
  const buyers = blocked.map(({ edge, openPeriod }) => `${edge.buyer} (${openPeriod})`).join(', ');
  throw new Refusal(
    'later-open',
    `${period} cannot be drafted again: a later statement was opened in the meantime for ${buyers}`,
  );
}
