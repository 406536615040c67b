import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hledgerBalances, oursByAccount } from './hledger-balances.ts';
import { runBin } from './run-bin.ts';

const ROOT = join(import.meta.dirname, '../..');

test('the demo runs three months into a new embedded book, and hledger agrees with it', async (context) => {
  const demo = spawnSync(process.execPath, ['examples/demo.ts'], { cwd: ROOT, encoding: 'utf8' });
  expect(demo.stderr).toMatch(/^read 1 of 5 billing files/);
  expect(demo.status).toBe(0);
  const [, book = ''] = /^The book stays in (\S+)\./m.exec(demo.stdout) ?? [];
  onTestFinished(() => rmSync(dirname(book), { recursive: true, force: true }));
  expect(demo.stdout.match(/^Control sheet$/gm)).toHaveLength(4);
  expect(demo.stdout).not.toContain('WRONG');
  for (const line of STATEMENTS_TOLD_IN_EXAMPLES) expect(demo.stdout).toMatch(line);
  if (spawnSync('hledger', ['--version']).status !== 0) context.skip('hledger is not installed here');
  const run = (...args: string[]) => runBin([...args, '--book', book], { cwd: dirname(book) });
  await run('ledger', 'export', '--out', 'ledger.journal');
  const journal = join(dirname(book), 'ledger.journal');
  const check = spawnSync('hledger', ['-f', journal, 'check', '--strict'], { encoding: 'utf8' });
  expect(check).toMatchObject({ status: 0, stderr: '' });
  const balances: unknown = JSON.parse((await run('balances', '--json')).stdout);
  expect(hledgerBalances(journal)).toEqual(oursByAccount(balances));
});

/** examples/README.md: charges − credit applied = total. */
const STATEMENTS_TOLD_IN_EXAMPLES = [
  /2026-01 +distributor +lantern +draft +USD +1323\.10 +- +202\.50 +1120\.60/,
  /2026-02 +distributor +lantern +draft +USD +1434\.20 .* 89\.50 +1344\.70/,
  /2026-03 +distributor +lantern +draft +USD +1326\.60 .* 148\.38 +1178\.22/,
  /2026-03 +distributor +harbor +draft +USD +644\.35 .* 126\.00 +518\.35/,
];
