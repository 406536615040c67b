import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { MONTHS } from '../http/example-service.ts';
import { seriousOn, settled } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

const AZURE = join(MONTHS, '2026-02/cur/azure/focus-2026-02.csv');

describe('an import', () => {
  let console: Console;
  beforeAll(async () => {
    console = await startConsole('2026-01');
  });
  afterAll(async () => {
    await console.close();
  });

  test('goes on when its tab is closed, and is there with its result afterwards', async () => {
    const page = await console.signIn('admin');
    await page.goto('/deliveries');
    await page.getByRole('button', { name: 'Import files' }).click();
    expect(
      await page.getByRole('button', { name: 'Import', exact: true }).getAttribute('aria-disabled'),
    ).toBe('true');
    await page.getByLabel('Files', { exact: true }).setInputFiles(AZURE);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.context().close();
    const again = await console.signIn('admin');
    await again.goto('/deliveries');
    await settled(again);
    await again.getByRole('region', { name: 'Long work' }).getByText('Done').waitFor();
    await again.getByRole('row', { name: /February 2026.*Azure/ }).waitFor();
  });
});

describe('drafting', () => {
  let console: Console;
  beforeAll(async () => {
    console = await startConsole('2026-02');
  });
  afterAll(async () => {
    await console.close();
  });

  test('shows how far it is, and leaves nothing when it is cancelled', async () => {
    const page = await console.signIn('reseller');
    await page.goto('/statements/generate?period=2026-02');
    await settled(page);
    await withoutCredits(page);
    const { pool } = console.example.book;
    const before = await februaryOf(pool, 'harbor');
    const held = await pool.connect();
    onTestFinished(() => held.release(true));
    await held.query('begin; lock table statements in exclusive mode');
    await page.getByRole('button', { name: /^Create [1-9]\d* drafts$/ }).click();
    const bar = page.getByRole('progressbar', { name: 'saving the drafts' });
    await bar.waitFor();
    expect(await bar.getAttribute('value')).toBe(await bar.getAttribute('max'));
    expect(await seriousOn(page)).toEqual([]);
    // Not in the address and in no memory of the page: a reseller finds its own drafting again.
    await page.goto('/statements/generate');
    await page.getByRole('heading', { level: 1, name: 'Drafting February 2026' }).waitFor();
    await bar.waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    for (let asked = 0; asked === 0; )
      asked = (await pool.query('select from jobs where cancel_asked')).rows.length;
    await held.query('commit');
    await page.getByText('cancelled: nothing was kept').waitFor();
    await page.getByRole('button', { name: 'Back to the preview' }).click();
    await page.getByRole('button', { name: /^Create [1-9]\d* drafts$/ }).waitFor();
    expect(before.length).toBeGreaterThan(0);
    expect(await februaryOf(pool, 'harbor')).toEqual(before);
  });

  test('goes on at the next service when this one ends, and the open page shows it again', async () => {
    const page = await console.signIn('admin');
    await page.goto('/statements/generate?period=2026-02');
    await settled(page);
    await withoutCredits(page);
    const { pool } = console.example.book;
    const held = await pool.connect();
    onTestFinished(() => held.release(true));
    const hold = () => held.query('begin; lock table statements in exclusive mode');
    await hold();
    await page.getByRole('button', { name: /^Create [1-9]\d* drafts$/ }).click();
    await page.getByRole('progressbar', { name: 'saving the drafts' }).waitFor();
    const stopped = console.example.stop();
    await held.query('commit');
    await stopped;
    await hold();
    const heard = page.waitForResponse((reply) => reply.url().endsWith('/events') && reply.ok());
    await console.example.start();
    await heard;
    await page.getByRole('progressbar', { name: 'saving the drafts' }).waitFor();
    await held.query('commit');
    await page.getByRole('heading', { level: 1, name: 'Statements' }).waitFor();
    await page.getByText(/drafts made/).waitFor();
    const { rows } = await pool.query<{ state: string }>(
      'select state from jobs order by created_at desc limit 1',
    );
    expect(rows).toEqual([{ state: 'done' }]);
    // Begun again from the start, it made each buyer's draft once.
    const drafts = (await februaryOf(pool, null)).filter(({ state }) => state === 'draft');
    expect(drafts.length).toBeGreaterThan(0);
    expect(drafts.filter((draft) => draft.use_credits)).toEqual([]);
    expect(new Set(drafts.map((draft) => `${draft.seller} ${draft.buyer} ${draft.currency}`)).size).toBe(
      drafts.length,
    );
  });

  test('given up after the service ended in the midst of it three times, it is run again by a press', async () => {
    const { pool } = console.example.book;
    const last = async () => {
      const newest = 'select state, begun from jobs order by created_at desc limit 1';
      return (await pool.query<{ state: string; begun: number }>(newest)).rows;
    };
    await pool.query(`update jobs set state = 'failed', begun = 3, lost = 3, detail = 'the service ended 3 times'
      where job_id = (select job_id from jobs order by created_at desc limit 1)`);
    const page = await console.signIn('admin');
    await page.goto('/deliveries');
    const job = page.getByRole('region', { name: 'Long work' }).getByRole('listitem').first();
    await job.getByText('the service ended 3 times').waitFor();
    await job.getByRole('button', { name: 'Run again' }).click();
    await job.getByText('Done').waitFor();
    expect(await last()).toEqual([{ state: 'done', begun: 4 }]);
    expect(await job.getByRole('button', { name: 'Run again' }).count()).toBe(0);
  });
});

/** February's statements, of one seller or of all, as they stand. */
async function februaryOf(pool: Pool, seller: string | null) {
  const { rows } = await pool.query<{
    statement_id: string;
    seller: string;
    buyer: string;
    currency: string;
    state: string;
    use_credits: boolean;
  }>(
    `select statement_id, seller, buyer, currency, state, use_credits from statements
     where period = '2026-02' and ($1::text is null or seller = $1) order by statement_id`,
    [seller],
  );
  return rows;
}

/** The preview is a dry run that writes: only when its answer is here has it let go of the book. */
async function withoutCredits(page: Page): Promise<void> {
  const previewed = page.waitForResponse(
    (reply) =>
      reply.url().includes('/statements/generate?dryRun=true') &&
      (reply.request().postData() ?? '').includes('"useCredits":false'),
  );
  await page.getByRole('switch', { name: 'Use credits' }).click();
  await previewed;
}
