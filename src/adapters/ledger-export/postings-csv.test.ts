import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { Entry } from '../../domain/ledger/entry.ts';
import { exactFromText } from '../../domain/money/exact-amount.ts';
import { postingsCsv } from './postings-csv.ts';

function entryBecause(reason: string): Entry {
  const amount = exactFromText('80');
  if (amount === null) throw new Error('80 is an amount');
  return {
    key: 'grant:one:withdrawn',
    kind: 'withdrawal',
    bookedAt: '2026-03-31',
    credit: null,
    assignmentVersion: null,
    statement: null,
    reverses: null,
    reason,
    postings: [{ from: 'distributor:a', to: 'distributor:b', amount, currency: 'USD', grant: null }],
  };
}

test.each(['=1+1', '+1', '-1+1', '@SUM(1)', '\t=1'])(
  'a reason %j is no formula in a spreadsheet',
  (reason) => {
    const [row] = parse<Record<string, string>>(postingsCsv([entryBecause(reason)]), { columns: true });
    expect(row).toMatchObject({ reason: `'${reason}`, amount: '80.00', entry: '1' });
  },
);

test('any other reason stands as it was typed', () => {
  const reason = 'twice, "by mistake"\nsays A1';
  const [row] = parse<Record<string, string>>(postingsCsv([entryBecause(reason)]), { columns: true });
  expect(row?.['reason']).toBe(reason);
});
