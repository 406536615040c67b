import { EXACT_ZERO, equalExact } from '../money/exact-amount.ts';
import { type Credit, kindOf } from './credit.ts';
import type { GatheredCredit } from './gather.ts';

/**
 * What a delivery does to the credits of its payer and period: new ones, changed ones, and those it no longer
 * names (their new total is 0, N1). Unchanged credits are not returned. Finality never goes back; a changed
 * total is as final as the delivery that says it (C6).
 */
export function restateCredits(
  known: readonly Credit[],
  gathered: ReadonlyMap<string, GatheredCredit>,
  deliveryIsFinal: boolean,
  idOf: (identityKey: string) => string,
): Credit[] {
  const knownById = new Map(known.map((credit) => [credit.id, credit]));
  const seen = new Set<string>();
  const changed: Credit[] = [];
  for (const [key, { identity, exact, lines }] of gathered) {
    const id = idOf(key);
    seen.add(id);
    const before = knownById.get(id);
    const sameTotal = before !== undefined && equalExact(before.exact, exact);
    const final = deliveryIsFinal || (sameTotal && before.final);
    if (sameTotal && before.final === final && before.lines === lines) continue;
    const kind = kindOf(identity.lineType, identity.description);
    changed.push({ ...identity, id, kind, exact, lines, final, bookedExact: before?.bookedExact ?? null });
  }
  for (const credit of known) {
    if (seen.has(credit.id)) continue;
    const alreadyGone = credit.lines === 0 && equalExact(credit.exact, EXACT_ZERO);
    const final = deliveryIsFinal || (alreadyGone && credit.final);
    if (alreadyGone && credit.final === final) continue;
    changed.push({ ...credit, exact: EXACT_ZERO, lines: 0, final });
  }
  return changed;
}
