import { costText, divideRounded, HUNDRED, minorOfUplifted, sum, uplifted } from './exact.ts';
import {
  type Adjustment,
  type Bill,
  type BillLine,
  type Debit,
  type Edge,
  earliestOpen,
  type Figures,
  type Grant,
  isLive,
  leftOf,
  type Pages,
  sameEdge,
} from './pages.ts';
import { firstDay, lastDay, ownerOfCharge } from './who.ts';

const CHARGES = ['Usage', 'Fee'];

/** T1, P3: what a seller bills a buyer for a period, line by line, as the newest deliveries say. */
export function chargesOf(pages: Pages, edge: Edge, period: string): Map<string, bigint> {
  const lines = new Map<string, bigint>();
  for (const { files, current } of pages.delivered) {
    if (!current || files.period !== period || files.currency !== edge.currency) continue;
    for (const charge of files.charges) {
      if (!CHARGES.includes(charge.type)) continue;
      const owner = ownerOfCharge(pages, charge.account, charge.day);
      if (owner === null) continue;
      const toReseller = edge.seller === 'distributor' && edge.buyer === owner.reseller;
      const toCustomer = edge.seller === (owner.reseller ?? 'distributor') && edge.buyer === owner.customer;
      if (!toReseller && !toCustomer) continue;
      const key = `${charge.account} ${charge.service}`;
      lines.set(key, (lines.get(key) ?? 0n) + charge.cost);
    }
  }
  return lines;
}

/** T2: most specific first, then the latest start, then the price loaded last; of the first `known` prices. */
function upliftOf(pages: Pages, edge: Edge, line: string, period: string, known: number): bigint {
  const service = line.split(' ')[1] ?? '';
  for (const [buyer, of] of [
    [edge.buyer, service],
    [edge.buyer, '*'],
    ['*', service],
    ['*', '*'],
  ]) {
    const inForce = pages.prices
      .slice(0, known)
      .filter((price) => price.seller === edge.seller && price.buyer === buyer && price.service === of)
      .filter((price) => (price.from ?? '') <= period);
    const latest = inForce
      .map((price) => price.from ?? '')
      .sort()
      .at(-1);
    const price = inForce.findLast((one) => (one.from ?? '') === latest);
    if (price !== undefined) return price.uplift;
  }
  return 0n;
}

export function pricesKnown(pages: Pages, edge: Edge, period: string): number {
  return pages.firstDrafted.get(`${edge.seller} ${edge.buyer} ${period}`) ?? pages.prices.length;
}

/** T2, N4: whose prices a statement settles: its own month's, and those of closed months without one of their own. */
export function firstPriced({ period, carried }: Pick<Bill, 'period' | 'carried'>): string[] {
  const never = carried.filter((line) => line.original.number === null);
  return [period, ...never.map((line) => line.original.period)];
}

function priced(pages: Pages, edge: Edge, period: string, known: number): Map<string, BillLine> {
  const lines = [...chargesOf(pages, edge, period)].map(([key, exact]): [string, BillLine] => {
    const uplift = upliftOf(pages, edge, key, period, known);
    return [key, { exact, uplift, price: minorOfUplifted(uplifted(exact, uplift), edge.currency) }];
  });
  return new Map(lines);
}

/** C4: on no live statement, or only on drafts that are about to be computed anew. */
export function waitingDebits(pages: Pages, edge: Edge, redone: readonly Bill[]): Debit[] {
  const standing = pages.bills.filter((bill) => isLive(bill) && !redone.includes(bill));
  return pages.debits.filter(
    (debit) => sameEdge(debit, edge) && !standing.some((bill) => bill.owed.includes(debit)),
  );
}

/**
 * N4: every statement that is no draft, against the charges of today. A void one bills nothing (T7), so what was
 * adjusted of it elsewhere is taken back.
 */
