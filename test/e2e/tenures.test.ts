import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousOn } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

type Tenures = { tenures: { reseller: { id: string } | null; from: string | null; to: string | null }[] };

describe('who held what when', () => {
  let console: Console;
  let page: Page;
  const ask = async <Answer>(path: string): Promise<Answer> =>
    (await console.example.ask('admin', 'GET', path)).json<Answer>();
  const spans = async () =>
    (await ask<Tenures>('/customers/tall-mast')).tenures.map(({ reseller, from, to }) => [
      reseller?.id,
      from,
      to,
    ]);
  const dialog = () => page.getByRole('dialog');
  const choose = async (box: string, at: number, name: string): Promise<void> => {
    await dialog().getByRole('combobox', { name: box }).nth(at).fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).click();
  };
  beforeAll(async () => {
    console = await startConsole('2026-01');
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  test('two tenures that share a day are refused at the date, and nothing typed is lost', async () => {
    await page.goto('/customers/tall-mast/details');
    await page.getByRole('button', { name: 'Change' }).click();
    await dialog().getByRole('button', { name: 'Add a tenure' }).click();
    await choose('Sold by', 1, 'Lantern');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog()
      .getByText(/two of them share a day: end one where the next begins/)
      .waitFor();
    expect(await dialog().getByRole('combobox', { name: 'Sold by' }).nth(1).inputValue()).toMatch(/Lantern/);
    expect(await spans()).toEqual([['harbor', null, null]]);
    expect(await seriousOn(page)).toEqual([]);
  });

  test('a tenure is ended where the next begins, is told with both resellers, and can be undone', async () => {
    await dialog().getByLabel('Until before').nth(0).fill('2026-02-16');
    await dialog().getByLabel('From').nth(1).fill('2026-02-16');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Saved who sells to Tall Mast Sailing School/).waitFor();
    const after = [
      ['harbor', null, '2026-02-16'],
      ['lantern', '2026-02-16', null],
    ];
    expect(await spans()).toEqual(after);
    const [entry] = (
      await ask<{ items: { what: string; before: unknown[]; after: unknown[] }[] }>(
        '/audit?what=replaceResellerTenures',
      )
    ).items;
    expect([entry?.before.length, entry?.after.length]).toEqual([1, 2]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Tall Mast Sailing School is sold to as it was before.').waitFor();
    expect(await spans()).toEqual([['harbor', null, null]]);
  });

  test('a reseller’s page lists its customers by their tenures, and changes them there too', async () => {
    await page.goto('/resellers/harbor?period=2026-01');
    const row = page
      .getByRole('region', { name: 'Its customers', exact: true })
      .getByRole('row', { name: /Tall Mast Sailing School/ });
    await row.getByRole('button', { name: 'Change who sells to Tall Mast Sailing School' }).click();
    await choose('Sold by', 0, 'The distributor itself');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await spans()).toEqual([[undefined, null, null]]);
  });

  test('an account goes to another customer from a day on', async () => {
    await page.goto('/customers/blue-kiln/accounts');
    await page.getByRole('button', { name: 'Change who holds 004471010004' }).click();
    // Only the month of the day is typed: saved, it would be no end.
    await dialog().getByLabel('Until before').pressSequentially('02');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('Not complete: type the rest, or clear it.').waitFor();
    expect(await dialog().getByLabel('Until before').getAttribute('aria-invalid')).toBe('true');
    await dialog().getByLabel('Until before').fill('2026-02-01');
    await dialog().getByRole('button', { name: 'Add a tenure' }).click();
    expect(await dialog().getByLabel('From').nth(1).inputValue()).toBe('2026-02-01');
    await choose('Held by', 1, 'Copper Fern');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Saved who holds 004471010004/).waitFor();
    await page.getByRole('row', { name: /004471010004.*until before Feb 1, 2026/ }).waitFor();
    const { items } = await ask<{
      items: { usageAccount: string; tenures: { customer: { id: string } }[] }[];
    }>('/accounts?q=004471010004');
    expect(items[0]?.tenures.map(({ customer }) => customer.id)).toEqual(['blue-kiln', 'copper-fern']);
  });

  test('an account that no cloud has billed yet is given by its number', async () => {
    await page.goto('/customers/tall-mast/accounts');
    await page.getByRole('button', { name: 'Give an account' }).click();
    await dialog().getByLabel('Usage account').fill('000123456789');
    await dialog().getByLabel('From').fill('2026-02-01');
    await dialog().getByRole('button', { name: 'Give', exact: true }).click();
    await page.getByText('000123456789 belongs to this customer now.').waitFor();
    await page.getByRole('row', { name: /000123456789.*since Feb 1, 2026/ }).waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('000123456789 is held as it was before.').waitFor();
    await page.getByRole('row', { name: /000123456789/ }).waitFor({ state: 'detached' });
  });

  test('a reseller sees the tenures of its customers and changes none', async () => {
    const own = await console.signIn('reseller');
    await own.goto('/customers/blue-kiln/details');
    const button = own.getByRole('button', { name: 'Change' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.click({ force: true });
    expect(await own.getByRole('dialog').count()).toBe(0);
    const { customer } = await ask<{ customer: { etag: string } }>('/customers/blue-kiln');
    const before = await ask<Tenures>('/customers/blue-kiln');
    const refused = await console.example.ask('harborAdmin', 'PUT', '/customers/blue-kiln/tenures', {
      body: { tenures: [] },
      headers: { 'if-match': customer.etag },
    });
    expect(refused.status).toBe(403);
    expect((await ask<Tenures>('/customers/blue-kiln')).tenures).toEqual(before.tenures);
  });
});
