import { edgeKey } from '../../domain/ledger/grant.ts';
import { exactToText, sumExact } from '../../domain/money/exact-amount.ts';
import { type BillingPeriod } from '../../domain/period/billing-period.ts';
import { billablePeriod } from '../../domain/statement/billable.ts';
import { isLive } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';
import { checkBookOn } from '../checks/check-book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { holdersOf } from '../parties/holders-of.ts';

export type ClosedPeriod = {
  readonly period: BillingPeriod;
  readonly reason: string;
  readonly warnings: readonly string[];
};

/**
 * Closes a period: nothing can be booked into it afterwards. Refused while a check fails or drafts wait; while
 * something is pending, unmapped, unknown or not drafted, a reason is needed (P4, C7, K).
 */
export function closePeriod(desk: Desk, period: BillingPeriod, reason: string): Promise<ClosedPeriod> {
  return desk.book.write(async (shelves) => {
    const rows = await shelves.periods.list();
    if (rows.some((row) => row.period === period && row.closed)) {
      throw new Refusal('already-closed', `${period} is closed already`);
    }
    const earliestOpen = await shelves.periods.earliestOpen();
    // A month that was first delivered after a later one was closed stays behind: it can no longer be closed itself.
    const earlier = rows
      .filter((row) => row.period < period && row.period >= (earliestOpen ?? '') && !row.closed)
      .map((row) => row.period);
    if (earliestOpen !== null && period < earliestOpen) {
      throw new Refusal('already-closed', `${period} is before ${earliestOpen}, the earliest open period`);
    }
    if (earlier.length > 0) {
      throw new Refusal('earlier-open', `${earlier.join(', ')} is still open; close periods in order`);
    }
    if (!rows.some((row) => row.period === period)) {
      throw new Refusal('nothing-there', `nothing was imported for ${period}; there is nothing to close`);
    }
    const drafts = await shelves.statements.list({ period, states: ['draft'] });
    if (drafts.length > 0) {
      throw new Refusal(
        'drafts-waiting',
        `${drafts.length} draft(s) of ${period} wait; open or discard them first`,
      );
    }
    const checks = await checkBookOn(desk, shelves, period);
    const broken = checks.filter((check) => !check.ok && check.severity === 'error');
    if (broken.length > 0) {
      throw new Refusal('check-failed', broken.map((check) => `${check.check}: ${check.detail}`).join('\n'));
    }
    const unbilled = await notDrafted(shelves, period);
    const warnings = [
      ...checks.filter((check) => !check.ok).map((check) => `${check.check}: ${check.detail}`),
      ...unbilled,
    ];
    if (warnings.length > 0 && reason.trim() === '') {
      throw new Refusal('reason-missing', `${warnings.join('\n')}\nclose it all the same with --reason TEXT`);
    }
    await shelves.periods.close(period, reason);
    // What was left unbilled stands on the buyers' next statements (N4).
    if (unbilled.length > 0) await shelves.periods.markChanged([period]);
    return { period, reason, warnings };
  });
}

/** Charges on no statement: once the period is closed nothing is drafted in it, so they wait for later statements (T1, N4). */
async function notDrafted(shelves: Shelves, period: BillingPeriod): Promise<string[]> {
  const { byEdge } = billablePeriod(await shelves.deliveries.charges([period]), await holdersOf(shelves));
  const statements = await shelves.statements.list({ period });
  const billed = new Set(statements.filter((statement) => isLive(statement.state)).map(edgeKey));
  return [...byEdge]
    .filter(([key]) => !billed.has(key))
    .map(([, { seller, buyer, currency, lines }]) => {
      const exact = exactToText(sumExact([...lines.values()].map((line) => line.exact)));
      return `not-drafted: ${seller} has not billed ${buyer} for charges of ${exact} ${currency}`;
    })
    .sort();
}
