import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { creditbookProgram } from '../../src/adapters/cli/program.ts';
import { runCli } from '../../src/adapters/cli/run-cli.ts';
import { SUBJECTS, type Subject } from '../../src/application/tables/table.ts';
import { openWorld } from '../../src/main/compose.ts';
import { emptyDatabase, type FreshBook, freshBook } from '../support/book.ts';
import { settingsOf } from '../support/loopback-store.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { SMALL_MONTH } from './small-month.ts';

// Every command over one book, in the order of a month: what it changes stands in the audit log, once, and what it only
// looks at, tries, refuses or has done before does not.

const NOT_WRITING = [
  'rules list',
  'rules lint',
  'rules backtest',
  'accounts list',
  'credits list',
  'credits explain',
  'credit-records list',
  'credit-records match',
  'grants list',
  'statements list',
  'statements show',
  'statements export',
  'letterhead show',
  'mail preview',
  'mail outbox list',
  'mail server show',
  'mail server test',
  'mail templates show',
  'mail wishes show',
  'sources list',
  'balances',
  'check',
  'ledger export',
  'export usage',
  'export focus',
  'export journal',
  ...SUBJECTS.map((subject) => `export ${subject}`),
  'focus check',
  'audit verify',
  'audit export',
  'book export',
];
/** The service signs for its people. */
const SIGNS_OTHERWISE = ['serve'];

const RECORD = {
  credits: [
    {
      creditId: '77',
      accountId: '000000000011',
      creditType: 'Promotion',
      description: 'MAP 2.0 Credit',
      initialAmount: { currencyAmount: '500', currencyCode: 'USD' },
      remainingAmount: { currencyAmount: '400', currencyCode: 'USD' },
      startDate: 1767225600,
      endDate: 1798761599,
    },
  ],
};

type Entry = {
  readonly who: string;
  readonly what: string;
  readonly object: string;
  readonly after: string;
  why: string;
};

let cwd: string;
let book: FreshBook;
const walked = new Set<string>();

beforeAll(async () => {
  book = await freshBook();
});
afterAll(() => book.close());

function said(): { readonly sink: Writable; readonly text: () => string } {
  let text = '';
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { sink, text: () => text };
}

/** Runs a command and gives what it answered, and the entries it left in the log. */
async function run(args: readonly string[], url = book.url, code = 0) {
  const last = await lastEntry();
  const { world, close } = openWorld();
  const [out, remarks] = [said(), said()];
  const ended = await runCli(
    { ...world, stdout: out.sink, stderr: remarks.sink, stdinText: () => Promise.resolve('let me in\n') },
    [...args, '--book', url],
    false,
  );
  await close('done');
  expect([args, ended, ended === code ? '' : remarks.text()]).toEqual([args, code, '']);
  const { rows } = await book.pool.query<Entry>(
    'select who, what, object, after, why from audit_log where seq > $1 order by seq',
    [last],
  );
  return { entries: rows, out: out.text() };
}

async function lastEntry(): Promise<string> {
  return (
    (await book.pool.query<{ last: string }>('select coalesce(max(seq), 0) as last from audit_log')).rows[0]
      ?.last ?? '0'
  );
}

/** A command that changes something, and signs every transaction in which it does. */
async function signs(...args: readonly string[]): Promise<Entry> {
  const { entries } = await run(args);
  const [first] = entries;
  if (first === undefined) throw new Error(`creditbook ${args.join(' ')} left no entry`);
  const what = nameOf(args);
  walked.add(what);
  for (const entry of entries) {
    expect(entry).toMatchObject({ who: userInfo().username, what });
    expect(Object.keys((JSON.parse(entry.after) as { rows: object }).rows)).not.toEqual([]);
  }
  return first;
}

function nameOf([noun = '', ...more]: readonly string[]): string {
  const nested = noun === 'mail' && /^(outbox|server|templates|wishes)$/.test(more[0] ?? '');
  const words = noun === 'month' || noun === 'import' ? 0 : nested ? 2 : 1;
  return [noun, ...more.slice(0, words)].join(' ');
}

async function signsNothing(code: number, ...args: readonly string[]): Promise<void> {
  const { entries } = await run(args, book.url, code);
  expect([args, entries]).toEqual([args, []]);
}

