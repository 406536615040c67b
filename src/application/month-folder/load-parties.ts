import { exactToText } from '../../domain/money/exact-amount.ts';
import type { AccountTenure, ResellerTenure } from '../../domain/party/holders.ts';
import type { Customer, Reseller } from '../../domain/party/party.ts';
import type { Span } from '../../domain/period/tenure.ts';
import type { Shelves } from '../book.ts';
import type { LoadCount } from '../desk.ts';
import type { MonthFolder } from './month-folder.ts';

/** The book's parties with a folder's laid over them: missing rows change nothing, tenures are replaced as a set (P5). */
export type Parties = {
  readonly resellers: readonly Reseller[];
  readonly customers: readonly Customer[];
  readonly accountTenures: readonly AccountTenure[];
  readonly resellerTenures: readonly ResellerTenure[];
};

export type PartyChanges = {
  readonly before: Parties;
  readonly after: Parties;
  readonly resellers: readonly Reseller[];
  readonly customers: readonly Customer[];
  /** Accounts and customers whose tenures differ, with their new set. */
  readonly accounts: ReadonlyMap<string, readonly AccountTenure[]>;
  readonly resold: ReadonlyMap<string, readonly ResellerTenure[]>;
  readonly counts: {
    readonly resellers: LoadCount;
    readonly customers: LoadCount;
    readonly accounts: LoadCount;
  };
};

export async function partiesOf(shelves: Shelves): Promise<Parties> {
  return {
    resellers: await shelves.parties.resellers(),
    customers: await shelves.parties.customers(),
    accountTenures: await shelves.parties.accountTenures(),
    resellerTenures: await shelves.parties.resellerTenures(),
  };
}

export function partyChanges(before: Parties, folder: MonthFolder): PartyChanges {
  const resellers = changedOnes(before.resellers, valuesOf(folder.resellers), resellerText);
  const customers = changedOnes(before.customers, valuesOf(folder.customers), customerText);
  const accounts = changedSets(
    before.accountTenures,
    valuesOf(folder.accountTenures),
    (t) => t.usageAccount,
    (t) => `${spanText(t)}\0${t.customer}\0${t.payerAccount ?? ''}`,
  );
  const resold = changedSets(
    before.resellerTenures,
    valuesOf(folder.resellerTenures),
    (t) => t.customer,
    (t) => `${spanText(t)}\0${t.reseller ?? ''}`,
  );
  return {
    before,
    after: {
      resellers: overlaid(before.resellers, resellers.changed, (r) => r.id),
      customers: overlaid(before.customers, customers.changed, (c) => c.id),
      accountTenures: replaced(before.accountTenures, accounts.changed, (t) => t.usageAccount),
      resellerTenures: replaced(before.resellerTenures, resold.changed, (t) => t.customer),
    },
    resellers: resellers.changed,
    customers: customers.changed,
    accounts: accounts.changed,
    resold: resold.changed,
    counts: { resellers: resellers.count, customers: customers.count, accounts: accounts.count },
  };
}

export async function saveParties(shelves: Shelves, changes: PartyChanges): Promise<void> {
  if (changes.resellers.length > 0) await shelves.parties.saveResellers(changes.resellers);
  if (changes.customers.length > 0) await shelves.parties.saveCustomers(changes.customers);
  if (changes.resold.size > 0) {
    await shelves.parties.replaceResellerTenures(
      [...changes.resold.keys()],
      [...changes.resold.values()].flat(),
    );
  }
  if (changes.accounts.size > 0) {
    await shelves.parties.replaceAccountTenures(
      [...changes.accounts.keys()],
      [...changes.accounts.values()].flat(),
    );
  }
}

function valuesOf<T>(placed: readonly { readonly value: T }[]): T[] {
  return placed.map((one) => one.value);
}

function changedOnes<T extends { readonly id: string }>(
  before: readonly T[],
  loaded: readonly T[],
  textOf: (one: T) => string,
): { changed: T[]; count: LoadCount } {
  const known = new Map(before.map((one) => [one.id, textOf(one)]));
  const changed = loaded.filter((one) => known.get(one.id) !== textOf(one));
  const added = changed.filter((one) => !known.has(one.id)).length;
  return { changed, count: { added, changed: changed.length - added, same: loaded.length - changed.length } };
}

function changedSets<T>(
  before: readonly T[],
  loaded: readonly T[],
  keyOf: (tenure: T) => string,
  textOf: (tenure: T) => string,
): { changed: Map<string, T[]>; count: LoadCount } {
  const setText = (set: readonly T[]): string => set.map(textOf).sort().join('\0\0');
  const known = Map.groupBy(before, keyOf);
  const sets = Map.groupBy(loaded, keyOf);
  const changed = new Map([...sets].filter(([key, set]) => setText(known.get(key) ?? []) !== setText(set)));
  const added = [...changed.keys()].filter((key) => !known.has(key)).length;
  return { changed, count: { added, changed: changed.size - added, same: sets.size - changed.size } };
}

function spanText({ from, to }: Span): string {
  return `${from ?? ''}\0${to ?? ''}`;
}

function overlaid<T>(before: readonly T[], changed: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map([...before, ...changed].map((one) => [keyOf(one), one])).values()];
}

function replaced<T>(
  before: readonly T[],
  changed: ReadonlyMap<string, readonly T[]>,
  keyOf: (one: T) => string,
): T[] {
  return [...before.filter((one) => !changed.has(keyOf(one))), ...[...changed.values()].flat()];
}

function resellerText(reseller: Reseller): string {
  return JSON.stringify([reseller.name, reseller.email, reseller.useCredits]);
}

function customerText(customer: Customer): string {
  const { name, email, taxPercent, taxPosition } = customer;
  return JSON.stringify([name, email, taxPercent && exactToText(taxPercent), taxPosition]);
}
