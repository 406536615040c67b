import type { Held } from './who.ts';

/** What the oracle writes down. Plain lists, looked through from the first to the last; nothing is indexed. */
export type Edge = { readonly seller: string; readonly buyer: string; readonly currency: string };

/** One charge line of a billing file. Costs in 10^-12. */
export type ChargeLine = {
  readonly account: string;
  readonly service: string;
  readonly type: string;
  readonly day: string;
  readonly cost: bigint;
};

/** One credit or refund line, described as the cloud does: with the suffix of a shared credit. */
export type CreditLine = {
  readonly account: string;
  readonly service: string;
  readonly type: 'Credit' | 'Refund';
  readonly description: string;
  readonly cost: bigint;
};

/** One delivery of one payer's month, line by line. */
export type Files = {
  readonly hash: string;
  readonly payer: string;
  readonly period: string;
  readonly currency: string;
  readonly charges: readonly ChargeLine[];
  readonly credits: readonly CreditLine[];
  /** Every non-zero line carries an invoice id (C6). */
  readonly invoiced: boolean;
};

export type Match = 'exact' | 'contains' | 'wildcard' | 'regex';
export type Scope = { readonly kind: 'all' | 'only' | 'except'; readonly ids: readonly string[] };

export type Terms = {
  readonly name: string;
  readonly description: string;
  readonly match: Match;
  readonly customerPercent: bigint;
  readonly resellerPercent: bigint;
  readonly forWhom: 'consumer' | 'owner';
  readonly firstPeriod: string | null;
  readonly lastPeriod: string | null;
  readonly customers: Scope;
  readonly resellers: Scope;
  readonly services: Scope;
  readonly active: boolean;
};

export type Rule = Terms & { readonly id: string; readonly createdAt: string; readonly version: number };

export type Price = {
  readonly seller: string;
  readonly buyer: string;
  readonly service: string;
  readonly uplift: bigint;
  readonly from: string | null;
};

export type Share =
  | {
      readonly party: 'customer';
      readonly id: string;
      readonly reseller: string | null;
      readonly amount: bigint;
    }
  | { readonly party: 'reseller'; readonly id: string; readonly amount: bigint }
  | { readonly party: 'distributor'; readonly amount: bigint };

/** How a credit was divided, so that a new total can be divided the same way (N2). */
export type Division = {
  readonly by: 'rule' | 'policy' | 'hand' | 'partner-programme';
  readonly rule: string | null;
  readonly version: number;
  readonly customerPercent: bigint;
  readonly resellerPercent: bigint;
  readonly customer: string | null;
  readonly reseller: string | null;
  /** In whose name the grants are (R10, S4). */
  readonly account: string;
  /** The total that these shares divide. */
  readonly of: bigint;
  readonly shares: readonly Share[];
};

export type Credit = {
  readonly id: string;
  readonly payer: string;
  readonly period: string;
  readonly account: string;
  readonly service: string;
  readonly stem: string;
  readonly owner: string | null;
  readonly currency: string;
  readonly kind: 'credit' | 'partner_discount' | 'refund';
  /** As last delivered, and whether that is the cloud's last word; what was last word before. */
  exact: bigint;
  final: boolean;
  booked: bigint | null;
  division: Division | null;
};

export type Grant = Edge & {
  readonly id: string;
  readonly credit: Credit | null;
  readonly account: string | null;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly grantedOn: string;
  readonly granted: bigint;
  reserved: bigint;
  applied: bigint;
  expired: bigint;
  withdrawn: bigint;
  /** Of it, what the seller took for itself and still has (L7). */
  keptBack: bigint;
};

export type Debit = Edge & { readonly amount: bigint; readonly period: string };

export type BillLine = { readonly exact: bigint; readonly uplift: bigint; readonly price: bigint };

export type Adjustment = {
  readonly original: Bill;
  readonly line: string;
  readonly exact: bigint;
  readonly price: bigint;
};

