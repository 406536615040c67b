import type { UsedLot } from '../../domain/ledger/statement-entries.ts';
import type { Statement, StatementState } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';
import { Refusal } from '../errors.ts';

/** The named statements; refused when one is unknown or in a state the verb does not act on. */
export async function chosenStatements(
  shelves: Shelves,
  ids: readonly string[],
  states: readonly StatementState[],
  verb: string,
): Promise<Statement[]> {
  const found = await shelves.statements.list({ ids });
  const known = new Set(found.map((statement) => statement.id));
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0)
    throw new Refusal('unknown-statement', `there is no statement ${missing.join(', ')}`);
  const wrong = found.filter((statement) => !states.includes(statement.state));
  if (wrong.length > 0) {
    const seen = wrong.map((statement) => `${statement.id} is ${statement.state}`).join('; ');
    throw new Refusal(
      'wrong-state',
      `${seen}: only a statement that is ${states.join(' or ')} can be ${verb}`,
    );
  }
  return found;
}

/** What each statement uses of which grant. */
export async function usedLots(
  shelves: Shelves,
  statements: readonly Statement[],
): Promise<Map<string, UsedLot[]>> {
  const stories = await shelves.statements.stories(statements.map((statement) => statement.id));
  const applied = stories.filter((item) => item.movement === 'applied');
  const lots = Map.groupBy(applied, (item) => item.statement);
  return new Map([...lots].map(([id, items]) => [id, items.map(({ grant, amount }) => ({ grant, amount }))]));
}
