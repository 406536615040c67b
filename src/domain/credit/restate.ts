import { EXACT_ZERO, type ExactAmount, equalExact } from '../money/exact-amount.ts';
import { compareKeys } from '../text-order/compare-text.ts';
import { type Credit, kindOf } from './credit.ts';
import type { GatheredCredit } from './gather.ts';

/**
 * What a delivery does to the credits of its payer and period: new ones, changed ones, and those it no longer
 * names (their new total is 0, N1). Unchanged credits are not returned. Finality never goes back; a changed
 * total is as final as the delivery that says it, unless it is the last final one again (C6).
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
    const final = deliveryIsFinal || (sameTotal && before.final) || wasFinalAt(before, exact);
    if (sameTotal && before.final === final && before.lines === lines) continue;
    const kind = kindOf(identity.lineType, identity.description);
    changed.push({ ...identity, id, kind, exact, lines, final, bookedExact: before?.bookedExact ?? null });
  }
  for (const credit of known) {
    if (seen.has(credit.id)) continue;
    const alreadyGone = credit.lines === 0 && equalExact(credit.exact, EXACT_ZERO);
    const final = deliveryIsFinal || (alreadyGone && credit.final) || wasFinalAt(credit, EXACT_ZERO);
    if (alreadyGone && credit.final === final) continue;
    changed.push({ ...credit, exact: EXACT_ZERO, lines: 0, final });
  }
  return changed.sort(inListOrder);
}

/** The cloud said this total as its last word before, and any other since was an estimate only (C6). */
function wasFinalAt(credit: Credit | undefined, exact: ExactAmount): boolean {
  const booked = credit?.bookedExact ?? null;
  return booked !== null && equalExact(booked, exact);
}

/** Whatever the order of the lines in the files, what follows from them happens in one order. */
function inListOrder(a: Credit, b: Credit): number {
  const keysOf = (credit: Credit): string[] => [
    credit.usageAccount,
    credit.service,
    credit.description,
    credit.id,
  ];
  return compareKeys(keysOf(a), keysOf(b));
}
