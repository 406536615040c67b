import { userInfo } from 'node:os';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runBin } from '../cli/run-bin.ts';
import { SMALL_MONTH } from '../cli/small-month.ts';
import { freshBook } from '../support/book.ts';
import { BUCKET, type LoopbackStore, loopbackStore, settingsOf } from '../support/loopback-store.ts';
import { writtenFolder } from '../support/written-folder.ts';

let store: LoopbackStore;

beforeAll(async () => {
  store = await loopbackStore();
  for (const [name, value] of Object.entries(settingsOf(store.url))) vi.stubEnv(name, value);
  const bill = SMALL_MONTH['month/cur/march.csv'] ?? '';
  await store.put('acme/20260301-20260401/a/acme-1.csv', bill);
  await store.put(
    'acme/20260301-20260401/acme-Manifest.json',
    JSON.stringify({
      reportName: 'acme',
      assemblyId: 'a',
      reportKeys: ['acme/20260301-20260401/a/acme-1.csv'],
    }),
  );
});
afterAll(() => store.close());

const PLACE = `s3://${BUCKET}/acme`;

test('a month is imported from where it lies, and read there again when a tenure was corrected', async () => {
  const book = await freshBook();
  const cwd = writtenFolder(SMALL_MONTH);
  vi.stubEnv('CREDITBOOK_CACHE', `${cwd}/cache`);
  vi.stubEnv('CREDITBOOK_BOOK', book.url);
  const run = (...args: string[]) => runBin(args, { cwd });
  try {
    await run('parties', 'load', 'month');
    const first = await run('import', PLACE);
    expect(first.stderr).toContain(`fetched 1 of 1 files: ${PLACE}/20260301-20260401/a/acme-1.csv\n`);
    expect(first.stdout).toMatch(/AWS +000000000001 +2026-03 +legacy-cur +12 +final +new/);
    const credits = JSON.parse((await run('credits', 'list', '--json')).stdout) as unknown[];
    expect(credits.length).toBeGreaterThan(5);

    store.asked();
    const again = await run('import', PLACE);
    expect(again.stdout).toContain('the same again');
    expect(store.asked().map(({ key }) => key)).toEqual(['list']);

    // Watched from now on, it is looked at by whoever runs the command.
    await run('sources', 'add', 'Acme', PLACE, '--every', '12');
    const looked = await run('sources', 'look', 'Acme');
    expect(looked).toMatchObject({ code: 0, stdout: 'Acme: imported 1 delivery: 2026-03 unchanged\n' });
    const listed = await run('sources', 'list', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject([
      {
        name: 'Acme',
        everyHours: 12,
        lastLook: { by: userInfo().username, result: { outcome: 'imported' } },
      },
    ]);

    // The account changes hands inside the month, so its charges are wanted per day: the file is read where it lies.
    const split =
      'usage_account_id,customer_id,from,to\n000000000011,blue-kiln,,2026-03-10\n000000000011,amber-loom,2026-03-10,\n' +
      '000000000012,blue-kiln,,\n000000000021,amber-loom,,\n';
    const corrected = writtenFolder({ ...SMALL_MONTH, 'month/accounts.csv': split });
    vi.stubEnv('CREDITBOOK_CACHE', `${corrected}/cache`);
    const loaded = await runBin(['parties', 'load', 'month'], { cwd: corrected });
    expect(loaded.stderr).toBe('');
    expect(loaded.code).toBe(0);
    expect(store.asked().map(({ method }) => method)).toContain('HEAD');
  } finally {
    await book.close();
  }
});

test('two programs import from one cache at once, each into its book', async () => {
  const books = await Promise.all([freshBook(), freshBook()]);
  const cwd = writtenFolder(SMALL_MONTH);
  vi.stubEnv('CREDITBOOK_CACHE', `${cwd}/cache`);
  try {
    const ended = await Promise.all(
      books.map((book) => runBin(['import', PLACE, '--json', '--book', book.url], { cwd })),
    );
    const months = ended.map(({ stdout }) => (JSON.parse(stdout) as { months: unknown[] }).months);
    expect(months[0]).toMatchObject([{ period: '2026-03', lines: 12, outcome: 'new' }]);
    expect(months[1]).toEqual(months[0]);
  } finally {
    await Promise.all(books.map((book) => book.close()));
  }
});

test('a fault leaves no book behind and is told as every other, also as JSON', async () => {
  await store.put('broken/march.csv', (SMALL_MONTH['month/cur/march.csv'] ?? '').replace('120.00', 'much'));
  const cwd = writtenFolder({});
  vi.stubEnv('CREDITBOOK_CACHE', `${cwd}/cache`);
  const ended = await runBin(['import', `s3://${BUCKET}/broken`, '--json', '--book', 'none'], { cwd });
  expect(ended.code).toBe(2);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    error: {
      faults: [{ file: `s3://${BUCKET}/broken/march.csv`, row: 2, column: 'lineItem/UnblendedCost' }],
    },
  });
  vi.stubEnv('CREDITBOOK_CACHE_GB', 'lots');
  const wrong = await runBin(['import', PLACE, '--book', 'none'], { cwd });
  expect(wrong.stderr).toContain('CREDITBOOK_CACHE_GB: saw "lots"; write whole gigabytes, such as 50');
});
