import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Entry } from '../../domain/ledger/entry.ts';
import { exactFromText } from '../../domain/money/exact-amount.ts';
import { beancountJournal } from './beancount-journal.ts';
import { beancountAccount } from './beancount-text.ts';

const beancount = spawnSync('bean-check', ['--version']).status === 0;

const ENTRY: Entry = {
  key: 'credit:crd-1:assignment:1',
  kind: 'assignment',
  bookedAt: '2026-02-28',
  credit: 'crd-1',
  assignmentVersion: 1,
  statement: null,
  reverses: null,
  reason: 'rule "map" version 1',
  postings: [
    {
      from: 'distributor:unallocated',
      to: 'distributor:blue-kiln:available',
      amount: exact('80'),
      currency: 'USD',
      grant: 'grt-1',
    },
  ],
};

describe('a Beancount file', () => {
  it('opens its accounts, has one transaction per entry and says what every account holds at the end', () => {
    expect(
      beancountJournal([ENTRY]),
    ).toBe(`; The ledger of a Creditbook. bean-check reads it; balances are those of the book, with the book’s signs.
option "title" "Creditbook"
option "operating_currency" "USD"

2026-02-28 open Equity:Distributor:Blue-kiln:Available
2026-02-28 open Equity:Distributor:Unallocated

2026-02-28 * "assignment" "rule \\"map\\" version 1"
  key: "credit:crd-1:assignment:1"
  credit: "crd-1"
  version: "1"
  Equity:Distributor:Unallocated  -80.00 USD
    grant: "grt-1"
  Equity:Distributor:Blue-kiln:Available  80.00 USD
    grant: "grt-1"

2026-03-01 balance Equity:Distributor:Blue-kiln:Available  80.00 ~ 0 USD
2026-03-01 balance Equity:Distributor:Unallocated  -80.00 ~ 0 USD
`);
  });

  it('of nothing is only its head', () => {
    expect(beancountJournal([]).split('\n')).toHaveLength(3);
  });
});

describe('an account name', () => {
  it.each([
    ['cloud:004471000000', 'Equity:Cloud:004471000000'],
    ['harbor:blue kiln:available', 'Equity:Harbor:Blue-x20kiln:Available'],
    ['Harbor:kept', 'Equity:X-y48arbor:Kept'],
    ['a-x41:kept', 'Equity:A-x2Dx41:Kept'],
    ['a::kept', 'Equity:A:X-y:Kept'],
    ['café:été', 'Equity:Café:été'],
  ])('%j becomes %j', (account, text) => {
    expect(beancountAccount(account)).toBe(text);
  });

  it('stays different where it was different', () => {
    const anyName = fc.oneof(
      fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
      fc
        .array(fc.constantFrom('-', 'x', 'y', 'X', '4', '1', 'A', ' ', ':'), { maxLength: 6 })
        .map((signs) => signs.join('')),
    );
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        expect(beancountAccount(a) === beancountAccount(b)).toBe(a === b);
      }),
      { numRuns: 500 },
    );
  });
});

test('bean-check accepts whatever people write into names, reasons and ids, and finds an amount that is wrong', (context) => {
  if (!beancount) context.skip('Beancount is not installed here');
  const odd = fc
    .array(
      fc.constantFrom(...';:,()[]|*!="\'@\\#%&{}<>~^ \n\t\r', '2026-13-45', 'key:', 'x', 'é', '界', '🙂'),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join(''));
  const entries = fc.sample(fc.tuple(odd, odd, odd), { numRuns: 300 }).map(
    ([key, reason, buyer], at): Entry => ({
      ...ENTRY,
      key: `${key}${at}`,
      reason,
      reverses: key,
      postings: ENTRY.postings.map((posting) => ({
        ...posting,
        to: `distributor:${buyer}:available`,
        amount: exact('0.0016938998'),
      })),
    }),
  );
  const text = beancountJournal(entries);
  expect(checked(text)).toBe('');
  expect(checked(text.replace('-0.50816994 ~', '-0.5081699401 ~'))).toContain('Balance failed');
});

/** bean-check opens its file by name, and a pipe has none. */
function checked(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'creditbook-bean-'));
  try {
    const file = join(folder, 'ledger.beancount');
    writeFileSync(file, text);
    const { stdout, stderr } = spawnSync('bean-check', ['--no-cache', file], { encoding: 'utf8' });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function exact(text: string) {
  const amount = exactFromText(text);
  if (amount === null) throw new Error(`${text} is no amount`);
  return amount;
}
