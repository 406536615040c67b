import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { started } from '../support/started.ts';
import { hledgerBalances, oursByAccount } from './ledger-balances.ts';
import { runBin } from './run-bin.ts';

type Entered = { readonly role: string; readonly user: { readonly email: string } };

const ROOT = join(import.meta.dirname, '../..');

test('the demo, where nobody could press Ctrl-C, runs three months into a new embedded book, ends, and hledger agrees with it', async (context) => {
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

test('the demo stays open when it is asked to: each role signs in with what it printed, and Ctrl-C ends all of it', async () => {
  const demo = started(process.execPath, ['examples/demo.ts', '--open'], { cwd: ROOT });
  await demo.until(/^Ctrl-C ends it\.$/m);
  const { stdout } = demo.said();
  const [, book = ''] = /^The book stays in (\S+)\./m.exec(stdout) ?? [];
  onTestFinished(() => rmSync(dirname(book), { recursive: true, force: true }));
  const [, url = ''] = /^The console is open on it at (\S+)$/m.exec(stdout) ?? [];
  const told = [...stdout.matchAll(/^ {2}(.+?), (.+?) +(\S+@example\.com) +(\S+)$/gm)];
  const entered: string[] = [];
  for (const [, , , email, password] of told) {
    const reply = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const { role, user } = (await reply.json()) as Entered;
    entered.push(`${role} ${user.email === email}`);
  }
  expect(entered).toEqual([
    'distributor-admin true',
    'distributor-analyst true',
    'auditor true',
    'reseller-admin true',
    'reseller-user true',
    'customer-user true',
  ]);
  expect((await fetch(url)).status).toBe(200);
  expect(serverFiles(book)).toEqual(['PG_VERSION', 'postmaster.pid']);
  // As npm does: the terminal's signal and once more the same.
  demo.process.kill('SIGINT');
  demo.process.kill('SIGINT');
  expect(await demo.ended).toBe(0);
  expect(serverFiles(book)).toEqual(['PG_VERSION']);
});

/** That there is a database, and that its server runs. */
function serverFiles(book: string): string[] {
  const names = readdirSync(book, { recursive: true, encoding: 'utf8' }).map((path) => basename(path));
  return ['PG_VERSION', 'postmaster.pid'].filter((name) => names.includes(name));
}

/** examples/README.md: charges − credit applied = total. */
const STATEMENTS_TOLD_IN_EXAMPLES = [
  /2026-01 +distributor +lantern +draft +USD +1323\.10 +- +202\.50 +1120\.60/,
  /2026-02 +distributor +lantern +draft +USD +1434\.20 .* 89\.50 +1344\.70/,
  /2026-03 +distributor +lantern +draft +USD +1326\.60 .* 148\.38 +1178\.22/,
  /2026-03 +distributor +harbor +draft +USD +644\.35 .* 126\.00 +518\.35/,
];
