import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { askAgain } from '../support/ask-again.ts';
import { type FreshBook, freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { runBin } from './run-bin.ts';
import { SMALL_MONTH } from './small-month.ts';

async function bookOfItsOwn(): Promise<FreshBook> {
  const book = await freshBook();
  onTestFinished(() => book.close());
  return book;
}

test.each([
  ['an unknown command', ['frobnicate'], "unknown command 'frobnicate'"],
  ['an unknown verb', ['credits', 'lst'], 'Did you mean list?'],
  ['an unknown option', ['balances', '--att', 'x'], 'Did you mean --at?'],
  ['a month that is none', ['credits', 'list', '--period', '2026-13'], 'Write a billing period as YYYY-MM'],
  ['a day that is none', ['balances', '--at', '2026-02-30'], 'There is no such day'],
  ['no amount of anything', ['rules', 'backtest', 'x.csv', '--periods', '0'], 'Write a whole number'],
  ['neither on nor off', ['month', 'x', '--use-credits', 'maybe'], 'Write on or off'],
  ['a status that is none', ['credits', 'list', '--status', 'open'], 'Allowed choices are'],
  ['a missing reason', ['statements', 'void', 'x'], "required option '--reason <text>' not specified"],
  ['a noun alone', ['credits'], 'Usage: creditbook credits'],
])('%s is a usage error: exit 2, and the cure', async (_, args, said) => {
  const ended = await runBin(args, { cwd: writtenFolder({}) });
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain(said);
});

test.each([['credits', 'list'], ['rules', 'load', 'month/rules.csv', '--dry-run'], ['check']])(
  'looking with %s %s where no book is makes none',
  async (...args) => {
    const cwd = writtenFolder(SMALL_MONTH);
    const ended = await runBin(args, { cwd });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('./book: saw no book in this folder');
    expect(existsSync(join(cwd, 'book'))).toBe(false);
  },
);

test('a month folder that is not there is told before a book is made', async () => {
  const cwd = writtenFolder({});
  const ended = await runBin(['month', 'nowhere'], { cwd });
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain('nowhere: saw no such folder');
  expect(existsSync(join(cwd, 'book'))).toBe(false);
});

test.each([
  ['holds other things', ['month', 'month', '--book', 'month'], 'holds other things (accounts.csv'],
  [
    'is a file',
    ['import', 'month/cur', '--book', 'month/customers.csv'],
    'name a folder that this user may write',
  ],
  ['lies in a file', ['month', 'month', '--book', 'month/customers.csv/book'], 'name a folder that this'],
])('a path where no book can be made, for it %s, is told before anything is read', async (_, args, said) => {
  const cwd = writtenFolder({ ...SMALL_MONTH, 'month/cur/march.csv': 'name,age\nAnn,7\n' });
  const ended = await runBin(args, { cwd });
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain(said);
  expect(ended.stderr).not.toContain('not billing data');
});

test.each([
  ['tables', { 'month/customers.csv': 'customer_id,name,reseller_id\nacme,Acme Inc,nobody\n' }, 'nobody'],
  ['billing files', { 'month/cur/march.csv': 'name,age\nAnn,7\n' }, 'a file that is not billing data'],
])('a month whose %s have faults makes no book; mended, it does', async (_, faulty, said) => {
  const cwd = writtenFolder({ ...SMALL_MONTH, ...faulty });
  const refused = await runBin(['month', 'month'], { cwd });
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(said);
  expect(existsSync(join(cwd, 'book'))).toBe(false);
  for (const [path, text] of Object.entries(SMALL_MONTH)) writeFileSync(join(cwd, path), text);
  expect(await runBin(['month', 'month'], { cwd })).toMatchObject({ code: 0 });
  expect(existsSync(join(cwd, 'book', 'book.json'))).toBe(true);
});

test.each(['percent-sum-over-100', 'amounts-typed-wrong', 'account-lost-leading-zeros', 'unknown-currency'])(
  '%s of the gallery, from the shell: every fault at once, exit 2, nothing saved',
  async (name) => {
    const book = await bookOfItsOwn();
    const gallery = join(import.meta.dirname, '../errors', name);
    const ended = await runBin(['month', join(gallery, 'given'), '--book', book.url], { cwd: gallery });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    const lines = readFileSync(join(gallery, 'expected.txt'), 'utf8').trimEnd().split('\n');
    for (const line of lines.filter((one) => !one.startsWith('warning')))
      expect(ended.stderr).toContain(line);
    const { rows } = await book.pool.query<{ saved: number }>(
      `select ((select count(*) from resellers) + (select count(*) from customers) + (select count(*) from rules)
         + (select count(*) from grants) + (select count(*) from deliveries))::int4 as saved`,
    );
    expect(rows).toEqual([{ saved: 0 }]);
  },
);

test('what the law refuses is exit 1 and changes nothing', async () => {
  const book = await bookOfItsOwn();
  const cwd = writtenFolder(SMALL_MONTH);
  const ended = await runBin(['statements', 'void', 'stm-unknown', '--reason', 'x', '--book', book.url], {
    cwd,
  });
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toBe(
    'refused (unknown-statement): there is no statement stm-unknown\nNothing was changed.\n',
  );
});

test('results that cannot be written do not say that the month was not saved; a check that fails is exit 1', async () => {
  const book = await bookOfItsOwn();
  const cwd = writtenFolder({ ...SMALL_MONTH, 'out/credits.json/taken': '' });
  const unwritten = await runBin(['month', 'month', '--out', 'out', '--book', book.url], { cwd });
  expect(unwritten).toMatchObject({ code: 2, stdout: '' });
  expect(unwritten.stderr).toContain('1 thing is wrong; what was saved before it stays:\n  --out out: saw E');
  const clean = await runBin(['check', '--book', book.url], { cwd });
  expect(clean.code).toBe(0);
  await book.pool.query('alter table statements disable trigger all');
  await book.pool.query(
    "update statements set opening_balance = opening_balance + 1, closing_balance = closing_balance + 1 where buyer = 'amber-loom'",
  );
  const ended = await runBin(['check', '--json', '--book', book.url], { cwd });
  expect(ended.code).toBe(1);
  const failed = (JSON.parse(ended.stdout) as { check: string; ok: boolean }[]).filter((one) => !one.ok);
  expect(failed.map((one) => one.check)).toContain('carry-forward');
});

test('what is inside out is exit 3 in plain words, the stack only on demand', async () => {
  const book = await bookOfItsOwn();
  await book.pool.query('drop table postings cascade');
  const ended = await runBin(['ledger', 'export', '--book', book.url], { cwd: writtenFolder({}) });
  expect(ended).toMatchObject({ code: 3, stdout: '' });
  expect(ended.stderr).toContain(
    'something went wrong inside creditbook: relation "postings" does not exist',
  );
  expect(ended.stderr).not.toContain('at ');
});

test.each<[NodeJS.Signals, number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])(
  '%s in the middle of a transaction ends the command and leaves the book as it was',
  async (signal, code) => {
    const book = await bookOfItsOwn();
    const cwd = writtenFolder(SMALL_MONTH);
    // Somebody else is writing, so the command waits for its turn.
    const other = new pg.Client({ connectionString: book.url });
    await other.connect();
    onTestFinished(() => other.end());
    await other.query('begin');
    await other.query('lock table resellers in access exclusive mode');
    const ended = await runBin(['parties', 'load', 'month', '--book', book.url], {
      cwd,
      // Without anybody waiting, the command has ended by itself and the test fails below.
      onStart: (kill) =>
        void waiting(other).then(
          () => kill(signal),
          () => undefined,
        ),
    });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toBe(`${signal}: stopping; what was not finished is not saved\n`);
    await other.query('commit');
    const { rows } = await book.pool.query('select * from resellers');
    expect(rows).toEqual([]);
  },
);

/** Until a command of this book waits for a lock. */
async function waiting(client: pg.Client): Promise<void> {
  const asked = `select from pg_locks join pg_database d on d.oid = database
    where d.datname = current_database() and not granted`;
  await askAgain(async () => (await client.query<object>(asked)).rows[0] ?? null);
}
