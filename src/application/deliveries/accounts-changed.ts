import type { ChargeSum } from '../../domain/line-item/delivered-month.ts';
import { lineClassOf } from '../../domain/line-item/line-type.ts';
import { addExact, EXACT_ZERO, type ExactAmount, equalExact } from '../../domain/money/exact-amount.ts';

/**
 * Those of the accounts in `before` that are charged otherwise `now`: for some service, currency and day, whatever their
 * sum. Line types of one class are one, as on a statement; days count only where both have them (P3).
 */
export function accountsChanged(
  before: readonly ChargeSum[],
  now: readonly ChargeSum[],
): ReadonlySet<string> {
  const known = new Set(before.map(({ usageAccount }) => usageAccount));
  const both = [...before, ...now.filter(({ usageAccount }) => known.has(usageAccount))];
  const wholeMonths = new Set(
    both.filter(({ usageDay }) => usageDay === null).map((one) => one.usageAccount),
  );
  const sumsOf = (charges: readonly ChargeSum[]): Map<string, Sum> => sumsBy(charges, known, wholeMonths);
  const [was, is] = [sumsOf(before), sumsOf(now)];
  const changed = new Set<string>();
  for (const [key, { usageAccount, exact }] of [...was, ...is]) {
    const differs = [was, is].some((sums) => !equalExact(sums.get(key)?.exact ?? EXACT_ZERO, exact));
    if (differs) changed.add(usageAccount);
  }
  return changed;
}

type Sum = { readonly usageAccount: string; readonly exact: ExactAmount };

function sumsBy(
  charges: readonly ChargeSum[],
  known: ReadonlySet<string>,
  wholeMonths: ReadonlySet<string>,
): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { usageAccount, service, lineType, currency, usageDay, exact } of charges) {
    if (!known.has(usageAccount) || lineClassOf(lineType) !== 'charge') continue;
    const day = wholeMonths.has(usageAccount) ? null : usageDay;
    const key = JSON.stringify([usageAccount, service, currency, day]);
    sums.set(key, { usageAccount, exact: addExact(sums.get(key)?.exact ?? EXACT_ZERO, exact) });
  }
  return sums;
}
