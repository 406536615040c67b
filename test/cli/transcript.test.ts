import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { runBin, transcriptOf } from './run-bin.ts';
import { SMALL_MONTH } from './small-month.ts';

// The real program, command after command on one book. `npx vitest run test/cli -u` writes the transcripts anew.

async function transcript(
  commands: readonly (readonly string[])[],
): Promise<{ readonly cwd: string; readonly text: string }> {
  const cwd = writtenFolder(SMALL_MONTH);
  const book = await freshBook();
  try {
    const parts: string[] = [];
    for (const args of commands) {
      parts.push(transcriptOf(args, await runBin([...args, '--book', book.url], { cwd }), cwd));
    }
    return { cwd, text: `${parts.join('\n\n')}\n` };
  } finally {
    await book.close();
  }
}

function expected(name: string): string {
  return join(import.meta.dirname, 'expected', name);
}

const MAP = 'crd-142bf4da066abcd9';

test('a month from the folder to paid statements', async () => {
  const { cwd, text } = await transcript([
    ['month', 'month', '--out', 'out'],
    ['month', 'month'],
    ['credits', 'explain', MAP],
    ['statements', 'open', '--period', '2026-03'],
    ['statements', 'show', 'stm-2ddf0c7b1d18b426'],
    ['statements', 'pay', '--period', '2026-03', '--seller', 'harbor'],
    ['statements', 'list', '--state', 'paid'],
    ['balances'],
    ['period', 'close', '2026-03'],
    ['period', 'close', '2026-03', '--reason', 'settled outside the book'],
    ['month', 'month'],
  ]);
  await expect(text).toMatchFileSnapshot(expected('month.txt'));
  expect(readdirSync(join(cwd, 'out')).sort()).toEqual([
    'balances.json',
    'checks.json',
    'credits.json',
    'documents.jsonl',
    'ledger.journal',
    'statement-2026-03-amber-loom-stm-6971e32248e4db23.pdf',
    'statement-2026-03-blue-kiln-stm-2ddf0c7b1d18b426.pdf',
    'statement-2026-03-harbor-stm-8944ce0c27bfad06.pdf',
    'statements.json',
  ]);
  for (const name of ['balances', 'checks', 'credits', 'statements']) {
    const written = readFileSync(join(cwd, 'out', `${name}.json`), 'utf8');
    await expect(written).toMatchFileSnapshot(expected(`${name}.json`));
  }
});

test('the same month in steps of its own, and what people do by hand', async () => {
  const { text } = await transcript([
    ['parties', 'load', 'month', '--dry-run'],
    ['parties', 'load', 'month'],
    ['prices', 'load', 'month/prices.csv'],
    ['rules', 'load', 'month/rules.csv'],
    ['rules', 'load', 'wrong-rules.csv'],
    ['rules', 'list'],
    ['rules', 'lint'],
    ['grants', 'load', 'month/grants.csv'],
    ['import', 'month/cur'],
    ['import', 'month/cur'],
    ['credits', 'assign', '--period', '2026-03'],
    ['credits', 'list', '--status', 'pending'],
    ['credits', 'assign', MAP, '--by-hand', 'blue-kiln=70.00,harbor=10%', '--reason', 'as agreed'],
    ['credits', 'assign', MAP, '--by-hand', 'blue-kiln=170.00', '--reason', 'too much'],
    ['credits', 'assign', MAP, '--proposal'],
    ['rules', 'backtest', 'more-rules.csv', '--periods', '2'],
    ['rules', 'load', 'more-rules.csv'],
    ['credits', 'assign', '--reapply', '--dry-run'],
    ['credits', 'assign', '--reapply'],
    ['accounts', 'list', '--period', '2026-03'],
  ]);
  await expect(text).toMatchFileSnapshot(expected('steps.txt'));
});

test('grants, drafts and what takes them back', async () => {
  const grant = [
    '--seller',
    'distributor',
    '--buyer',
    'amber-loom',
    '--currency',
    'USD',
    '--comment',
    'good will',
  ];
  const { text } = await transcript([
    ['month', 'month', '--use-credits', 'off'],
    ['grants', 'add', ...grant, '--amount', '1,000.00', '--granted-on', '2026-03-05'],
    ['grants', 'add', ...grant, '--amount', '25.00', '--granted-on', '2026-03-05', '--id', 'more'],
    ['grants', 'add', ...grant, '--amount', '25.00', '--granted-on', '2026-03-05', '--id', 'more'],
    ['grants', 'withdraw', 'more', '--amount', '5.00', '--reason', 'agreed less'],
    ['grants', 'list', '--buyer', 'amber-loom'],
    ['statements', 'draft', '--period', '2026-03'],
    ['statements', 'discard', '--buyer', 'amber-loom'],
    ['statements', 'open', '--all'],
    ['statements', 'void', '--seller', 'harbor', '--reason', 'wrong price'],
    ['statements', 'list'],
    ['balances', '--at', '2026-02-28'],
    ['check'],
  ]);
  await expect(text).toMatchFileSnapshot(expected('grants-and-drafts.txt'));
});
