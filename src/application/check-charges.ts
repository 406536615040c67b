import type { Finding } from '../domain/checks/checks.ts';
import { edgeKey } from '../domain/ledger/grant.ts';
import { equalExact, exactToText, sumExact } from '../domain/money/exact-amount.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import { addBilled, type BilledLine } from '../domain/statement/adjust.ts';
import { billablePeriod, type StoredCharge } from '../domain/statement/billable.ts';
import { isLive, type Statement } from '../domain/statement/statement.ts';
import type { Shelves } from './book.ts';
import { holdersOf } from './holders-of.ts';

/**
 * charges-billed (K): a statement that has seen the newest charges of its period bills exactly them, line by
 * line, adjustments included. One that has not is "not yet drafted": its difference waits for the next draft.
 */
export async function chargesBilled(
  shelves: Shelves,
  periods: readonly BillingPeriod[],
  charges: readonly StoredCharge[],
): Promise<Finding[]> {
  const holders = await holdersOf(shelves);
  const changed = new Map((await shelves.periods.list()).map((row) => [row.period, row.chargesSeq]));
  const byPeriod = Map.groupBy(charges, (charge) => charge.period);
  const findings: Finding[] = [];
  for (const period of periods) {
    const billable = billablePeriod(byPeriod.get(period) ?? [], holders);
    const statements = (await shelves.statements.list({ period })).filter((s) => isLive(s.state));
    const seen = statements.filter((statement) => statement.draftedSeq > (changed.get(period) ?? 0n));
    const billed = await billedLines(shelves, seen);
    for (const statement of seen) {
      const lines = billable.byEdge.get(edgeKey(statement))?.lines ?? new Map();
      findings.push(...differences(statement, lines, billed.get(statement.id) ?? new Map()));
    }
  }
  return findings;
}

async function billedLines(
  shelves: Shelves,
  statements: readonly Statement[],
): Promise<Map<string, Map<string, BilledLine>>> {
  const billed = new Map<string, Map<string, BilledLine>>();
  for (const line of await shelves.statements.billed(
    statements.map((s) => s.id),
    [],
  )) {
    const lines = billed.get(line.statement) ?? new Map<string, BilledLine>();
    billed.set(line.statement, lines);
    addBilled(lines, line);
  }
  return billed;
}

function differences(
  statement: Statement,
  charged: ReadonlyMap<string, BilledLine | { readonly exact: BilledLine['exact'] }>,
  billed: ReadonlyMap<string, BilledLine>,
): Finding[] {
  const read = sumExact([...charged.values()].map((line) => line.exact));
  const stated = sumExact([...billed.values()].map((line) => line.exact));
  const sameLines = [...charged].every(([key, line]) => {
    const of = billed.get(key);
    return of !== undefined && equalExact(of.exact, line.exact);
  });
  if (sameLines && equalExact(read, stated)) return [];
  return [{ object: statement.id, amount: `charges ${exactToText(read)}, billed ${exactToText(stated)}` }];
}
