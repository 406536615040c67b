import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exactFromText, exactToText, sumExact } from '../../src/domain/money/exact-amount.ts';
import { runBin } from '../cli/run-bin.ts';
import { type FreshBook, freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { CODED_MONTH, MARCH_AGAIN } from './coded-month.ts';

/**
 * By hand, of the small month: MAP 100.00 at 60/30 is 60.00 to Blue Kiln and 90.00 to Harbor for both; Activate 10.01 at
 * 50/0 is 5.01 (the odd cent is the customer's) and 5.01; Amber Loom's 20.00 at 50/0 is 10.00, direct, and of its Marketplace credit it gets 4.00 by hand, when its statement
 * is drafted already. Tier 0: 79.01, tier 1: 95.01. The distributor's rows: 95.01 + 14.00. Then MAP falls to 70.00: 18.00
 * and 27.00 are taken back.
 */
const FIRST = { usage: ['tier 0 -79.01', 'tier 1 -95.01'], focus: ['Credit -109.01'] };
const THEN = { usage: ['tier 0 -61.01', 'tier 1 -68.01'], focus: ['Correction 27.00', 'Credit -109.01'] };

let book: FreshBook;

beforeAll(async () => {
  book = await freshBook();
});
afterAll(() => book.close());

/** Whatever happens to the month, a file begins with all that an earlier one of it said, to the byte. */
test('the files for other systems of a month, and of the same month after the cloud took part of it back', async () => {
  const cwd = writtenFolder(CODED_MONTH);
  const run = (...args: string[]) => runBin([...args, '--book', book.url], { cwd });
  const written = async (name: string, ...more: string[]): Promise<string> => {
    const { stderr, code } = await run('export', name, `${name}.csv`, '--period', '2026-03', ...more);
    expect(`${stderr}${code}`).toBe('0');
    return readFileSync(join(cwd, `${name}.csv`), 'utf8');
  };
  const all = async () => ({
    usage: await written('usage'),
    focus: await written('focus'),
    journal: await written('journal'),
  });
  await run('month', 'month');
  await run(
    'credits',
    'assign',
    'crd-8df37914d89e674d',
    '--by-hand',
    'amber-loom=4.00',
    '--reason',
    'as agreed',
  );
  const drafted = await all();
  await run('statements', 'open', '--period', '2026-03');
  const before = await all();
  expect(sums(before.usage, 'tier', 'amount', 'tier ')).toEqual(FIRST.usage);
  expect(sums(before.focus, 'ChargeClass', 'BilledCost', '')).toEqual(FIRST.focus);
  for (const [name, text] of Object.entries(before)) {
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, `expected/${name}.csv`));
  }
  writeFileSync(join(cwd, 'month/cur/march.csv'), MARCH_AGAIN);
  await run('import', 'month/cur');
  const after = await all();
  expect(sums(after.usage, 'tier', 'amount', 'tier ')).toEqual(THEN.usage);
  expect(sums(after.focus, 'ChargeClass', 'BilledCost', '')).toEqual(THEN.focus);
  const added = (name: keyof typeof before): string[] => {
    expect(before[name].startsWith(drafted[name])).toBe(true);
    expect(after[name].startsWith(before[name])).toBe(true);
    return after[name].slice(before[name].length).trimEnd().split('\n');
  };
  await expect(
    [...added('usage'), '', ...added('focus'), '', ...added('journal'), ''].join('\n'),
  ).toMatchFileSnapshot(join(import.meta.dirname, 'expected/corrections.csv'));

  for (const seller of ['distributor', 'harbor']) {
    if (seller !== 'distributor') await written('focus', '--seller', seller);
    const { stdout, code } = await run('focus', 'check', 'focus.csv');
    expect(stdout).toMatch(/^FOCUS 1\.2: [345] rows, nothing wrong\n$/);
    expect(code).toBe(0);
  }
  const parsed = await run('export', 'focus', '-', '--period', '2026-03', '--json');
  const { rows, records } = JSON.parse(parsed.stdout) as { rows: number; records: object[] };
  expect(rows).toBe(records.length);
  expect(rowsOf(after.focus)).toMatchObject(records);
  const unknown = await run('export', 'journal', '-', '--period', '2026-03', '--seller', 'blue-kiln');
  expect(unknown).toMatchObject({ code: 1, stdout: '' });
  expect(unknown.stderr).toContain(
    '(unknown-seller): there is no seller blue-kiln: name distributor or a res',
  );
  const early = await run('export', 'usage', 'early.csv', '--period', '2026-02');
  expect(early.stderr).toContain(
    '(unknown-period): the book has nothing of 2026-02: it has 2026-03 to 2026-03',
  );
  expect([early.code, existsSync(join(cwd, 'early.csv'))]).toEqual([1, false]);
  expect(await ledgerOf('distributor')).toBe(total(after.focus, 'BilledCost', '-'));
});

/** What the ledger itself granted a seller's buyers by divisions, less what it took back: by postings, not by shares. */
async function ledgerOf(seller: string): Promise<string> {
  const { rows } = await book.pool.query<{ sum: string }>(
    `select sum(case when p.from_account = $1 then p.amount else -p.amount end)::text as sum
     from postings p join entries e using (entry_id)
     where e.assignment_version is not null and $1 in (p.from_account, p.to_account)
       and not (p.grant_id is null and ($2 in (p.from_account, p.to_account)))`,
    [seller === 'distributor' ? 'distributor:unallocated' : `${seller}:received`, `${seller}:kept`],
  );
  return exactToText(exactFromText(rows[0]?.sum ?? '0') ?? { digits: 0n, scale: 0 });
}
function rowsOf(csv: string): Readonly<Record<string, string>>[] {
  const [head = [], ...rows] = csv
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map(([, cell = '']) => cell.replaceAll('"', '')),
    );
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}
function total(csv: string, amount: string, sign: string): string {
  return exactToText(sumExact(rowsOf(csv).map((row) => exactOf(`${sign}${row[amount]}`.replace('--', '')))));
}
function sums(csv: string, by: string, amount: string, prefix: string): string[] {
  const groups = Map.groupBy(rowsOf(csv), (row) => row[by] || 'Credit');
  return [...groups]
    .map(([name, rows]) => {
      const sum = exactToText(sumExact(rows.map((row) => exactOf(row[amount] ?? ''))));
      return `${prefix}${name} ${sum.includes('.') ? sum : `${sum}.00`}`;
    })
    .sort();
}
function exactOf(text: string) {
  const exact = exactFromText(text);
  if (exact === null) throw new Error(`${text} is no amount`);
  return exact;
}
