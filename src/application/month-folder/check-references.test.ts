import { describe, expect, it } from 'vitest';
import { BadInput } from '../errors.ts';
import { checkReferences, unknownScopeIds } from './check-references.ts';
import { EMPTY_MONTH_FOLDER, type MonthFolder, type Reference, wholeOrRefused } from './month-folder.ts';

const EMPTY_BOOK = { resellers: new Set<string>(), customers: new Set<string>() };
const BOOK = { resellers: new Set(['north']), customers: new Set(['acme']) };

function naming(to: Reference['to'], id: string): MonthFolder {
  return { ...EMPTY_MONTH_FOLDER, references: [{ file: 'grants.csv', row: 4, column: 'buyer', id, to }] };
}

function defining(resellers: readonly string[], customers: readonly string[]): MonthFolder {
  const placed = (file: string, ids: readonly string[]) =>
    ids.map((value, at) => ({ file, row: at + 2, value }));
  return {
    ...EMPTY_MONTH_FOLDER,
    defines: { resellers: placed('resellers.csv', resellers), customers: placed('customers.csv', customers) },
  };
}

describe('a reference to a party', () => {
  it.each<[Reference['to'], string, boolean]>([
    ['reseller', 'north', true],
    ['reseller', 'acme', false],
    ['customer', 'acme', true],
    ['customer', 'north', false],
    ['seller', 'distributor', true],
    ['seller', 'north', true],
    ['seller', 'acme', false],
    ['buyer', 'north', true],
    ['buyer', 'acme', true],
    ['buyer', 'distributor', false],
    ['buyer', 'ghost', false],
  ])('as %s to %s is good: %s', (to, id, good) => {
    expect(checkReferences(naming(to, id), BOOK)).toHaveLength(good ? 0 : 1);
  });

  it('names its place when nobody has the id', () => {
    expect(checkReferences(naming('buyer', 'ghost'), BOOK)).toEqual([
      {
        file: 'grants.csv',
        row: 4,
        column: 'buyer',
        seen: '"ghost"',
        todo: 'no buyer has this id: write the id of a customer or, when the distributor sells, of a reseller',
      },
    ]);
  });

  it('is good when the same files define the party', () => {
    const folder = { ...naming('buyer', 'bolt'), defines: defining([], ['bolt']).defines };
    expect(checkReferences(folder, EMPTY_BOOK)).toEqual([]);
  });

  it('in the scope of a rule is told apart, for it may only warn', () => {
    const folder = naming('scope-customer', 'ghost');
    expect(checkReferences(folder, BOOK)).toEqual([]);
    expect(unknownScopeIds(folder, BOOK)).toHaveLength(1);
    expect(unknownScopeIds(naming('scope-reseller', 'north'), BOOK)).toEqual([]);
  });
});

describe('one id for a reseller and a customer', () => {
  it('is refused within the files, told once', () => {
    expect(checkReferences(defining(['x'], ['x']), EMPTY_BOOK).map((fault) => fault.file)).toEqual([
      'customers.csv',
    ]);
  });

  it('is refused against the book, from either side', () => {
    expect(checkReferences(defining([], ['north']), BOOK).map((fault) => fault.column)).toEqual([
      'customer_id',
    ]);
    expect(checkReferences(defining(['acme'], []), BOOK).map((fault) => fault.column)).toEqual([
      'reseller_id',
    ]);
  });

  it('is not seen where a party is only loaded again', () => {
    expect(checkReferences(defining(['north'], ['acme']), BOOK)).toEqual([]);
  });
});

describe('a reading', () => {
  const fault = { file: 'rules.csv', row: 2, column: 'name', seen: 'a blank cell', todo: 'write a name' };

  it('with no fault is used', () => {
    expect(wholeOrRefused({ folder: EMPTY_MONTH_FOLDER, faults: [] })).toBe(EMPTY_MONTH_FOLDER);
  });

  it('with a fault of its own or found later is refused with all of them at once', () => {
    const attempt = () =>
      wholeOrRefused({ folder: EMPTY_MONTH_FOLDER, faults: [fault] }, [{ ...fault, row: 3 }]);
    expect(attempt).toThrow(BadInput);
    expect(attempt).toThrow(
      'rules.csv, row 2, name: saw a blank cell; write a name\nrules.csv, row 3, name: saw a blank cell; write a name',
    );
  });
});
