import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Entry } from '../../domain/ledger/entry.ts';
import { exactFromText } from '../../domain/money/exact-amount.ts';
import { hledgerJournal } from './hledger-journal.ts';
import { accountText } from './hledger-text.ts';

const hledger = spawnSync('hledger', ['--version']).status === 0;

const ENTRY: Entry = {
  key: 'credit:crd-1:assignment:1',
  kind: 'assignment',
  bookedAt: '2026-03-31',
  credit: 'crd-1',
  assignmentVersion: 1,
  statement: null,
  reverses: null,
  reason: 'rule map version 1, by customer',
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

describe('a journal', () => {
  it('declares its accounts and commodities and has one transaction per entry', () => {
    expect(
      hledgerJournal([ENTRY]),
    ).toBe(`; The ledger of a Creditbook. hledger check --strict reads it; balances are those of the book.
decimal-mark .

commodity 1000.00 USD

account distributor:blue-kiln:available
account distributor:unallocated

2026-03-31 (credit:crd-1:assignment:1) assignment: rule map version 1, by customer
    ; kind:assignment, credit:crd-1, version:1
    distributor:unallocated  -80.00 USD  ; grant:grt-1
    distributor:blue-kiln:available  80.00 USD  ; grant:grt-1
`);
  });

  it('of nothing is only its head', () => {
    expect(hledgerJournal([])).toBe(
      '; The ledger of a Creditbook. hledger check --strict reads it; balances are those of the book.\ndecimal-mark .\n',
    );
  });

  it('stands in the order of the days, and of one day in the order of the book', () => {
    const on = (bookedAt: string, key: string): Entry => ({ ...ENTRY, bookedAt, key });
    const journal = hledgerJournal([on('2026-03-31', 'b'), on('2026-01-31', 'a'), on('2026-03-31', 'c')]);
    expect([...journal.matchAll(/\((\w)\)/g)].map(([, key]) => key)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['JPY', '1000', '1000. JPY', '  1000 JPY'],
    ['KWD', '1.5', '1000.000 KWD', '  1.500 KWD'],
    ['USD', '0.0016938998', '1000.00 USD', '  0.0016938998 USD'],
  ])('writes %s with its own decimals', (currency, amount, commodity, posting) => {
    const [first] = ENTRY.postings;
    const postings = first === undefined ? [] : [{ ...first, amount: exact(amount), currency, grant: null }];
    const journal = hledgerJournal([{ ...ENTRY, postings }]);
    expect(journal).toContain(`commodity ${commodity}\n`);
    expect(journal).toContain(`${posting}\n`);
  });
});

describe('an account name', () => {
  it.each([
    ['cloud:004471000000', 'cloud:004471000000'],
    ['harbor:blue kiln:available', 'harbor:blue%20kiln:available'],
    ['a;b:(c):kept', 'a%3Bb:%28c%29:kept'],
    ['50%:kept', '50%25:kept'],
    ['a::kept', 'a:%:kept'],
    ['café:kept', 'café:kept'],
  ])('%j becomes %j', (account, text) => {
    expect(accountText(account)).toBe(text);
  });

  it('stays different where it was different', () => {
    const anyName = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        expect(accountText(a) === accountText(b)).toBe(a === b);
      }),
    );
  });
});

test('hledger accepts whatever people write into names, reasons and ids', (context) => {
  if (!hledger) context.skip('hledger is not installed here');
  const odd = fc
    .array(
      fc.constantFrom(...';:,()[]|*!="\'@\\#%&{}<>~ \n\t\r', '  ', '2026-13-45', 'date:', 'x', 'é', '🙂'),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    .map((parts) => parts.join(''));
  const oddities = fc.sample(fc.tuple(odd, odd, odd, odd), { numRuns: 400 });
  const entries = oddities.map(
    ([key, reason, buyer, grant], at): Entry => ({
      ...ENTRY,
      key: `${key}${at}`,
      reason,
      statement: grant,
      reverses: key,
      postings: ENTRY.postings.map((posting) => ({
        ...posting,
        to: `distributor:${buyer}:available`,
        grant,
      })),
    }),
  );
  const input = hledgerJournal(entries);
  const checked = spawnSync('hledger', ['-f', '-', 'check', '--strict'], { input, encoding: 'utf8' });
  expect(checked.stderr).toBe('');
  expect(checked.status).toBe(0);
  const printed = spawnSync(
    'hledger',
    ['-f', '-', 'balance', '--flat', '--no-total', 'distributor:unallocated'],
    {
      input,
      encoding: 'utf8',
    },
  );
  expect(printed.stdout.trim()).toBe('-32000.00 USD  distributor:unallocated');
});

function exact(text: string) {
  const amount = exactFromText(text);
  if (amount === null) throw new Error(`${text} is no amount`);
  return amount;
}
