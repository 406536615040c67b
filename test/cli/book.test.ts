import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyDatabase, freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { runBin, transcriptOf } from './run-bin.ts';
import { SMALL_MONTH } from './small-month.ts';

// The real program on two databases of one server. What a book holds tells when it was written, so its hash is a new one
// each time; how many tables it has is no matter of this test.

test('a whole book goes into one file and out of it again, to the byte, and goes on as if nothing had been', async () => {
  const cwd = writtenFolder(SMALL_MONTH);
  const [book, empty] = [await freshBook(), await emptyDatabase()];
  const said: string[] = [];
  const run = async (url: string, ...args: string[]): Promise<void> => {
    const ended = await runBin([...args, '--book', url], { cwd });
    const sums = /\d+ tables with \d+ rows \(sha256 [0-9a-f]{64}\)/g;
    said.push(transcriptOf(args, ended, cwd).replaceAll(sums, '<tables, rows, hash>'));
  };
  const bytes = (name: string): Buffer => readFileSync(join(cwd, name));
  try {
    await runBin(['month', 'month', '--book', book.url], { cwd });
    await runBin(['statements', 'open', '--all', '--book', book.url], { cwd });
    await run(book.url, 'book', 'export', 'whole.book');
    await run(book.url, 'book', 'export', 'whole.book');
    await run(book.url, 'book', 'export', 'nowhere/whole.book');
    await run(book.url, 'book', 'import', 'whole.book');

    const text = bytes('whole.book').toString();
    writeFileSync(join(cwd, 'torn.book'), text.slice(0, text.length / 2));
    writeFileSync(join(cwd, 'changed.book'), text.replace('Amber Loom', 'Amber Room'));
    // Refused before the end is reached: what it says of itself is enough.
    writeFileSync(join(cwd, 'newer.book'), text.replace('"format":1', '"format":2'));
    for (const name of ['torn.book', 'changed.book', 'newer.book', 'month/resellers.csv', 'nothing.book'])
      await run(empty.url, 'book', 'import', name);

    await run(empty.url, 'book', 'import', 'whole.book');
    await run(empty.url, 'book', 'export', 'again.book');
    // Only the log tells that it was imported, and the last line has another hash for it.
    const [before, after] = ['whole.book', 'again.book'].map((name) => bytes(name).toString().split('\n'));
    const news = after?.filter((line) => !before?.includes(line)) ?? [];
    expect(news.length).toBeLessThanOrEqual(4);
    expect(news.filter((line) => line.includes('\tbook import\t'))).toHaveLength(1);
    expect(statSync(join(cwd, 'whole.book')).mode & 0o077).toBe(0);
    await run(empty.url, 'month', 'month');
    await run(empty.url, 'balances');
    await expect(`${said.join('\n\n')}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'expected/book.txt'),
    );
  } finally {
    await book.close();
    await empty.close();
  }
});
