import type { DeliveredMonth } from '../line-item/delivered-month.ts';
import { addExact, type ExactAmount } from '../money/exact-amount.ts';
import { type CreditIdentity, identityKey } from './credit.ts';
import { stemOf } from './stem.ts';

/** The credit lines of one delivery, gathered by identity (C1) and not yet compared with the book. */
export type GatheredCredit = {
  readonly identity: CreditIdentity;
  readonly exact: ExactAmount;
  readonly lines: number;
};

export function gatherCredits(month: DeliveredMonth): Map<string, GatheredCredit> {
  const { cloud, payerAccount, period } = month.delivery;
  const gathered = new Map<string, GatheredCredit>();
  for (const sum of month.creditLines) {
    const { usageAccount, service, currency, lineType } = sum;
    const identity = {
      cloud,
      payerAccount,
      period,
      usageAccount,
      service,
      ...stemOf(sum.description),
      currency,
      lineType,
    };
    const key = identityKey(identity);
    const before = gathered.get(key);
    gathered.set(key, {
      identity,
      exact: before === undefined ? sum.exact : addExact(before.exact, sum.exact),
      lines: (before?.lines ?? 0) + sum.lines,
    });
  }
  return gathered;
}
