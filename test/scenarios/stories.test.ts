import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type ExpectStatic, test } from 'vitest';
import { BadInput, Refusal } from '../../src/application/errors.ts';
import { playStep } from './play-step.ts';
import { readableIds } from './readable-ids.ts';
import { renderBalances, renderChecks, renderLedger } from './render-books.ts';
import { renderDecisions } from './render-decisions.ts';
import { renderStatements } from './render-statements.ts';
import { type StoryDesk, storyDesk } from './story-desk.ts';
import { type Step, stepOf, stepsOf, titleOf } from './story-text.ts';
import { fingerprintOf } from './whole-book.ts';

// One folder per story: story.txt tells and shows it, given/ is what the operator had, expected/ what the book says.
// `npx vitest run test/scenarios -u` writes expected/ anew: review it as a diff.

const stories = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

describe.concurrent('a story of the book', () => {
  test.for(stories)('%s', async (name, { expect }) => {
    const folder = join(import.meta.dirname, name);
    const told = readFileSync(join(folder, 'story.txt'), 'utf8');
    expect(titleOf(told), 'a story cites the law it shows').toMatch(/\b([PCRSLTNA]\d+|K|seed [AB])\b/);
    const story = await storyDesk(folder);
    try {
      const pages = await playedPages(story, stepsOf(told), expect);
      for (const [page, text] of Object.entries(pages)) {
        const file = join(folder, 'expected', page);
        if (text !== '') await expect(`${text}\n`).toMatchFileSnapshot(file);
        else expect(existsSync(file), `${page} is expected, and nothing was said`).toBe(false);
      }
    } finally {
      await story.close();
    }
  });
});

async function playedPages(story: StoryDesk, steps: readonly Step[], expect: ExpectStatic) {
  const told: string[] = [];
  const refusals: string[] = [];
  let last: Step | null = null;
  for (const step of steps) {
    if (step.verb === 'refused') {
      refusals.push(`${step.text}\n${indented(await refusalOf(story, step))}`);
    } else if (step.verb === 'again') {
      await playAgain(story, last, expect);
    } else {
      told.push([step.text, ...(await playStep(story, step)).map((line) => `  ${line}`)].join('\n'));
      last = step;
    }
  }
  const readable = await readableIds(story);
  const page = (text: string): string => story.withoutPlace(readable(text));
  return {
    'told.txt': page(told.join('\n')),
    'refusals.txt': page(refusals.join('\n')),
    'decisions.txt': page(await renderDecisions(story)),
    'ledger.txt': page(await renderLedger(story)),
    'statements.txt': page(await renderStatements(story)),
    'balances.txt': page(await renderBalances(story)),
    'checks.txt': page(await renderChecks(story)),
  };
}

/** The step before once more: nothing at all may be written. */
async function playAgain(story: StoryDesk, last: Step | null, expect: ExpectStatic): Promise<void> {
  if (last === null) throw new Error('nothing was done that could be done again');
  const before = await fingerprintOf(story.pool);
  await playStep(story, last);
  expect(await fingerprintOf(story.pool), `"${last.text}" wrote something the second time`).toBe(before);
}

/** A step that must be refused, whole: what was said, and nothing written. */
async function refusalOf(story: StoryDesk, step: Step): Promise<string> {
  const before = await fingerprintOf(story.pool);
  const refused = stepOf(step.text.replace(/^refused /, ''), step.line);
  const said = await playStep(story, refused).then(
    () => null,
    (error: unknown) => saidBy(error),
  );
  if (said === null) throw new Error(`line ${step.line}: "${refused.text}" was not refused`);
  if ((await fingerprintOf(story.pool)) !== before)
    throw new Error(`line ${step.line}: refused, but written`);
  return said;
}

/** The law's refusal, the faults of what was given, or the database's own no; anything else is a bug. */
function saidBy(error: unknown): string {
  if (error instanceof Refusal || error instanceof BadInput) return error.message;
  if (error instanceof Error && String((error as { code?: unknown }).code).startsWith('23'))
    return error.message;
  throw error;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
