import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { runBin, transcriptOf } from './run-bin.ts';
import { SMALL_MONTH } from './small-month.ts';

const COMMANDS: readonly (readonly string[])[] = [
  ['frobnicate', '--json'],
  ['balances', '--att', 'x', '--json'],
  ['credits', '--json'],
  ['statements', 'void', 'x', '--json'],
  ['rules', 'load', 'wrong-rules.csv', '--json'],
  ['month', 'nowhere', '--json'],
  ['credits', 'explain', 'crd-0', '--json'],
  ['statements', 'open', 'stm-0', 'stm-1', '--json'],
  ['period', 'close', '2026-03', '--json'],
];

test('with --json an error is the one JSON value on stdout, and the exit code is the same', async () => {
  const cwd = writtenFolder(SMALL_MONTH);
  const book = await freshBook();
  try {
    const parts: string[] = [];
    for (const args of COMMANDS) {
      const ended = await runBin([...args, '--book', book.url], { cwd });
      const plain = await runBin([...args.filter((arg) => arg !== '--json'), '--book', book.url], { cwd });
      expect(ended).toMatchObject({ code: plain.code, stderr: '' });
      expect(JSON.parse(ended.stdout)).toMatchObject({
        error: { code: expect.any(String), faults: expect.any(Array) },
      });
      parts.push(transcriptOf(args, ended, cwd));
    }
    const text = `${parts.join('\n\n')}\n`;
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'expected/json-errors.txt'));
  } finally {
    await book.close();
  }
});
