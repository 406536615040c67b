import { expect, onTestFinished, test } from 'vitest';
import { MADE_PERIOD, makeBuyers } from '../../bench/made-buyers.ts';
import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { exampleService } from './example-service.ts';

const BUYERS = 501;

test('more buyers than one request may wait for are drafted by a job that tells how far it is', async () => {
  const house = await exampleService(null);
  onTestFinished(() => house.close());
  const { pool } = house.book;
  await makeBuyers(postgresBook(pool), pool, BUYERS);
  const body = { period: MADE_PERIOD };
  const refused = await house.ask('admin', 'POST', '/statements/generate', { body });
  expect([refused.status, refused.json()]).toEqual([
    409,
    expect.objectContaining({ code: 'long-work', detail: expect.stringContaining('POST /jobs/generate') }),
  ]);
  const preview = await house.ask('admin', 'POST', '/statements/generate?dryRun=true', { body });
  expect(preview.json<{ buyers: unknown[] }>().buyers).toHaveLength(BUYERS);
  const { id } = (await house.ask('admin', 'POST', '/jobs/generate', { body })).json<{ id: string }>();
  const { text } = await house.ask('admin', 'GET', `/jobs/${id}/events`);
  const told = text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice(6)) as { phase: string; done: number; of: number });
  expect(told.at(-1)).toMatchObject({ state: 'done', done: BUYERS, of: BUYERS, result: { drafted: BUYERS } });
  const half = told.filter(({ phase, done }) => phase === 'drafting statements' && done > 0 && done < BUYERS);
  expect(half.length).toBeGreaterThan(0);
  expect(half.every(({ of }) => of === BUYERS)).toBe(true);
});