/** Each table as it came out changes nothing and leaves no entry; one that says something else leaves one. */
async function loadsTables(file: string, others: Readonly<Record<Subject, string>>): Promise<void> {
  for (const subject of SUBJECTS) {
    await signsNothing(0, 'export', subject, file);
    await signsNothing(0, 'load', subject, file);
    writeFileSync(file, others[subject]);
    await signsNothing(0, 'load', subject, file, '--dry-run');
    const { entries } = await run(['load', subject, file]);
    expect(entries).toMatchObject([{ who: userInfo().username, what: `load ${subject}`, object: file }]);
    // What stood there before and what stands there now, as the service's own entries have it, and what was counted.
    expect(JSON.parse(entries[0]?.after ?? '')).toMatchObject({
      asked: { named: [file] },
      rows: expect.any(Object) as object,
      deed: { rows: [{ row: 2, cells: expect.arrayContaining([expect.any(Object)]) as unknown[] }] },
    });
    walked.add(`load ${subject}`);
  }
}

/** Whom the service watches for; a look that fails leaves the entry of its beginning. */
async function watches(): Promise<void> {
  const deed = async (...args: readonly string[]) =>
    JSON.parse((await signs(...args)).after) as Record<string, unknown>;
  const source = ['AWS', 's3://acme-billing/cur'] as const;
  expect(await deed('sources', 'add', ...source, '--daily', '05:30')).toMatchObject({
    asked: { named: source, daily: '05:30' },
    deed: { schedule: { dailyAt: '05:30' } },
  });
  await signsNothing(2, 'sources', 'add', ...source);
  await signsNothing(2, 'sources', 'change', 'AWS');
  await signsNothing(0, 'sources', 'change', 'AWS', '--go');
  expect(await deed('sources', 'change', 'AWS', '--stop')).toMatchObject({ deed: { active: false } });
  for (const [name, value] of Object.entries(settingsOf('http://127.0.0.1:9'))) vi.stubEnv(name, value);
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  const looked = await run(['sources', 'look', 'AWS'], book.url, 2);
  walked.add('sources look');
  expect(looked.entries).toMatchObject([{ who: userInfo().username, what: 'sources look', object: 'AWS' }]);
  expect(looked.out).toMatch(
    /^AWS: the look of .+ failed, nothing was imported: the files cannot be used\n {2}s3:/,
  );
  vi.unstubAllEnvs();
  await signs('sources', 'remove', 'AWS');
  await signsNothing(1, 'sources', 'remove', 'AWS');
}

async function idsOf(...args: readonly string[]): Promise<string[]> {
  const { out, entries } = await run([...args, '--json']);
  expect(entries).toEqual([]);
  return (JSON.parse(out) as { id: string }[]).map(({ id }) => id);
}

