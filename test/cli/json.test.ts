import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshBook, freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { runBin } from './run-bin.ts';
import { SMALL_MONTH } from './small-month.ts';

let book: FreshBook;

beforeAll(async () => {
  book = await freshBook();
});

afterAll(() => book.close());

async function json(...args: readonly string[]): Promise<unknown> {
  const cwd = writtenFolder(SMALL_MONTH);
  const ended = await runBin([...args, '--json', '--book', book.url], { cwd });
  expect(ended).toMatchObject({ code: 0 });
  return JSON.parse(ended.stdout);
}

const KEYS = {
  credits:
    'id cloud payerAccount usageAccount period service description ownerAccount currency kind exact amount residual lines ' +
    'final status customer reseller ownerChanged rule ruleVersion decidedBy shares heldBecause dust',
  statements:
    'id number state seller buyer period currency lines roundingLine charges tax debits adjustments creditApplied total ' +
    'openingBalance earned expired closingBalance',
  balances: 'seller buyer currency granted reserved applied expired withdrawn available',
  checks: 'check ok detail',
};

test('month, and every list after it, answer with one JSON value in the shapes of the month folder', async () => {
  const month = (await json('month', 'month')) as Record<keyof typeof KEYS, Record<string, unknown>[]>;
  for (const [part, keys] of Object.entries(KEYS) as [keyof typeof KEYS, string][]) {
    expect(Object.keys(month[part][0] ?? {})).toEqual(expect.arrayContaining(keys.split(' ')));
  }
  expect(await json('credits', 'list')).toEqual(month.credits);
  expect(await json('statements', 'list')).toEqual(month.statements);
  expect(await json('balances')).toEqual(month.balances);
  expect(await json('check')).toEqual(month.checks);
});

test('a credit that rounds to nothing is in the JSON of a list and marked', async () => {
  const credits = (await json('credits', 'list')) as { amount: string; dust: boolean }[];
  expect(credits.filter((credit) => credit.dust)).toMatchObject([{ amount: '0.00' }]);
});

test.each([
  ['rules', 'list'],
  ['rules', 'lint'],
  ['accounts', 'list'],
  ['grants', 'list'],
  ['ledger', 'export'],
  ['import', 'month/cur'],
  ['rules', 'backtest', 'month/rules.csv'],
  ['parties', 'load', 'month', '--dry-run'],
  ['statements', 'draft', '--period', '2026-03'],
  ['statements', 'discard', '--buyer', 'nobody'],
  ['credits', 'assign', '--reapply', '--dry-run'],
])('%s %s --json parses', async (...args) => {
  expect(await json(...args)).toBeInstanceOf(Object);
});

test('a result file that cannot be written is a usage error before any work', async () => {
  const cwd = writtenFolder({ ...SMALL_MONTH, taken: '' });
  const ended = await runBin(['month', 'month', '--out', 'taken/out', '--book', 'none'], { cwd });
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain('--out taken/out: saw');
  expect(existsSync(join(cwd, 'none'))).toBe(false);
});
