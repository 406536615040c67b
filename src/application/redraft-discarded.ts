import { edgeKey } from '../domain/ledger/grant.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import type { Statement } from '../domain/statement/statement.ts';
import { chosenStatements } from './chosen-statements.ts';
import type { Desk } from './desk.ts';
import { type DraftReport, draftStatements } from './draft-statements.ts';
import { Refusal } from './errors.ts';

/**
 * The same buyers of drafts that were thrown away once more, oldest period first, each late and with its credits or not
 * as its draft was (T8). Nothing goes back to draft (T7): the new ones are computed from what the book has now.
 */
export function redraftDiscarded(desk: Desk, ids: readonly string[]): Promise<Statement[]> {
  return desk.book.write(async (shelves) => {
    const gone = await chosenStatements(shelves, ids, ['discarded'], 'drafted again');
    const runs = Map.groupBy(gone, ({ period, useCredits, late }) =>
      JSON.stringify([period, useCredits, late]),
    );
    for (const [run, of] of [...runs].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const [period, useCredits, late] = JSON.parse(run) as [BillingPeriod, boolean, boolean];
      const edges = new Set(of.map(edgeKey));
      refuseBlocked(
        await draftStatements(desk, { period, useCredits, late }, (edge) => edges.has(edgeKey(edge))),
      );
    }
    const wanted = new Set(gone.map((one) => `${edgeKey(one)} ${one.period}`));
    const live = await shelves.statements.live(gone);
    return live.filter((one) => one.state === 'draft' && wanted.has(`${edgeKey(one)} ${one.period}`));
  });
}

function refuseBlocked({ period, blocked }: DraftReport): void {
  if (blocked.length === 0) return;
  const buyers = blocked.map(({ edge, openPeriod }) => `${edge.buyer} (${openPeriod})`).join(', ');
  throw new Refusal(
    'later-open',
    `${period} cannot be drafted again: a later statement was opened in the meantime for ${buyers}`,
  );
}
