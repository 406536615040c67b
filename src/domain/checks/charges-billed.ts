import { edgeKey } from '../ledger/grant.ts';
import { lineClassOf } from '../line-item/line-type.ts';
import {
  addExact,
  EXACT_ZERO,
  type ExactAmount,
  equalExact,
  exactToText,
  subtractExact,
  sumExact,
} from '../money/exact-amount.ts';
import type { Holders } from '../party/holders.ts';
import type { BilledLine, BilledLines } from '../statement/adjust.ts';
import {
  type BillableLine,
  billablePeriod,
  lineKey,
  lineText,
  type StoredCharge,
} from '../statement/billable.ts';
import type { Statement } from '../statement/statement.ts';
import type { Finding } from './checks.ts';

/** One period as it was read and as it was billed. */
export type BilledPeriod = {
  readonly charges: readonly StoredCharge[];
  readonly holders: Holders;
  readonly statements: readonly Statement[];
  /** What is billed on each statement, adjustments to it included. */
  readonly billed: ReadonlyMap<string, BilledLines>;
  /** By edge: adjustments of the period, which is closed, where its buyer has no statement. */
  readonly billedLater: ReadonlyMap<string, BilledLines>;
  /** Statements drafted after this have seen the period's newest charges. */
  readonly chargesSeq: bigint;
  readonly isCustomer: (party: string) => boolean;
};

type Sums = Record<'read' | 'stated' | 'unmapped' | 'undrafted', ExactAmount[]>;

/**
 * charges-billed (K): a statement that has seen the newest charges bills exactly them, line by line; and per payer,
 * Σ read = Σ on customers' statements and adjustments + unmapped + not yet drafted. Lines that several payers were
 * billed for count for all of these together.
 */
export function chargesBilled(period: BilledPeriod): Finding[] {
  const { charges, holders, statements, billed, billedLater } = period;
  const billable = billablePeriod(charges, holders);
  const payers = payersByLine(charges);
  const sums = new Map<string, Sums>();
  const add = (line: string, currency: string, part: keyof Sums, exact: ExactAmount): void => {
    const key = `${payers.get(line) ?? 'billed, but read no more'} ${currency}`;
    let of = sums.get(key);
    if (of === undefined) {
      of = { read: [], stated: [], unmapped: [], undrafted: [] };
      sums.set(key, of);
    }
    of[part].push(exact);
  };
  for (const charge of charges) {
    if (lineClassOf(charge.lineType) === 'charge')
      add(lineKey(charge), charge.currency, 'read', charge.exact);
  }
  for (const charge of billable.unmapped) add(lineKey(charge), charge.currency, 'unmapped', charge.exact);

  const findings: Finding[] = [];
  const byEdge = new Map(statements.map((statement) => [edgeKey(statement), statement]));
  for (const key of new Set([...billable.byEdge.keys(), ...byEdge.keys()])) {
    const statement = byEdge.get(key) ?? null;
    const edge = billable.byEdge.get(key) ?? statement;
    if (edge === null) continue;
    const lines = billable.byEdge.get(key)?.lines ?? new Map<string, BillableLine>();
    const stated =
      (statement === null ? billedLater.get(key) : billed.get(statement.id)) ?? new Map<string, BilledLine>();
    const upToDate = statement !== null && statement.draftedSeq > period.chargesSeq;
    for (const line of new Set([...lines.keys(), ...stated.keys()])) {
      const is = lines.get(line)?.exact ?? EXACT_ZERO;
      const on = stated.get(line)?.exact ?? EXACT_ZERO;
      if (upToDate && !equalExact(is, on)) {
        findings.push({
          object: `${statement.id} ${lineText(line)}`,
          amount: `charges ${exactToText(is)}, billed ${exactToText(on)}`,
        });
      }
      if (!period.isCustomer(edge.buyer)) continue;
      add(line, edge.currency, 'stated', on);
      if (!upToDate) add(line, edge.currency, 'undrafted', subtractExact(is, on));
    }
  }
  return [...findings, ...unequal(sums)];
}

function unequal(sums: ReadonlyMap<string, Sums>): Finding[] {
  return [...sums].sort().flatMap(([object, amounts]) => {
    const read = sumExact(amounts.read);
    const stated = sumExact(amounts.stated);
    const unmapped = sumExact(amounts.unmapped);
    const undrafted = sumExact(amounts.undrafted);
    if (equalExact(read, addExact(stated, addExact(unmapped, undrafted)))) return [];
    const parts = `on statements ${exactToText(stated)}, unmapped ${exactToText(unmapped)}, not yet drafted ${exactToText(undrafted)}`;
    return [{ object, amount: `read ${exactToText(read)}, ${parts}` }];
  });
}

function payersByLine(charges: readonly StoredCharge[]): Map<string, string> {
  const payers = new Map<string, string>();
  for (const charge of charges) {
    const key = lineKey(charge);
    const before = payers.get(key);
    if (before === charge.payerAccount) continue;
    const known = new Set(before?.split('+'));
    payers.set(key, [...known.add(charge.payerAccount)].sort().join('+'));
  }
  return payers;
}
