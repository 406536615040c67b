import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { Fault } from '../errors.ts';
import type { MonthFolder, Reference } from './month-folder.ts';

/** The parties that the book has already. */
export type KnownParties = {
  readonly resellers: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
};

/**
 * What of a reading names a party that neither it nor the book has, and what defines one id as both a reseller
 * and a customer. Pure. Scopes of rules are not faults here (a rule may be older than the parties it excludes):
 * see unknownScopeIds.
 */
export function checkReferences(folder: MonthFolder, known: KnownParties): Fault[] {
  const all = withDefined(folder, known);
  return [...sharedIds(folder, all), ...unknown(folder, all, ['reseller', 'customer', 'seller', 'buyer'])];
}

/** Ids in rules' scopes that nobody has: most likely misspelt, so such a rule would never, or always, apply. */
export function unknownScopeIds(folder: MonthFolder, known: KnownParties): Fault[] {
  return unknown(folder, withDefined(folder, known), ['scope-reseller', 'scope-customer']);
}

function withDefined(folder: MonthFolder, known: KnownParties): KnownParties {
  const ids = (placed: MonthFolder['defines']['resellers']): string[] => placed.map((one) => one.value);
  return {
    resellers: new Set([...known.resellers, ...ids(folder.defines.resellers)]),
    customers: new Set([...known.customers, ...ids(folder.defines.customers)]),
  };
}

function unknown(folder: MonthFolder, all: KnownParties, kinds: readonly Reference['to'][]): Fault[] {
  return folder.references
    .filter((reference) => kinds.includes(reference.to) && !exists(reference, all))
    .map((reference) => ({
      file: reference.file,
      row: reference.row,
      column: reference.column,
      seen: JSON.stringify(reference.id),
      todo: WHAT_TO_DO[reference.to],
    }));
}

const WHAT_TO_DO: Readonly<Record<Reference['to'], string>> = {
  reseller: 'no reseller has this id: add it to resellers.csv or correct it',
  customer: 'no customer has this id: add it to customers.csv or correct it',
  seller: `no seller has this id: write ${DISTRIBUTOR} or the id of a reseller`,
  buyer: 'no buyer has this id: write the id of a customer or, when the distributor sells, of a reseller',
  'scope-reseller': 'no reseller has this id: add it to resellers.csv or correct it',
  'scope-customer': 'no customer has this id: add it to customers.csv or correct it',
};

function exists({ to, id }: Reference, all: KnownParties): boolean {
  switch (to) {
    case 'reseller':
    case 'scope-reseller':
      return all.resellers.has(id);
    case 'customer':
    case 'scope-customer':
      return all.customers.has(id);
    case 'seller':
      return id === DISTRIBUTOR || all.resellers.has(id);
    case 'buyer':
      return all.resellers.has(id) || all.customers.has(id);
  }
}

function sharedIds(folder: MonthFolder, all: KnownParties): Fault[] {
  const faults = (
    column: string,
    defined: MonthFolder['defines']['resellers'],
    others: ReadonlySet<string>,
    todo: string,
  ) =>
    defined
      .filter((one) => others.has(one.value))
      .map((one) => ({ file: one.file, row: one.row, column, seen: JSON.stringify(one.value), todo }));
  const fromCustomers = faults(
    'customer_id',
    folder.defines.customers,
    all.resellers,
    'a reseller has this id already: give the customer an id of its own',
  );
  const told = new Set(folder.defines.customers.map((one) => one.value));
  const fromResellers = faults(
    'reseller_id',
    folder.defines.resellers.filter((one) => !told.has(one.value)),
    all.customers,
    'a customer has this id already: give the reseller an id of its own',
  );
  return [...fromCustomers, ...fromResellers];
}