test('every command that writes signs what it changed, and nothing else does', async () => {
  cwd = writtenFolder({ ...SMALL_MONTH, 'credits.json': JSON.stringify(RECORD) });
  const at = (name: string): string => join(cwd, name);
  const month = await signs('month', at('month'));
  expect(month.object).toBe(at('month'));
  await signsNothing(0, 'month', at('month'));
  await signsNothing(0, 'import', at('month/cur/march.csv'));
  const more = readFileSync(at('month/cur/march.csv'), 'utf8').replace(',120.00,', ',130.00,');
  writeFileSync(at('month/cur/march.csv'), more);
  await signs('import', at('month/cur/march.csv'), '--replace');

  writeFileSync(at('month/resellers.csv'), 'reseller_id,name\nharbor,Harbor and Sons\n');
  await signsNothing(0, 'parties', 'load', at('month'), '--dry-run');
  await signs('parties', 'load', at('month'));
  await signsNothing(0, 'parties', 'load', at('month'));
  await signsNothing(2, 'rules', 'load', at('wrong-rules.csv'));
  await signs('rules', 'load', at('more-rules.csv'));
  writeFileSync(at('month/prices.csv'), 'seller,buyer,service,uplift_percent\nharbor,*,*,6\n');
  await signs('prices', 'load', at('month/prices.csv'));
  const grants = `${SMALL_MONTH['month/grants.csv']}more,distributor,amber-loom,5.00,USD,More,2026-03-01\n`;
  writeFileSync(at('month/grants.csv'), grants);
  await signs('grants', 'load', at('month/grants.csv'));
  await signsNothing(0, 'credit-records', 'import', at('credits.json'), '--dry-run');
  await signs('credit-records', 'import', at('credits.json'));
  await signsNothing(0, 'credit-records', 'import', at('credits.json'));
  const letterhead = ['letterhead', 'set', '--notes', 'Thank you'];
  expect(JSON.parse((await signs(...letterhead)).after)).toMatchObject({ asked: { notes: 'Thank you' } });
  await signsNothing(0, ...letterhead);

  const grant = ['grants', 'add', '--seller', 'distributor', '--buyer', 'harbor', '--amount', '9.00'];
  const words = ['--currency', 'USD', '--comment', 'Sorry', '--id', 'sorry', '--granted-on', '2026-03-31'];
  await signs(...grant, ...words);
  await signsNothing(0, ...grant, ...words);
  await signsNothing(1, 'grants', 'withdraw', 'sorry', '--amount', '10.00', '--reason', 'too much');
  expect(await signs('grants', 'withdraw', 'sorry', '--amount', '1.00', '--reason', 'agreed')).toMatchObject({
    object: 'sorry',
    why: 'agreed',
  });

  const customers = 'customer_id,name,reseller_id,from,to\nblue-kiln,Blue Kiln,harbor,,2026-04-01\n';
  writeFileSync(
    at('month/customers.csv'),
    `${customers}blue-kiln,Blue Kiln,,2026-04-01,\namber-loom,Amber Loom,,,\n`,
  );
  await run(['parties', 'load', at('month')]);
  await signs('statements', 'discard', '--all');
  const [stranded = ''] = await idsOf('grants', 'list', '--seller', 'harbor', '--buyer', 'blue-kiln');
  await signs('grants', 'move', stranded, '--to', 'distributor', '--reason', 'they left');

  const [credit = ''] = await idsOf('credits', 'list', '--account', '000000000021');
  await signs('credits', 'assign', credit, '--by-hand', 'amber-loom=1.00', '--reason', 'as agreed');
  // No rule took it before: there is nothing that could stand again.
  await signsNothing(1, 'credits', 'assign', credit, '--undo');
  await signs('credits', 'assign', credit, '--by-hand', 'amber-loom=2.00', '--reason', 'agreed anew');
  await signs('credits', 'assign', credit, '--undo');
  await signsNothing(0, 'credits', 'assign', '--reapply', '--dry-run');

  await loadsTables(at('table.csv'), {
    resellers: 'reseller_id,name\nharbor,Harbor by Table\n',
    customers: 'customer_id,name,tax_percent\namber-loom,Amber by Table,10\n',
    accounts: 'usage_account_id,customer_id\n000000000098,amber-loom\n',
    prices: 'seller,buyer,service,uplift_percent\nharbor,*,*,7\n',
    rules: 'rule_id,name,customer_percent,reseller_percent,created_at\ntable,By table,40,0,2026-03-03\n',
    grants:
      'seller,buyer,amount,currency,comment,granted_on\ndistributor,amber-loom,3.00,USD,Sorry,2026-03-31\n',
    credits: `credit_id,by_hand,reason\n${credit},amber-loom=3.00,by table\n`,
  });

  await watches();

  await signs('statements', 'draft', '--period', '2026-03');
  await signsNothing(0, 'statements', 'draft', '--period', '2026-03');
  await signs('statements', 'open', '--period', '2026-03');
  await signsNothing(0, 'statements', 'open', '--period', '2026-03');
  const [one = '', two = ''] = await idsOf('statements', 'list', '--state', 'open');
  await signsNothing(1, 'mail', 'send', '--period', '2026-03');
  const server = ['mail', 'server', 'set', '--host', 'mail.example', '--user', 'ada', '--password-stdin'];
  await signsNothing(2, ...server, '--from', 'nobody', '--console-url', 'https://c.example');
  const entry = await signs(...server, '--from', 'a@b.example', '--console-url', 'https://c.example');
  expect(JSON.parse(entry.after)).toMatchObject({ asked: { passwordStdin: '(a secret)', user: 'ada' } });
  const sealed = await book.pool.query<{ password: string }>('select password from mail_server');
  expect(JSON.stringify([sealed.rows, entry])).not.toContain('let me in');
  await run(['mail', 'server', 'show']);
  await book.pool.query(
    `update customers set email = 'office@amber-loom.example' where customer_id = 'amber-loom'`,
  );
  await signs('mail', 'send', '--period', '2026-03');
  await signsNothing(0, 'mail', 'send', '--period', '2026-03');
  const [mail = ''] = await idsOf('mail', 'outbox', 'list');
  expect((await signs('mail', 'outbox', 'cancel', mail)).object).toBe(mail);
  await signs('mail', 'outbox', 'resend', mail);
  // Harbor has no address.
  const told = await run(['mail', 'send-statements', '--period', '2026-03', '--buyer', 'harbor']);
  expect([told.entries, told.out]).toEqual([[], expect.stringContaining('it has no e-mail address')]);
  const wishes = ['mail', 'wishes', 'set', 'amber-loom', '--unwanted'];
  await signs(...wishes, 'statement');
  await signsNothing(0, ...wishes, 'statement');
  const unwanted = await run(['mail', 'send-statements', '--all']);
  expect([unwanted.entries, unwanted.out]).toEqual([
    [],
    expect.stringContaining('it does not want this mail'),
  ]);
  await run(['mail', 'wishes', 'set', 'amber-loom', '--all']);
  await signs('mail', 'send-statements', '--all');
  await signsNothing(0, 'mail', 'send-statements', '--all');
  const template = ['mail', 'templates', 'set', 'statement', '--subject'];
  await signsNothing(2, ...template, 'For {{mnth}}');
  await signs(...template, 'For {{month}}');
  await signsNothing(0, ...template, 'For {{month}}');
  await signs('statements', 'pay', one);
  await signs('statements', 'close', one);
  await signs('statements', 'void', two, '--reason', 'wrong price');
  await run(['statements', 'draft', '--period', '2026-03']);
  const { out } = await run(['statements', 'open', '--period', '2026-03', '--mail']);
  expect(out).toMatch(/harbor +it has no e-mail address/);
  await signsNothing(1, 'period', 'close', '2026-03');
  expect((await signs('period', 'close', '2026-03', '--reason', 'agreed')).why).toBe('agreed');
});

