import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { beancountBalances, hledgerBalances, oursByAccount } from './ledger-balances.ts';
import { runBin } from './run-bin.ts';
import { SMALL_MONTH } from './small-month.ts';

test.for([
  {
    format: 'hledger',
    program: 'hledger',
    check: (file: string) => ['-f', file, 'check', '--strict', 'ordereddates'],
    balances: hledgerBalances,
  },
  {
    format: 'beancount',
    program: 'bean-check',
    check: (file: string) => ['--no-cache', file],
    balances: beancountBalances,
  },
])('$format accepts the exported ledger and has the same balances', async (one, context) => {
  const { format, program, check, balances } = one;
  if (spawnSync(program, ['--version']).status !== 0) context.skip(`${format} is not installed here`);
  const book = await freshBook();
  const cwd = writtenFolder(SMALL_MONTH);
  const run = (...args: string[]) => runBin([...args, '--book', book.url], { cwd });
  try {
    await run('month', 'month', '--out', 'out');
    await run('statements', 'open', '--seller', 'harbor');
    await run('grants', 'withdraw', 'welcome', '--amount', '9.99', '--reason', 'a; b  "c"');
    const file = join(cwd, `ledger.${format}`);
    await run('ledger', 'export', '--format', format, '--out', file);
    const { stdout, stderr, status } = spawnSync(program, check(file), { encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
    const ours: unknown = JSON.parse((await run('balances', '--json')).stdout);
    expect(balances(file)).toEqual(oursByAccount(ours));
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
