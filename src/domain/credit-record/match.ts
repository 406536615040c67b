import { amountOf, type Credit } from '../credit/credit.ts';
import { normaliseStem } from '../credit-rule/stem.ts';
import { equalExact } from '../money/exact-amount.ts';
import type { CreditRecord, Drawdown } from './credit-record.ts';
import { type GatheredDrawdown, gatherDrawdowns, serviceKey } from './gather.ts';
import { pairUp } from './pair-up.ts';

/** A credit of the billing files, and AWS's own word on where it came from. */
export type RecordMatch = { readonly credit: Credit; readonly drawn: GatheredDrawdown };

/**
 * Why a credit or a drawdown joined nothing. `not-imported`: the other side has nothing of that month at all;
 * `none-there`: nothing of that account and service; `other-service`: the amount stands under another service;
 * `taken`: what would fit belongs to another that fits better; `ambiguous`: more than one fits alike.
 */
export type WhyUnmatched =
  | 'not-imported'
  | 'none-there'
  | 'other-service'
  | 'other-amount'
  | 'other-owner'
  | 'taken'
  | 'ambiguous';

export type RecordMatches = {
  readonly matched: readonly RecordMatch[];
  readonly creditsLeft: readonly { readonly credit: Credit; readonly because: WhyUnmatched }[];
  readonly drawnLeft: readonly { readonly drawn: GatheredDrawdown; readonly because: WhyUnmatched }[];
};

export type MatchQuestion = {
  readonly credits: readonly Credit[];
  readonly drawdowns: readonly Drawdown[];
  readonly records: ReadonlyMap<string, CreditRecord>;
  /** Display name → service code (settings). */
  readonly serviceCodes: Readonly<Record<string, string>>;
};

/**
 * Joins by month, account, service and amount, one to one. Two amounts are the same when they round to the same
 * minor units (C3); dust joins nothing (C5); what names two different owner accounts never joins. Source: A7.
 */
export function matchRecords(question: MatchQuestion): RecordMatches {
  const { records, serviceCodes } = question;
  const credits = question.credits.filter(isMatchable);
  const drawn = gatherDrawdowns(question.drawdowns, records, serviceCodes).filter(
    (one) => drawnAmount(one) !== 0n,
  );
  const placeOf = (credit: Credit): string => place(credit, serviceKey(credit.service, serviceCodes));
  const pairs = pairUp(drawn, credits, {
    bucketOf: (one) => `${place(one, one.service)} ${drawnAmount(one)}`,
    otherBucketOf: (credit) => `${placeOf(credit)} ${creditAmount(credit)}`,
    nearness,
  });
  const creditPlaces = factsOf(credits, placeOf, creditAmount);
  const drawnPlaces = factsOf(drawn, (one) => place(one, one.service), drawnAmount);
  return {
    matched: pairs.matched.map(([one, credit]) => ({ credit, drawn: one })).sort(byCredit),
    creditsLeft: pairs.othersLeft
      .map(({ other, because }) => ({
        credit: other,
        because: because ?? whyNone(other, placeOf(other), creditAmount(other), drawnPlaces),
      }))
      .sort(byCredit),
    drawnLeft: pairs.onesLeft.map(({ one, because }) => ({
      drawn: one,
      because: because ?? whyNone(one, place(one, one.service), drawnAmount(one), creditPlaces),
    })),
  };
}

/** AWS's credits that are put to the rules and are more than dust; what the cloud took away again is none (N1). */
function isMatchable(credit: Credit): boolean {
  return credit.cloud === 'AWS' && credit.kind === 'credit' && creditAmount(credit) !== 0n;
}

/** What a drawdown and a credit of one place and amount have in common; null: they name different owners. */
function nearness(drawn: GatheredDrawdown, credit: Credit): number | null {
  const named = credit.ownerAccount;
  if (drawn.ownerAccount !== null && named !== null && drawn.ownerAccount !== named) return null;
  const sameOwner = drawn.ownerAccount === (named ?? credit.usageAccount);
  const sameStem = drawn.stems.includes(normaliseStem(credit.description));
  return (sameOwner ? 4 : 0) + (sameStem ? 2 : 0) + (equalExact(drawn.exact, credit.exact) ? 1 : 0);
}

type Placed = {
  readonly period: string;
  readonly usageAccount: string;
  readonly currency: string;
};

type Facts = {
  readonly periods: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  /** Without the service. */
  readonly amounts: ReadonlySet<string>;
};

function factsOf<One extends Placed>(
  all: readonly One[],
  placeOf: (one: One) => string,
  amount: (one: One) => bigint,
): Facts {
  return {
    periods: new Set(all.map((one) => one.period)),
    places: new Set(all.map(placeOf)),
    amounts: new Set(all.map((one) => `${place(one, '')} ${amount(one)}`)),
  };
}

/** Nothing of the same place and amount is there: what comes nearest to it? */
function whyNone(one: Placed, at: string, amount: bigint, there: Facts): WhyUnmatched {
  if (!there.periods.has(one.period)) return 'not-imported';
  if (there.places.has(at)) return 'other-amount';
  return there.amounts.has(`${place(one, '')} ${amount}`) ? 'other-service' : 'none-there';
}

function place({ period, usageAccount, currency }: Placed, service: string): string {
  return JSON.stringify([period, usageAccount, currency, service]);
}

function creditAmount(credit: Credit): bigint {
  return amountOf(credit.exact, credit.currency);
}

function drawnAmount(drawn: GatheredDrawdown): bigint {
  return amountOf(drawn.exact, drawn.currency);
}

function byCredit(a: { readonly credit: Credit }, b: { readonly credit: Credit }): number {
  return a.credit.id < b.credit.id ? -1 : 1;
}