test('a book that is imported goes on with the entry of its import', async () => {
  const folder = writtenFolder({});
  const file = join(folder, 'whole.book');
  const empty = await emptyDatabase();
  await run(['book', 'export', file]);
  await run(['book', 'import', file], empty.url);
  const { out } = await run(['audit', 'verify', '--json'], empty.url);
  expect(JSON.parse(out)).toMatchObject({ ok: true, entries: Number(await lastEntry()) + 1 });
  await run(['audit', 'export', join(folder, 'audit.ndjson')], empty.url);
  // What waited here is not sent from there too.
  const states = async (url: string): Promise<string[]> => {
    const listed = await run(['mail', 'outbox', 'list', '--json'], url);
    return (JSON.parse(listed.out) as { state: string }[]).map(({ state }) => state);
  };
  expect(await states(book.url)).toContain('waiting');
  expect(await states(empty.url)).toEqual(
    (await states(book.url)).map((state) => (state === 'waiting' ? 'unclear' : state)),
  );
  await empty.close();
  const lines = readFileSync(join(folder, 'audit.ndjson'), 'utf8').trimEnd().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ what: 'book import', object: file });
  walked.add('book import');
});

test('no command is forgotten here', () => {
  const { world } = openWorld();
  const program = creditbookProgram(
    world,
    () => Promise.resolve(),
    () => undefined,
  );
  const verbs = (command: Command, path: string): string[] =>
    command.commands.length === 0
      ? [path]
      : command.commands.flatMap((inner) => verbs(inner, `${path} ${inner.name()}`.trim()));
  expect([...walked, ...NOT_WRITING, ...SIGNS_OTHERWISE].toSorted()).toEqual(verbs(program, '').toSorted());
});
