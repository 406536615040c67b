import { type CreditCalendar, creditCalendar } from '../../domain/cloud-rules/credit-calendar.ts';
import type { Membership } from '../../domain/cloud-rules/membership.ts';
import { type AccountTenure, holdersFrom } from '../../domain/party/holders.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';

export type AccountMonthView = CreditCalendar & {
  readonly customer: string | null;
  readonly reseller: string | null;
};

/** Per AWS usage account and month: whose bill the account's own credits pay, by AWS's own calendar (A1–A5). */
export function accountCalendar(desk: Desk, period: BillingPeriod): Promise<AccountMonthView[]> {
  return desk.book.read((shelves) => accountCalendarOn(shelves, period));
}

async function accountCalendarOn(shelves: Shelves, period: BillingPeriod): Promise<AccountMonthView[]> {
  const tenures = await shelves.parties.accountTenures();
  const holders = holdersFrom(tenures, await shelves.parties.resellerTenures());
  const payers = await payersOf(shelves);
  return [...Map.groupBy(tenures, (tenure) => tenure.usageAccount)]
    .filter(([usageAccount]) => /^\d{12}$/.test(usageAccount))
    .map(([usageAccount, of]) => {
      const owner = holders.ofCredit(usageAccount, period);
      const memberships = membershipsOf(of, payers.get(usageAccount) ?? null);
      return {
        ...creditCalendar({ usageAccount, period, memberships, sharing: true }),
        customer: owner?.customer ?? null,
        reseller: owner?.reseller ?? null,
      };
    });
}

/** The payer account each usage account's lines were billed to, from the current deliveries. */
async function payersOf(shelves: Shelves): Promise<Map<string, string>> {
  const deliveries = await shelves.deliveries.current();
  return new Map(
    deliveries
      .filter((delivery) => delivery.cloud === 'AWS')
      .flatMap((delivery) =>
        delivery.usageAccounts.map((account): [string, string] => [account, delivery.payerAccount]),
      ),
  );
}

/** A customer's change of hands is no change of organization: tenures that follow each other under one payer are one stay. */
function membershipsOf(tenures: readonly AccountTenure[], billedTo: string | null): Membership[] {
  const stays: Membership[] = [];
  for (const tenure of tenures) {
    const payerAccount = tenure.payerAccount ?? billedTo;
    if (payerAccount === null) continue;
    const before = stays.at(-1);
    if (before !== undefined && before.payerAccount === payerAccount && before.to === tenure.from) {
      stays[stays.length - 1] = { ...before, to: tenure.to };
    } else {
      stays.push({ payerAccount, from: tenure.from, to: tenure.to });
    }
  }
  return stays;
}
