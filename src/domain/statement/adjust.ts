import { addExact, EXACT_ZERO, type ExactAmount, subtractExact } from '../money/exact-amount.ts';
import type { Minor } from '../money/minor.ts';
import { priceOf } from '../price/price-line.ts';
import { type BillableLine, type LineSubject, lineKey } from './billable.ts';
import type { AdjustmentLine, Statement } from './statement.ts';

/** What has been billed so far of one line of an open statement: the line and its later adjustments. */
export type BilledLine = LineSubject & { readonly exact: ExactAmount; readonly price: Minor };

/** Lines by line key. */
export type BilledLines = ReadonlyMap<string, BilledLine>;

/** Sums lines and the adjustments made to them since, apart by what `keyOf` says they were billed on. */
export function billedBy<Line extends BilledLine>(
  lines: readonly Line[],
  keyOf: (line: Line) => string,
): Map<string, BilledLines> {
  const billed = new Map<string, Map<string, BilledLine>>();
  for (const line of lines) {
    const on = keyOf(line);
    const sums = billed.get(on) ?? new Map<string, BilledLine>();
    billed.set(on, sums);
    addBilled(sums, line);
  }
  return billed;
}

function addBilled(
  billed: Map<string, BilledLine>,
  { cloud, usageAccount, service, exact, price }: BilledLine,
): void {
  const key = lineKey({ cloud, usageAccount, service });
  const before = billed.get(key);
  billed.set(key, {
    cloud,
    usageAccount,
    service,
    exact: addExact(before?.exact ?? EXACT_ZERO, exact),
    price: (before?.price ?? 0n) + price,
  });
}

/**
 * price(new exact sum) − price billed so far, line by line, at the rates frozen on that statement (N4). A line
 * whose exact sum did not change has no adjustment.
 */
export function adjustmentsOf(
  original: Pick<Statement, 'period' | 'currency'> & { readonly id: string | null },
  billed: BilledLines,
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
