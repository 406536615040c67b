import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MONTHS } from '../http/example-service.ts';
import { BUCKET, type LoopbackStore, loopbackStore, settingsOf } from '../support/loopback-store.ts';
import { seriousOn, settled, tooWide } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

const bill = (month: string): Promise<string> =>
  readFile(join(MONTHS, month, 'cur/azure', `focus-${month}.csv`), 'utf8');

describe('watched sources', () => {
  let store: LoopbackStore;
  let console: Console;
  let cache: string;
  beforeAll(async () => {
    store = await loopbackStore();
    cache = await mkdtemp(join(tmpdir(), 'creditbook-cache-'));
    for (const [name, value] of Object.entries(settingsOf(store.url))) vi.stubEnv(name, value);
    vi.stubEnv('CREDITBOOK_CACHE', cache);
    console = await startConsole('2026-01');
  });
  afterAll(async () => {
    await console.close();
    await store.close();
    await rm(cache, { recursive: true });
  });

  test('one is added, looks at its place, tells what is wrong there, and what it changed that was billed', async () => {
    const page = await console.signIn('admin');
    await page.goto('/deliveries/sources');
    await page.getByText('Nothing is watched yet').waitFor();
    await store.put('azure/focus-2026-02.csv', await bill('2026-02'));
    await page.getByRole('button', { name: 'Add source' }).click();
    const form = page.getByRole('dialog', { name: 'Add a source' });
    await form.getByLabel('Name').fill('Azure exports');
    await form.getByLabel('Place').fill('https://bucket.example.com/azure');
    await form.getByRole('button', { name: 'Add source' }).click();
    await form.getByText('write the place as s3://bucket/prefix').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await form.getByLabel('Place').fill(`s3://${BUCKET}/azure`);
    await form.getByText('Once a day').click();
    await form.getByLabel('Time').fill('04:30');
    await form.getByRole('button', { name: 'Add source' }).click();
    const row = page.getByRole('row', { name: /Azure exports/ });
    await row.getByText('Daily at 04:30 UTC').waitFor();
    await row.getByText('Imported', { exact: true }).waitFor();
    await row.getByText(/1 delivery found, 1 new or changed, 1 file fetched/).waitFor();
    await settled(page);
    expect(await seriousOn(page)).toEqual([]);

    const [head = '', first = '', ...rest] = (await bill('2026-01')).trimEnd().split('\n');
    const cost = head.split(',').indexOf('BilledCost');
    const dearer = first.split(',').map((cell, at) => (at === cost ? `1${cell}` : cell));
    await store.put('azure/focus-2026-01.csv', `${[head, dearer.join(','), ...rest].join('\n')}\n`);
    await row.getByRole('button', { name: 'Looks: Azure exports' }).click();
    const looks = page.getByRole('dialog', { name: 'Looks at Azure exports' });
    await looks.getByText('by the schedule').waitFor();
    await looks.getByRole('button', { name: 'Look now' }).click();
    await looks.getByText('a newer delivery').waitFor();
    await looks.getByRole('button', { name: 'Close', exact: true }).click();

    await page.goto('/?period=2026-01');
    const notice = page.getByRole('region', { name: 'A delivery changed what was already billed' });
    await notice.getByText(/delivery 2 of .* changed 1 account of \d+ statement/).waitFor();
    await settled(page);
    expect(await seriousOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousOn(page, 'colours')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/deliveries');
    await notice.waitFor();
    await notice.getByRole('button', { name: /^Seen to/ }).click();
    await notice.waitFor({ state: 'detached' });

    await store.put(
      'azure/focus-2026-03.csv',
      (await bill('2026-03')).replace('2026-03-01T00:00:00Z', 'someday'),
    );
    await page.goto('/deliveries/sources');
    await row.getByRole('button', { name: 'Look now: Azure exports' }).click();
    await row.getByText('Failed').waitFor();
    await row.getByRole('button', { name: 'Looks: Azure exports' }).click();
    await looks.getByText(`s3://${BUCKET}/azure/focus-2026-03.csv, row 2`).waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousOn(page, 'colours')).toEqual([]);
    await looks.getByRole('button', { name: 'Close', exact: true }).click();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await tooWide(page)).toBe(0);

    await row.getByRole('button', { name: 'Remove: Azure exports' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Nothing is watched yet').waitFor();
    await page.context().close();
  });

  test('an analyst reads them and changes none', async () => {
    const page = await console.signIn('analyst');
    await page.goto('/deliveries/sources');
    await page.getByText('Nothing is watched yet').waitFor();
    const add = page.getByRole('button', { name: 'Add source' });
    expect(await add.getAttribute('aria-disabled')).toBe('true');
  });
});
