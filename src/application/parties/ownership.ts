import type { Credit } from '../../domain/credit/credit.ts';
import { matchRecords, type RecordMatches } from '../../domain/credit-record/match.ts';
import { type OwnerAccount, ownerAccountOf } from '../../domain/credit-record/owner-account.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { AccountMonth, DrawdownFilter, Shelves } from '../book.ts';

/** Whose credit each of the asked credits was (A8). */
export type Ownership = (credit: Credit) => OwnerAccount;

/** Only what stands in the same accounts and months is read: a match never reaches beyond (A7). */
export async function ownershipOf(shelves: Shelves, credits: readonly Credit[]): Promise<Ownership> {
  const accounts = accountMonths(credits);
  const { matched } =
    accounts.length === 0
      ? { matched: [] }
      : await joined(shelves, { accounts }, (months) => shelves.credits.ofAccounts(months));
  const drawn = new Map(matched.map((one) => [one.credit.id, one.drawn]));
  return (credit) => ownerAccountOf(credit, drawn.get(credit.id) ?? null);
}

/** Everything AWS says of one month, or of all, joined with the book's credits. */
export function matchesOf(shelves: Shelves, period: BillingPeriod | null): Promise<RecordMatches> {
  const filter = period === null ? {} : { period };
  return joined(shelves, filter, () => shelves.credits.list(filter));
}

async function joined(
  shelves: Shelves,
  filter: DrawdownFilter,
  creditsAt: (accounts: readonly AccountMonth[]) => Promise<Credit[]>,
): Promise<RecordMatches> {
  const drawdowns = await shelves.records.drawdowns(filter);
  const ids = [...new Set(drawdowns.map((drawdown) => drawdown.record))];
  const records = ids.length === 0 ? [] : await shelves.records.list(ids);
  return matchRecords({
    credits: await creditsAt(accountMonths(drawdowns)),
    drawdowns,
    records: new Map(records.map((record) => [record.id, record])),
    serviceCodes: (await shelves.settings.load()).services,
  });
}

function accountMonths(things: readonly AccountMonth[]): AccountMonth[] {
  const months = new Map(things.map((one) => [`${one.usageAccount} ${one.period}`, one]));
  return [...months.values()].map(({ usageAccount, period }) => ({ usageAccount, period }));
}
