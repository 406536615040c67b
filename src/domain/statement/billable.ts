import { type Edge, edgeKey } from '../ledger/grant.ts';
import type { ChargeSum, PayerMonth } from '../line-item/delivered-month.ts';
import { lineClassOf } from '../line-item/line-type.ts';
import { addExact, type ExactAmount } from '../money/exact-amount.ts';
import type { Holders, Owner } from '../party/holders.ts';
import { DISTRIBUTOR } from '../party/party.ts';

/** What a bill line is about (T1). */
export type LineSubject = { readonly cloud: string; readonly usageAccount: string; readonly service: string };

/** One line of a bill before it has a price: the exact sum of its charges (T2). */
export type BillableLine = LineSubject & { readonly exact: ExactAmount };

/** Everything one seller bills one buyer for in a period and currency. */
export type Billable = Edge & { readonly lines: ReadonlyMap<string, BillableLine> };

export type StoredCharge = PayerMonth & ChargeSum;

/** The charges of one period by seller and buyer, along the chain of sellers; what is unmapped stands apart (P3, P4, T1). */
export type BillablePeriod = {
  readonly byEdge: ReadonlyMap<string, Billable>;
  readonly unmapped: readonly StoredCharge[];
};

export function lineKey(subject: LineSubject): string {
  return JSON.stringify([subject.cloud, subject.usageAccount, subject.service]);
}

export function billablePeriod(charges: readonly StoredCharge[], holders: Holders): BillablePeriod {
  const byEdge = new Map<string, Edge & { lines: Map<string, BillableLine> }>();
  const linesOf = (edge: Edge): Map<string, BillableLine> => {
    const key = edgeKey(edge);
    const billable = byEdge.get(key) ?? { ...edge, lines: new Map<string, BillableLine>() };
    byEdge.set(key, billable);
    return billable.lines;
  };
  const unmapped: StoredCharge[] = [];
  const billsOf = rememberBills(holders, linesOf);
  for (const charge of charges) {
    if (lineClassOf(charge.lineType) !== 'charge') continue;
    const bills = billsOf(charge);
    if (bills === null) {
      unmapped.push(charge);
      continue;
    }
    const key = lineKey(charge);
    for (const lines of bills) addTo(lines, key, charge);
  }
  return { byEdge, unmapped };
}

/** The charges nobody can be billed for (P4). */
export function unmappedCharges(charges: readonly StoredCharge[], holders: Holders): StoredCharge[] {
  const billsOf = rememberBills(holders, () => new Map());
  return charges.filter((charge) => lineClassOf(charge.lineType) === 'charge' && billsOf(charge) === null);
}

/** Who bills whom for what a customer used: distributor→reseller and reseller→customer, or distributor→customer. */
function chainTo({ customer, reseller }: Owner): [seller: string, buyer: string][] {
  if (reseller === null) return [[DISTRIBUTOR, customer]];
  return [
    [DISTRIBUTOR, reseller],
    [reseller, customer],
  ];
}

function addTo(lines: Map<string, BillableLine>, key: string, charge: StoredCharge): void {
  const { cloud, usageAccount, service, exact } = charge;
  const before = lines.get(key);
  lines.set(key, {
    cloud,
    usageAccount,
    service,
    exact: before === undefined ? exact : addExact(before.exact, exact),
  });
}

type Lines = Map<string, BillableLine>;

/** The bills a charge stands on, worked out once per account, day and currency; null: unmapped. */
function rememberBills(
  holders: Holders,
  linesOf: (edge: Edge) => Lines,
): (charge: StoredCharge) => readonly Lines[] | null {
  const known = new Map<string, readonly Lines[] | null>();
  return (charge) => {
    const { usageAccount, period, usageDay, currency } = charge;
    const key = `${usageAccount} ${period} ${usageDay ?? ''} ${currency}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const owner = holders.ofCharge(usageAccount, period, usageDay);
    const bills =
      owner === null ? null : chainTo(owner).map(([seller, buyer]) => linesOf({ seller, buyer, currency }));
    known.set(key, bills);
    return bills;
  };
}