export function waitingAdjustments(pages: Pages, edge: Edge, redone: readonly Bill[]): Adjustment[] {
  const ofEdge = pages.bills.filter((bill) => sameEdge(bill, edge) && !redone.includes(bill));
  const carried = ofEdge.filter(isLive).flatMap((bill) => bill.carried);
  const originals = ofEdge.filter((bill) => bill.state !== 'draft' && bill.state !== 'discarded');
  return [...originals, ...neverBilled(pages, edge, ofEdge)].flatMap((original) => {
    const isVoid = original.state === 'void';
    const lines: Bill['lines'] = isVoid ? new Map() : original.lines;
    const now = isVoid ? new Map<string, bigint>() : chargesOf(pages, edge, original.period);
    const later = carried.filter((line) => line.original === original);
    const keys = new Set([...lines.keys(), ...now.keys(), ...later.map((line) => line.line)]);
    return [...keys].flatMap((line): Adjustment[] => {
      const made = later.filter((one) => one.line === line);
      const exact = (lines.get(line)?.exact ?? 0n) + sum(made.map((one) => one.exact));
      const price = (lines.get(line)?.price ?? 0n) + sum(made.map((one) => one.price));
      const difference = (now.get(line) ?? 0n) - exact;
      if (difference === 0n) return [];
      const known =
        original.number === null ? pricesKnown(pages, edge, original.period) : original.pricesKnown;
      const uplift = upliftOf(pages, edge, line, original.period, known);
      const fresh = minorOfUplifted(uplifted(now.get(line) ?? 0n, uplift), edge.currency);
      return [{ original, line, exact: difference, price: fresh - price }];
    });
  });
}

/**
 * N4: a month before the earliest open one in which the buyer has no statement. Nothing can be drafted in it any more,
 * so whatever is charged there stands on a later statement, as if an empty one had been opened.
 */
function neverBilled(pages: Pages, edge: Edge, ofEdge: readonly Bill[]): Bill[] {
  const open = earliestOpen(pages) ?? '';
  const periods = [...new Set(pages.delivered.map(({ files }) => files.period))].filter(
    (period) => period < open,
  );
  return periods
    .filter((period) => !ofEdge.some((bill) => isLive(bill) && bill.period === period))
    .map((period) => {
      const key = `${edge.seller} ${edge.buyer} ${edge.currency} ${period}`;
      const empty = pages.neverBilled.get(key) ?? emptyBill(edge, period);
      pages.neverBilled.set(key, empty);
      return empty;
    });
}

function emptyBill(edge: Edge, period: string): Bill {
  const nothing = 0n;
  return {
    seller: edge.seller,
    buyer: edge.buyer,
    currency: edge.currency,
    period,
    state: 'open',
    number: null,
    useCredits: false,
    pricesKnown: 0,
    follows: null,
    at: 0,
    lines: new Map(),
    carried: [],
    owed: [],
    rounding: null,
    taxTerms: { percent: null, position: 'after_tax' },
    lots: [],
    figures: {
      charges: nothing,
      tax: nothing,
      debits: nothing,
      adjustments: nothing,
      applied: nothing,
      total: nothing,
      opening: nothing,
      earned: nothing,
      expired: nothing,
      closing: nothing,
    },
  };
}

/** T4. */
function mayPay(grant: Grant, period: string): boolean {
  return (grant.starts ?? '0') <= lastDay(period) && (grant.ends ?? '9') >= firstDay(period);
}

function useOrder(a: Grant, b: Grant): number {
  const keys = (grant: Grant): string[] => [grant.ends ?? '9', grant.grantedOn, grant.id];
  const [one, other] = [keys(a), keys(b)];
  const at = one.findIndex((key, level) => key !== other[level]);
  return at === -1 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}

/** A draft that was not saved yet. */
export type Fresh = Omit<Bill, 'at' | 'follows'>;

