import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runBin } from '../cli/run-bin.ts';
import { SMALL_MONTH } from '../cli/small-month.ts';
import { freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { pdfText } from './pdf-text.ts';

type Ran = { readonly code: number | null; readonly said: string; readonly stderr: string };
type Place = {
  readonly cwd: string;
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  /** The documents in a folder. */
  readonly pdfs: (folder: string) => string[];
};

/** The small month in a book of its own, run and exported into `out`. */
async function place(): Promise<Place> {
  const book = await freshBook();
  onTestFinished(() => book.close());
  const cwd = writtenFolder(SMALL_MONTH);
  const run: Place['run'] = async (...args) => {
    const { code, stdout, stderr } = await runBin([...args, '--book', book.url], { cwd });
    return { code, said: stdout, stderr };
  };
  await run('month', 'month', '--out', 'out');
  const pdfs = (folder: string): string[] =>
    readdirSync(join(cwd, folder))
      .filter((name) => name.endsWith('.pdf'))
      .sort();
  return { cwd, run, pdfs };
}

test('month --out writes one PDF for each statement, and a second month leaves them as they are', async () => {
  const { cwd, run, pdfs } = await place();
  const names = pdfs('out');
  const statements = JSON.parse(readFileSync(join(cwd, 'out/statements.json'), 'utf8')) as { id: string }[];
  expect(names).toHaveLength(3);
  expect(statements.every(({ id }) => names.some((name) => name.endsWith(`${id}.pdf`)))).toBe(true);
  const written = names.map((name) => statSync(join(cwd, 'out', name)).mtimeMs);
  await run('month', 'month', '--out', 'out');
  expect(names.map((name) => statSync(join(cwd, 'out', name)).mtimeMs)).toEqual(written);
});

test('a draft that was replaced leaves its document behind no longer than to the next month', async () => {
  const { cwd, run, pdfs } = await place();
  const before = pdfs('out');
  writeFileSync(
    join(cwd, 'month/prices.csv'),
    'seller,buyer,service,uplift_percent\nharbor,*,*,5\ndistributor,amber-loom,*,7\n',
  );
  await run('statements', 'discard', '--buyer', 'amber-loom');
  writeFileSync(join(cwd, 'out/mine.pdf'), 'not of the book');
  await run('month', 'month', '--out', 'out');
  const after = pdfs('out');
  expect(after).toHaveLength(before.length + 1);
  expect(after).toContain('mine.pdf');
  const gone = before.filter((name) => !after.includes(name));
  expect(gone).toEqual([expect.stringContaining('amber-loom')]);
});

test('an export goes on where it stopped: what is whole stays, what is torn, changed or gone is printed again', async () => {
  const { cwd, run } = await place();
  const first = JSON.parse(
    (
      await run(
        'statements',
        'export',
        '--period',
        '2026-03',
        '--as',
        'pdf',
        'csv',
        'xlsx',
        '--out',
        'docs',
        '--json',
      )
    ).said,
  ) as { written: number; kept: number; files: { file: string }[] };
  expect(first).toMatchObject({ statements: 3, written: 9, kept: 0 });
  const [torn, gone, whole] = first.files.map(({ file }) => join(cwd, 'docs', file)) as [
    string,
    string,
    string,
  ];
  const bytes = [torn, gone, whole].map((path) => readFileSync(path));
  writeFileSync(torn, bytes[0]?.subarray(0, 100) ?? '');
  rmSync(gone);
  writeFileSync(
    join(cwd, 'docs/documents.jsonl'),
    `${readFileSync(join(cwd, 'docs/documents.jsonl'), 'utf8')}{"fi`,
  );
  const again = await run(
    'statements',
    'export',
    '--period',
    '2026-03',
    '--as',
    'pdf',
    'csv',
    'xlsx',
    '--out',
    'docs',
  );
  expect(again.said).toContain('2 written, 7 already there and up to date');
  expect([torn, gone, whole].map((path) => readFileSync(path))).toEqual(bytes);
  expect(readdirSync(join(cwd, 'docs')).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a statement that is opened gets its number, and its document is printed anew', async () => {
  const { cwd, run, pdfs } = await place();
  await run('statements', 'export', '--period', '2026-03', '--out', 'docs');
  await run('statements', 'open', '--buyer', 'harbor');
  const { said } = await run('statements', 'export', '--period', '2026-03', '--out', 'docs');
  expect(said).toContain('1 written, 2 already there');
  const [name = ''] = pdfs('docs').filter((one) => one.includes('harbor'));
  const text = await pdfText(readFileSync(join(cwd, 'docs', name)));
  expect(text).toContain('No. 1');
  expect(text).not.toContain('DRAFT');
  expect(text, 'the break-out names its customers').toContain('Blue Kiln');
});

test('an export without a choice, of a statement that is not there, or into no folder is refused', async () => {
  const { run } = await place();
  expect(await run('statements', 'export', '--out', 'docs')).toMatchObject({ code: 2 });
  const unknown = await run('statements', 'export', 'stm-none', '--out', 'docs');
  expect(unknown).toMatchObject({ code: 1 });
  expect(unknown.stderr).toContain('there is no statement stm-none');
  const nowhere = await run('statements', 'export', '--all', '--out', 'month/prices.csv');
  expect(nowhere).toMatchObject({ code: 2 });
  expect(nowhere.stderr).toContain('--out month/prices.csv: saw');
});
