import { addExact, EXACT_ZERO, type ExactAmount, subtractExact } from '../money/exact-amount.ts';
import type { Minor } from '../money/minor.ts';
import { priceOf } from '../price/price-line.ts';
import { type BillableLine, type LineSubject, lineKey } from './billable.ts';
import type { AdjustmentLine, Statement } from './statement.ts';

/** What has been billed so far of one line of an open statement: the line and its later adjustments. */
export type BilledLine = LineSubject & { readonly exact: ExactAmount; readonly price: Minor };

/** Sums a statement's line and the adjustments made to it since. */
export function addBilled(billed: Map<string, BilledLine>, line: BilledLine): void {
  const key = lineKey(line);
  const before = billed.get(key);
  billed.set(key, {
    cloud: line.cloud,
    usageAccount: line.usageAccount,
    service: line.service,
    exact: addExact(before?.exact ?? EXACT_ZERO, line.exact),
    price: (before?.price ?? 0n) + line.price,
  });
}

/**
 * price(new exact sum) − price billed so far, line by line, at the rates frozen on that statement (N4). A line
 * whose exact sum did not change has no adjustment.
 */
export function adjustmentsOf(
  original: Pick<Statement, 'period' | 'currency'> & { readonly id: string | null },
  billed: ReadonlyMap<string, BilledLine>,
  current: ReadonlyMap<string, BillableLine>,
  upliftOf: (service: string) => ExactAmount,
): AdjustmentLine[] {
  const adjustments: AdjustmentLine[] = [];
  for (const key of new Set([...billed.keys(), ...current.keys()])) {
    const was = billed.get(key);
    const is = current.get(key);
    const subject = is ?? was;
    if (subject === undefined) continue;
    const exact = subtractExact(is?.exact ?? EXACT_ZERO, was?.exact ?? EXACT_ZERO);
    if (exact.digits === 0n) continue;
    const { cloud, usageAccount, service } = subject;
    const newPrice = priceOf(is?.exact ?? EXACT_ZERO, upliftOf(service), original.currency);
    adjustments.push({
      cloud,
      usageAccount,
      service,
      originalStatement: original.id,
      originalPeriod: original.period,
      exact,
      price: newPrice - (was?.price ?? 0n),
    });
  }
  return adjustments;
}
