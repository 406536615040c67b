import type { Book, Shelves } from '../../src/application/book.ts';

/** Shelf methods that only look. Every other one is a write. */
const READS = new Set([
  'load',
  'resellers',
  'customers',
  'accountTenures',
  'resellerTenures',
  'versions',
  'now',
  'freezes',
  'newest',
  'versionsOf',
  'asOf',
  'list',
  'earliestOpen',
  'ofMonths',
  'withContent',
  'current',
  'totals',
  'charges',
  'periodsOfAccounts',
  'pending',
  'restatable',
  'assignments',
  'history',
  'uses',
  'grants',
  'contentHashes',
  'entries',
  'balances',
  'waitingDebits',
  'flows',
  'live',
  'nextVersions',
  'lines',
  'adjustments',
  'stories',
  'debits',
  'billed',
  'using',
  'outdated',
]);

/** Says at every boundary of a write that it is about to be passed. */
export type Boundary = () => void;

/**
 * A book that calls `boundary` before every write of a shelf, before every commit and after it: the places where a
 * process may be cut off.
 */
export function bookWithBoundaries(book: Book, boundary: Boundary): Book {
  return {
    ...book,
    write: async (verb) => {
      const result = await book.write(async (shelves) => {
        const done = await verb(withBoundaries(shelves, boundary));
        boundary();
        return done;
      });
      boundary();
      return result;
    },
  };
}

function withBoundaries(shelves: Shelves, boundary: Boundary): Shelves {
  return new Proxy(shelves, {
    get: (all, name: keyof Shelves) => {
      const shelf: object = all[name];
      return name === 'checks'
        ? shelf
        : new Proxy(shelf, {
            get: (one, method) => (method in one ? counted(one, method, boundary) : undefined),
          });
    },
  });
}

function counted(shelf: object, method: string | symbol, boundary: Boundary): unknown {
  const original: unknown = Reflect.get(shelf, method);
  if (typeof original !== 'function' || READS.has(String(method))) return original;
  return (...given: readonly unknown[]): unknown => {
    const isNothing = Array.isArray(given[0]) && given[0].length === 0;
    if (!isNothing) boundary();
    return Reflect.apply(original, shelf, given);
  };
}
