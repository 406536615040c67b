import { amountOf, type Credit } from '../../domain/credit/credit.ts';
import { equalExact } from '../../domain/money/exact-amount.ts';
import { minorToText } from '../../domain/money/minor.ts';
import { partOf, type Share } from '../../domain/split/share.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';

/** A divided credit that a newer delivery changed last, with the difference per party (N2). Decimal strings. */
export type RestatementView = {
  readonly credit: string;
  readonly period: string;
  readonly usageAccount: string;
  readonly description: string;
  readonly currency: string;
  readonly was: string;
  readonly is: string;
  readonly customer: string;
  readonly reseller: string;
  readonly distributor: string;
};

export function restatementViews(desk: Desk, periods: readonly string[]): Promise<RestatementView[]> {
  return desk.book.read(async (shelves) => {
    const views: RestatementView[] = [];
    for (const period of periods) views.push(...(await ofPeriod(shelves, period)));
    return views;
  });
}

async function ofPeriod(shelves: Shelves, period: string): Promise<RestatementView[]> {
  const assignments = await shelves.credits.assignments({ period });
  const views: RestatementView[] = [];
  for (const credit of await shelves.credits.list({ period })) {
    const assignment = assignments.get(credit.id);
    if (assignment === undefined || assignment.version === 1) continue;
    const before = (await shelves.credits.history(credit.id)).find(
      (one) => one.version === assignment.version - 1,
    );
    if (before !== undefined && !equalExact(before.exact, assignment.exact))
      views.push(viewOf(credit, before, assignment));
  }
  return views;
}

type Division = Pick<Credit, 'exact'> & { readonly shares: readonly Share[] };

function viewOf(credit: Credit, before: Division, after: Division): RestatementView {
  const { id, period, usageAccount, description, currency } = credit;
  const text = (minor: bigint): string => minorToText(minor, currency);
  const difference = (party: Share['party']): string =>
    text(partOf(after.shares, party) - partOf(before.shares, party));
  return {
    credit: id,
    period,
    usageAccount,
    description,
    currency,
    was: text(amountOf(before.exact, currency)),
    is: text(amountOf(after.exact, currency)),
    customer: difference('customer'),
    reseller: difference('reseller'),
    distributor: difference('distributor'),
  };
}