export type Figures = {
  readonly charges: bigint;
  readonly tax: bigint;
  readonly debits: bigint;
  readonly adjustments: bigint;
  readonly applied: bigint;
  readonly total: bigint;
  readonly opening: bigint;
  readonly earned: bigint;
  readonly expired: bigint;
  readonly closing: bigint;
};

/** A statement. `line` keys are `payer's cloud account service`. */
export type Bill = Edge & {
  readonly period: string;
  state: 'draft' | 'open' | 'paid' | 'closed' | 'void' | 'discarded';
  number: number | null;
  readonly useCredits: boolean;
  /** How many prices there were when the period was first drafted (T2). */
  readonly pricesKnown: number;
  /** The statement whose closing balance this one opens with (T6). */
  readonly follows: Bill | null;
  /** When it was drafted. */
  readonly at: number;
  readonly lines: ReadonlyMap<string, BillLine>;
  readonly carried: readonly Adjustment[];
  readonly owed: readonly Debit[];
  readonly rounding: bigint | null;
  readonly taxTerms: TaxTerms;
  readonly lots: readonly { readonly grant: Grant; readonly amount: bigint }[];
  readonly figures: Figures;
};

export type TaxTerms = { readonly percent: bigint | null; readonly position: 'after_tax' | 'before_tax' };

export type Settings = {
  readonly useCredits: boolean;
  readonly noRule: 'hold' | 'pass-through' | 'retain';
  readonly roundingLine: boolean;
};

export type Pages = {
  /** The book's name for a thing: ids are only labels here, and the last tie-break of T4. */
  readonly label: (kind: string, key: string) => string;
  settings: Settings;
  readonly resellers: Map<string, boolean | null>;
  readonly customers: Map<string, TaxTerms>;
  readonly accountTenures: Map<string, readonly Held[]>;
  readonly resellerTenures: Map<string, readonly Held[]>;
  rules: Rule[];
  readonly prices: Price[];
  /** seller, buyer and period → how many prices there were at its first draft. */
  readonly firstDrafted: Map<string, number>;
  delivered: { files: Files; final: boolean; current: boolean }[];
  credits: Credit[];
  readonly grants: Grant[];
  readonly debits: Debit[];
  /** Stands for the statement a buyer never had in a closed month, for adjustments to point at (N4). */
  readonly neverBilled: Map<string, Bill>;
  readonly bills: Bill[];
  readonly lapses: { readonly edge: Edge; readonly amount: bigint; readonly at: number }[];
  readonly closed: string[];
  clock: number;
};

export function emptyPages(label: Pages['label']): Pages {
  return {
    label,
    settings: { useCredits: true, noRule: 'hold', roundingLine: false },
    resellers: new Map(),
    customers: new Map(),
    accountTenures: new Map(),
    resellerTenures: new Map(),
    rules: [],
    prices: [],
    firstDrafted: new Map(),
    delivered: [],
    credits: [],
    grants: [],
    debits: [],
    bills: [],
    lapses: [],
    closed: [],
    neverBilled: new Map(),
    clock: 0,
  };
}

/** The law says no; the code is the book's word for why. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export function sameEdge(a: Edge, b: Edge): boolean {
  return a.seller === b.seller && a.buyer === b.buyer && a.currency === b.currency;
}

export function edgeText(edge: Edge): string {
  return `${edge.seller} ${edge.buyer} ${edge.currency}`;
}

export function isLive(bill: Bill): boolean {
  return bill.state !== 'void' && bill.state !== 'discarded';
}

export function leftOf(grant: Grant): bigint {
  return grant.granted - grant.reserved - grant.applied - grant.expired - grant.withdrawn;
}

/** The earliest month that is not closed; null while none was ever closed. */
export function earliestOpen(pages: Pages): string | null {
  const last = pages.closed.toSorted().at(-1);
  if (last === undefined) return null;
  const [year, month] = last.split('-').map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** N2, N3: what belongs into a closed period counts in the earliest open one. */
export function bookingDay(pages: Pages, day: string): string {
  const open = earliestOpen(pages);
  return open !== null && day.slice(0, 7) < open ? `${open}-01` : day;
}
