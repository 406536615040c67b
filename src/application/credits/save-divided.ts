import type { Divided, DivisionOrder } from '../../domain/ledger/divide.ts';
import { edgeChanges } from '../../domain/ledger/division.ts';
import { type Edge, edgeKey } from '../../domain/ledger/grant.ts';
import { GrantShelf } from '../../domain/ledger/grant-shelf.ts';
import type { Assignment, Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';

/** The grants that may have to give something back: those of every edge whose balance falls (C4). */
export async function shelfFor(shelves: Shelves, orders: readonly DivisionOrder[]): Promise<GrantShelf> {
  const falling = new Map<string, Edge>();
  for (const order of orders) {
    for (const { edge, amount } of edgeChanges(order.before, order.after, order.credit.currency)) {
      if (amount < 0n) falling.set(edgeKey(edge), edge);
    }
  }
  if (falling.size === 0) return new GrantShelf([]);
  return new GrantShelf(await shelves.ledger.grants({ edges: [...falling.values()] }));
}

export async function saveDivided(
  shelves: Shelves,
  divided: Divided,
  assignments: readonly Assignment[],
): Promise<void> {
  await shelves.credits.saveAssignments(assignments);
  await shelves.ledger.saveGrants(
    divided.grants.map((grant) => ({ ...grant, contentHash: `${grant.credit}` })),
  );
  await shelves.ledger.saveDebits(divided.debits);
  await shelves.ledger.saveEntries(divided.entries);
}

/** The ids of grants and debits, from what makes them. */
export function ledgerIds(desk: Desk): (kind: 'grant' | 'debit', key: string) => string {
  return (kind, key) => desk.book.idOf(kind === 'grant' ? 'grt' : 'dbt', key);
}
