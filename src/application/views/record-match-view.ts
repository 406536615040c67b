import { amountOf, type Credit } from '../../domain/credit/credit.ts';
import type { GatheredDrawdown } from '../../domain/credit-record/gather.ts';
import type { RecordMatches, WhyUnmatched } from '../../domain/credit-record/match.ts';
import { ownerAccountOf } from '../../domain/credit-record/owner-account.ts';
import type { Currency } from '../../domain/money/currency.ts';
import { type Minor, minorToText } from '../../domain/money/minor.ts';
import type { Holders } from '../../domain/party/holders.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { compareKeys } from '../../domain/text-order/compare-text.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { holdersOf } from '../parties/holders-of.ts';
import { matchesOf } from '../parties/ownership.ts';

/** One AWS credit of the billing files: who owns it, who used it, and whether AWS's own record says so (A7, A8). */
export type OwnedCreditView = {
  readonly credit: string;
  readonly period: string;
  readonly usageAccount: string;
  readonly service: string;
  readonly description: string;
  readonly currency: string;
  readonly amount: string;
  /** The credit or the record is of a bill that is not final. */
  readonly estimated: boolean;
  readonly ownerAccount: string;
  readonly ownedBy: 'record' | 'description' | 'itself';
  readonly records: readonly string[];
  readonly owner: string | null;
  readonly consumer: string | null;
  /** null: it joined. */
  readonly because: WhyUnmatched | null;
  readonly sentence: string | null;
};

/** Drawdowns that joined no credit of the billing files. */
export type LostDrawdownView = {
  readonly records: readonly string[];
  readonly period: string;
  readonly usageAccount: string;
  readonly service: string;
  readonly currency: string;
  readonly amount: string;
  readonly estimated: boolean;
  readonly ownerAccount: string | null;
  readonly owner: string | null;
  readonly consumer: string | null;
  readonly because: WhyUnmatched;
  readonly sentence: string;
};

export type RecordMatchView = {
  readonly period: string | null;
  readonly credits: number;
  readonly matched: number;
  /** Matched credits per cent of all, with one decimal; null: there is no credit. */
  readonly rate: string | null;
  readonly drawdownsLeft: number;
  readonly sums: readonly {
    readonly currency: string;
    readonly credits: string;
    readonly matched: string;
    readonly drawdownsLeft: string;
  }[];
  readonly items: readonly OwnedCreditView[];
  readonly left: readonly LostDrawdownView[];
};

export function recordMatchView(desk: Desk, period: BillingPeriod | null): Promise<RecordMatchView> {
  return desk.book.read((shelves) => recordMatchViewOn(shelves, period));
}

export async function recordMatchViewOn(
  shelves: Shelves,
  period: BillingPeriod | null,
): Promise<RecordMatchView> {
  const matches = await matchesOf(shelves, period);
  const holders = await holdersOf(shelves);
  const items = [
    ...matches.matched.map(({ credit, drawn }) => ownedView(credit, drawn, null, holders)),
    ...matches.creditsLeft.map(({ credit, because }) => ownedView(credit, null, because, holders)),
  ].sort(inListOrder);
  const left = matches.drawnLeft
    .map(({ drawn, because }) => lostView(drawn, because, holders))
    .sort(inListOrder);
  return {
    period,
    credits: items.length,
    matched: matches.matched.length,
    rate: rateOf(matches.matched.length, items.length),
    drawdownsLeft: left.length,
    sums: sumsOf(matches),
    items,
    left,
  };
}

/** What a person does about it. */
const CREDIT_SAYS: Readonly<Record<WhyUnmatched, string>> = {
  'not-imported': 'no record of this month is imported: ask AWS for its allocation history',
  'none-there': 'AWS records no use of a credit there',
  'other-service': 'the amount is recorded under another service: name its code in the settings',
  'other-amount': 'AWS records another amount there',
  'other-owner': 'AWS records the amount for another owner account',
  taken: 'the record that fits belongs to another credit that fits better',
  ambiguous: 'several records fit alike',
};
const DRAWDOWN_SAYS: Readonly<Record<WhyUnmatched, string>> = {
  'not-imported': 'no AWS credit of this month is in the book: import its billing files',
  'none-there': 'the billing files have no credit there',
  'other-service': 'the amount stands under another service: name the code of this one in the settings',
  'other-amount': 'the billing files have another amount there',
  'other-owner': 'the billing files name another owner account for the amount',
  taken: 'the credit that fits belongs to another record that fits better',
  ambiguous: 'several credits fit alike',
};

function ownedView(
  credit: Credit,
  drawn: GatheredDrawdown | null,
  because: WhyUnmatched | null,
  holders: Holders,
): OwnedCreditView {
  const { id, period, usageAccount, service, description, currency } = credit;
  const { account, by, records } = ownerAccountOf(credit, drawn);
  return {
    credit: id,
    period,
    usageAccount,
    service,
    description,
    currency,
    amount: minorToText(amountOf(credit.exact, currency), currency),
    estimated: !credit.final || drawn?.estimated === true,
    ownerAccount: account,
    ownedBy: by,
    records,
    owner: holders.ofCredit(account, period)?.customer ?? null,
    consumer: holders.ofCredit(usageAccount, period)?.customer ?? null,
    because,
    sentence: because === null ? null : CREDIT_SAYS[because],
  };
}

function lostView(drawn: GatheredDrawdown, because: WhyUnmatched, holders: Holders): LostDrawdownView {
  const { period, usageAccount, ownerAccount, currency, estimated, drawdowns } = drawn;
  const holder = (account: string | null): string | null =>
    account === null ? null : (holders.ofCredit(account, period)?.customer ?? null);
  return {
    records: [...new Set(drawdowns.map((one) => one.record))],
    period,
    usageAccount,
    service: [...new Set(drawdowns.map((one) => one.service))].sort().join(', '),
    currency,
    amount: minorToText(amountOf(drawn.exact, currency), currency),
    estimated,
    ownerAccount,
    owner: holder(ownerAccount),
    consumer: holder(usageAccount),
    because,
    sentence: DRAWDOWN_SAYS[because],
  };
}

function sumsOf({ matched, creditsLeft, drawnLeft }: RecordMatches): RecordMatchView['sums'] {
  const joined = matched.map((one) => one.credit);
  const all = [...joined, ...creditsLeft.map((one) => one.credit)];
  const lost = drawnLeft.map((one) => one.drawn);
  const currencies = new Set([...all, ...lost].map((one) => one.currency));
  const sum = (of: readonly (Credit | GatheredDrawdown)[], currency: Currency): string => {
    const own = of.filter((one) => one.currency === currency);
    const total = own.reduce((before: Minor, one) => before + amountOf(one.exact, currency), 0n);
    return minorToText(total, currency);
  };
  return [...currencies].sort().map((currency) => ({
    currency,
    credits: sum(all, currency),
    matched: sum(joined, currency),
    drawdownsLeft: sum(lost, currency),
  }));
}

/** Half away from zero, in tenths of a per cent. */
function rateOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const tenths = (BigInt(part) * 2000n + BigInt(whole)) / (BigInt(whole) * 2n);
  return `${tenths / 10n}.${tenths % 10n}`;
}

type Listed = {
  readonly period: string;
  readonly usageAccount: string;
  readonly service: string;
  readonly amount: string;
};

/** The newest month first, and in it by account, service and amount. */
function inListOrder(a: Listed, b: Listed): number {
  if (a.period !== b.period) return a.period > b.period ? -1 : 1;
  return compareKeys([a.usageAccount, a.service, a.amount], [b.usageAccount, b.service, b.amount]);
}
