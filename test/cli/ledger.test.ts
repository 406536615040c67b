import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { hledgerBalances, oursByAccount } from './hledger-balances.ts';
import { runBin } from './run-bin.ts';
import { SMALL_MONTH } from './small-month.ts';

const hledger = spawnSync('hledger', ['--version']).status === 0;

test('hledger accepts the exported ledger and has the same balances', async (context) => {
  if (!hledger) context.skip('hledger is not installed here');
  const book = await freshBook();
  const cwd = writtenFolder(SMALL_MONTH);
  const run = (...args: string[]) => runBin([...args, '--book', book.url], { cwd });
  try {
    await run('month', 'month', '--out', 'out');
    await run('statements', 'open', '--seller', 'harbor');
    await run('grants', 'withdraw', 'welcome', '--amount', '9.99', '--reason', 'a; b  c');
    await run('ledger', 'export', '--out', 'ledger.journal');
    const balances: unknown = JSON.parse((await run('balances', '--json')).stdout);
    const journal = join(cwd, 'ledger.journal');
    const check = spawnSync('hledger', ['-f', journal, 'check', '--strict', 'ordereddates'], {
      encoding: 'utf8',
    });
    expect(check.stderr).toBe('');
    expect(check.status).toBe(0);
    expect(hledgerBalances(journal)).toEqual(oursByAccount(balances));
  } finally {
    await book.close();
  }
});

test('the CSV has one row for each posting, with what it belongs to', async () => {
  const book = await freshBook();
  const cwd = writtenFolder(SMALL_MONTH);
  try {
    await runBin(['month', 'month', '--book', book.url], { cwd });
    await runBin(['ledger', 'export', '--format', 'csv', '--out', 'ledger.csv', '--book', book.url], { cwd });
    await expect(readFileSync(join(cwd, 'ledger.csv'), 'utf8')).toMatchFileSnapshot(
      join(import.meta.dirname, 'expected/ledger.csv'),
    );
  } finally {
    await book.close();
  }
});
