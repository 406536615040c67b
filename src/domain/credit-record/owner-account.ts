import type { Credit } from '../credit/credit.ts';
import type { GatheredDrawdown } from './gather.ts';

/** Whose credit it was, and who says so. */
export type OwnerAccount = {
  readonly account: string;
  /** AWS's own record, the ending of the description (C2), or neither: then it is the usage account's own. */
  readonly by: 'record' | 'description' | 'itself';
  /** AWS's ids of the credits it came from; none unless a record says so. */
  readonly records: readonly string[];
};

/** Source: semantics A8. `drawn`: what the credit joined (A7), if it did. */
export function ownerAccountOf(
  credit: Pick<Credit, 'usageAccount' | 'ownerAccount'>,
  drawn: GatheredDrawdown | null,
): OwnerAccount {
  const records = [...new Set((drawn?.drawdowns ?? []).map((drawdown) => drawdown.record))].sort();
  if (drawn !== null && drawn.ownerAccount !== null)
    return { account: drawn.ownerAccount, by: 'record', records };
  if (credit.ownerAccount !== null) return { account: credit.ownerAccount, by: 'description', records };
  return { account: credit.usageAccount, by: 'itself', records };
}
