import { type Edge, edgeKey } from '../ledger/grant.ts';
import type { ChargeSum, PayerMonth } from '../line-item/delivered-month.ts';
import { lineClassOf } from '../line-item/line-type.ts';
import { addExact, type ExactAmount } from '../money/exact-amount.ts';
import type { Holders, Owner } from '../party/holders.ts';
import { DISTRIBUTOR } from '../party/party.ts';
import type { BillingPeriod } from '../period/billing-period.ts';

/** What a bill line is about (T1). */
export type LineSubject = { readonly cloud: string; readonly usageAccount: string; readonly service: string };

/** One line of a bill before it has a price: the exact sum of its charges (T2). */
export type BillableLine = LineSubject & { readonly exact: ExactAmount };

/** Everything one seller bills one buyer for in a period and currency. */
export type Billable = Edge & { readonly lines: ReadonlyMap<string, BillableLine> };

export type StoredCharge = PayerMonth & ChargeSum;

type Lines = Map<string, BillableLine>;

/** The charges of one period by seller and buyer, along the chain of sellers; what is unmapped stands apart (P3, P4, T1). */
export type BillablePeriod = {
  readonly byEdge: ReadonlyMap<string, Billable>;
  readonly unmapped: readonly StoredCharge[];
};

/** One text for one subject: no text of a book holds the character between its parts. */
export function lineKey(subject: LineSubject): string {
  return `${subject.cloud}\0${subject.usageAccount}\0${subject.service}`;
}

/** The subject of a key, for people. */
export function lineText(key: string): string {
  return key.replaceAll('\0', ' ');
}

export function billablePeriod(charges: readonly StoredCharge[], holders: Holders): BillablePeriod {
  const byEdge = new Map<string, Edge & { readonly lines: Lines }>();
  const linesOf = (edge: Edge): Lines => {
    const key = edgeKey(edge);
    const billable = byEdge.get(key) ?? { ...edge, lines: new Map<string, BillableLine>() };
    byEdge.set(key, billable);
    return billable.lines;
  };
  const unmapped: StoredCharge[] = [];
  for (const { owner, currency, charges: owned } of chargesByOwner(charges, holders)) {
    if (owner === null) {
      unmapped.push(...owned);
      continue;
    }
    const sums: Lines = new Map();
    for (const charge of owned) addTo(sums, lineKey(charge), charge);
    for (const [seller, buyer] of chainTo(owner)) {
      const lines = linesOf({ seller, buyer, currency });
      for (const [key, line] of sums) addTo(lines, key, line);
    }
  }
  return { byEdge, unmapped };
}

/** What is charged, apart by account, day and currency: all of it has one owner, or nobody. */
function chargesByOwner(charges: readonly StoredCharge[], holders: Holders) {
  const charged = charges.filter((charge) => lineClassOf(charge.lineType) === 'charge');
  const keyOf = ({ usageAccount, period, usageDay, currency }: StoredCharge): string =>
    `${usageAccount}\0${period}\0${usageDay ?? ''}\0${currency}`;
  return [...Map.groupBy(charged, keyOf).values()].flatMap((owned) => {
    const [first] = owned;
    if (first === undefined) return [];
    const { usageAccount, period, usageDay, currency } = first;
    return [{ owner: holders.ofCharge(usageAccount, period, usageDay), currency, charges: owned }];
  });
}

/** The charges of one account, of one day where they are kept by the day. */
export type AccountCharges = Pick<StoredCharge, 'usageAccount' | 'usageDay' | 'currency'>;

/** Whose bills these charges stand on; none where they are unmapped. */
export function billsOf(
  { usageAccount, usageDay, currency }: AccountCharges,
  period: BillingPeriod,
  holders: Holders,
): Edge[] {
  const owner = holders.ofCharge(usageAccount, period, usageDay);
  const chain = owner === null ? [] : chainTo(owner);
  return chain.map(([seller, buyer]) => ({ seller, buyer, currency }));
}

/** Who bills whom for what a customer used: distributor→reseller and reseller→customer, or distributor→customer. */
function chainTo({ customer, reseller }: Owner): [seller: string, buyer: string][] {
  if (reseller === null) return [[DISTRIBUTOR, customer]];
  return [
    [DISTRIBUTOR, reseller],
    [reseller, customer],
  ];
}

function addTo(lines: Lines, key: string, line: BillableLine): void {
  const before = lines.get(key);
  if (before === undefined) lines.set(key, line);
  else lines.set(key, { ...before, exact: addExact(before.exact, line.exact) });
}
