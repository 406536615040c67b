import { amountOf, type Credit } from '../../domain/credit/credit.ts';
import { allocate } from '../../domain/money/allocate.ts';
import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { HUNDRED_PERCENT, type Percent } from '../../domain/money/percent.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { type Share, totalOf } from '../../domain/split/share.ts';
import type { Shelves } from '../book.ts';
import { Refusal } from '../errors.ts';
import { holdersOf } from '../parties/holders-of.ts';

/** One party's part as a person gives it: an amount signed like the credit's, or a percentage of the whole. */
export type HandPart =
  | { readonly party: string; readonly amount: Minor }
  | { readonly party: string; readonly percent: Percent };

/**
 * A credit divided as a person says (S4); the distributor keeps what nobody else is given. Refused when a party is
 * named twice or unknown, a part has the wrong sign, or the parts, the distributor's own among them, are more than
 * the credit: of that the distributor may fund the rest where `allowMore` says so.
 */
export function sharesByHand(
  shareOf: ShareNamed,
  credit: Credit,
  parts: readonly HandPart[],
  allowMore: boolean,
): Share[] {
  const amount = amountOf(credit.exact, credit.currency);
  refuseUnclear(parts, amount, credit.currency);
  const amounts = amountsOf(parts, amount);
  refuseExcess(amounts, amount, credit.currency, allowMore);
  const shares = parts.flatMap(({ party }, at) =>
    party === DISTRIBUTOR ? [] : [shareOf(credit, party, amounts[at] ?? 0n)],
  );
  return [...shares, { party: 'distributor', amount: amount - totalOf(shares) }];
}

function refuseUnclear(parts: readonly HandPart[], amount: Minor, currency: string): void {
  if (parts.length === 0) throw new Refusal('nobody-named', 'name who gets how much of the credit');
  const twice = parts.find(({ party }, at) => parts.findIndex((other) => other.party === party) < at);
  if (twice !== undefined) {
    throw new Refusal(
      'named-twice',
      `${twice.party} is named twice: name every party once, with all it gets`,
    );
  }
  for (const part of parts) {
    if (!('amount' in part) || (amount < 0n ? part.amount <= 0n : part.amount >= 0n)) continue;
    const said = `${part.party} is given ${minorToText(part.amount, currency)} of ${minorToText(amount, currency)} ${currency}`;
    const why =
      amount < 0n
        ? 'this credit is taken back, so a part of it is too: write it with a minus'
        : 'a part of a credit is never below 0.00: write it without a minus';
    throw new Refusal('wrong-sign', `${said}: ${why}`);
  }
}

/** Percentages are divided together by largest remainder, so that 50/50 of 0.01 loses nothing (S2). */
function amountsOf(parts: readonly HandPart[], amount: Minor): Minor[] {
  const percents = parts.map((part) => ('percent' in part ? part.percent : 0n));
  const rest = HUNDRED_PERCENT - percents.reduce((sum, percent) => sum + percent, 0n);
  if (rest < 0n) throw new Refusal('percent-over-100', 'the percentages add up to more than 100');
  const allocated = allocate(amount, [...percents, rest]);
  return parts.map((part, at) => ('amount' in part ? part.amount : (allocated[at] ?? 0n)));
}

function refuseExcess(amounts: readonly Minor[], amount: Minor, currency: string, allowMore: boolean): void {
  const given = amounts.reduce((sum, part) => sum + part, 0n);
  const excess = amount < 0n ? given < amount : given > amount;
  if (!excess || allowMore) return;
  const text = (minor: Minor): string => `${minorToText(minor, currency)} ${currency}`;
  throw new Refusal(
    'more-than-credit',
    `${text(given)} is more than the credit's ${text(amount)}; with --allow-more the distributor funds the difference`,
  );
}

type ShareNamed = (credit: Credit, party: string, amount: Minor) => Share;

/** Which share a party's part is: a reseller's own, or a customer's through the reseller of the credit's period (P2). */
export async function sharesNamed(shelves: Shelves): Promise<ShareNamed> {
  const resellers = new Set((await shelves.parties.resellers()).map(({ id }) => id));
  const customers = new Set((await shelves.parties.customers()).map(({ id }) => id));
  const holders = await holdersOf(shelves);
  return ({ period }, party, amount) => {
    if (resellers.has(party)) return { party: 'reseller', id: party, amount };
    if (!customers.has(party))
      throw new Refusal('unknown-party', `there is no customer or reseller ${party}`);
    return { party: 'customer', id: party, reseller: holders.resellerOf(party, period), amount };
  };
}