/** What a draft says if it is made now. `opening` and `since`: the closing balance and time of the one before (T6). */
export function billNow(
  pages: Pages,
  edge: Edge,
  period: string,
  order: {
    readonly useCredits: boolean;
    readonly owed: readonly Debit[];
    readonly carried: readonly Adjustment[];
    readonly opening: bigint;
    readonly since: number;
  },
): Fresh {
  const known = pricesKnown(pages, edge, period);
  const lines = priced(pages, edge, period, known);
  const prices = sum([...lines.values()].map((line) => line.price));
  const exactSum = sum([...lines.values()].map((line) => uplifted(line.exact, line.uplift)));
  const rounding = pages.settings.roundingLine ? minorOfUplifted(exactSum, edge.currency) - prices : null;
  const terms = pages.customers.get(edge.buyer);
  const taxTerms =
    terms === undefined || terms.percent === null || terms.percent === 0n
      ? { percent: null, position: terms?.position ?? ('after_tax' as const) }
      : terms;
  const base = {
    charges: prices + (rounding ?? 0n),
    debits: sum(order.owed.map((debit) => debit.amount)),
    adjustments: sum(order.carried.map((line) => line.price)),
  };
  const taxOn = (taxable: bigint): bigint => divideRounded(taxable * (taxTerms.percent ?? 0n), HUNDRED);
  const before = taxTerms.position === 'before_tax';
  // T4, T5: before_tax is due Σ prices + debits; what an adjustment takes off is not paid by a credit either.
  const due = before
    ? base.charges + base.debits + (base.adjustments < 0n ? base.adjustments : 0n)
    : base.charges + taxOn(base.charges) + base.debits + base.adjustments;
  const onEdge = pages.grants.filter((grant) => sameEdge(grant, edge));
  const lots: { grant: Grant; amount: bigint }[] = [];
  let left = order.useCredits && due > 0n ? due : 0n;
  for (const grant of onEdge.filter((one) => mayPay(one, period)).sort(useOrder)) {
    const amount = leftOf(grant) < left ? leftOf(grant) : left;
    if (amount > 0n) lots.push({ grant, amount });
    left -= amount;
  }
  const applied = sum(lots.map((lot) => lot.amount));
  const tax = taxOn(before ? base.charges + base.debits - applied : base.charges);
  const figures = {
    ...base,
    tax,
    applied,
    total: base.charges + tax + base.debits + base.adjustments - applied,
    ...storyOf(pages, edge, order, sum(onEdge.map(leftOf)), applied),
  };
  return {
    ...edge,
    period,
    state: 'draft',
    number: null,
    useCredits: order.useCredits,
    pricesKnown: known,
    lines,
    carried: order.carried,
    owed: order.owed,
    rounding,
    taxTerms,
    lots,
    figures,
  };
}

/** T6: what there is now is the opening balance and what was earned since, less what lapsed since. */
function storyOf(
  pages: Pages,
  edge: Edge,
  { opening, since }: { readonly opening: bigint; readonly since: number },
  available: bigint,
  applied: bigint,
): Pick<Figures, 'opening' | 'earned' | 'expired' | 'closing'> {
  const lapsed = pages.lapses.filter((lapse) => sameEdge(lapse.edge, edge) && lapse.at > since);
  const expired = sum(lapsed.map((lapse) => lapse.amount));
  return { opening, earned: available - opening + expired, expired, closing: available - applied };
}

/** T8: everything a buyer is billed, without the balance's story. */
export function saysTheSame(a: Fresh, b: Fresh): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf(bill: Fresh): string {
  const original = (line: Adjustment): string => `${line.original.period} ${line.original.at}`;
  return JSON.stringify([
    [...bill.lines]
      .map(([key, line]) => [key, costText(line.exact), `${line.uplift}`, `${line.price}`])
      .sort(),
    bill.carried.map((line) => [original(line), line.line, costText(line.exact), `${line.price}`]).sort(),
    bill.owed.map((debit) => `${debit.period} ${debit.amount}`).sort(),
    [`${bill.taxTerms.percent}`, bill.taxTerms.position, bill.useCredits, `${bill.rounding}`],
    `${bill.figures.total}`,
    bill.lots.map((lot) => [lot.grant.id, `${lot.amount}`]).sort(),
  ]);
}
