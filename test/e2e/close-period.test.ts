import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settled } from './accessible.ts';
import { type Console, startConsole } from './console.ts';
import { pressAt, tabTo } from './keyboard.ts';

describe('a period is closed from the board by keyboard alone', () => {
  let console: Console;
  let page: Page;
  beforeAll(async () => {
    console = await startConsole('2026-01');
    await console.example.ask('admin', 'POST', '/periods/2025-12/close', {
      body: { reason: 'before the book' },
    });
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  test('what blocks it stands on the board with its cure', async () => {
    await settled(page);
    const steps = page.getByRole('list', { name: 'Steps of the billing period' });
    for (const step of ['Received', 'Credits', 'Reviewed', 'Drafted', 'Opened', 'Closed'])
      expect(await steps.getByRole('heading', { name: step }).count()).toBe(1);
  });

  test('the period closes and the control sheet reads 0.00', async () => {
    await page.goto('/?period=2026-01');
    await settled(page);
    await pressAt(page, /^Close January 2026$/);
    await page.getByRole('dialog', { name: 'Close January 2026?' }).waitFor();
    await tabTo(page, /^Reason/);
    await page.keyboard.type('Everything was looked at.');
    await pressAt(page, 'Close the period');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Control sheet' }).getByText('Closed', { exact: true }).waitFor();
    await page.goto('/checks');
    const difference = page.getByText('Received less granted, kept, unallocated and rounding').locator('..');
    await difference.waitFor();
    expect(await difference.innerText()).toContain('$0.00');
  });
});

describe('the way to a closed period', () => {
  let console: Console;
  let page: Page;
  beforeAll(async () => {
    console = await startConsole();
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  test('an unmapped account is mapped in place', async () => {
    await settled(page);
    await pressAt(page, 'map them');
    await tabTo(page, /^Customer of 004471900025/);
    await page.keyboard.type('Blue Kiln');
    await page.getByRole('option', { name: /Blue Kiln Pottery/ }).waitFor();
    await page.keyboard.press('Enter');
    await pressAt(page, 'Map');
    await page.getByRole('region', { name: /^Unmapped accounts/ }).waitFor({ state: 'detached' });
    const left = await console.example.ask('admin', 'GET', '/accounts?unmapped=true');
    expect(left.json<{ items: unknown[] }>().items).toEqual([]);
  });

  test('held credits are decided by hand', async () => {
    await page.goto('/credits?period=2026-03&status=pending&description=goodwill');
    await page.getByRole('grid', { name: 'Credits: 1' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit by hand' }).waitFor();
    await pressAt(page, 'Edit by hand');
    await tabTo(page, /^Reason/);
    await page.keyboard.type('all of it to the customer');
    await pressAt(page, 'Save by hand');
    await page.getByText(/^Assigned by hand\. A rule run/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const left = await console.example.ask('admin', 'GET', '/credits?status=pending&description=goodwill');
    expect(left.json<{ items: unknown[] }>().items).toEqual([]);
  });

  test('drafts are reviewed and opened', async () => {
    await page.goto('/statements?period=2026-02&state=draft');
    await page.getByRole('checkbox', { name: 'Choose all' }).waitFor();
    await tabTo(page, /^Choose all$/);
    await page.keyboard.press('Space');
    await pressAt(page, 'Open');
    await page.getByRole('dialog', { name: /^Open \d+ statements\?$/ }).waitFor();
    await pressAt(page, 'Open');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('No statements here').waitFor();
    const left = await console.example.ask('admin', 'GET', '/statements?period=2026-02&state=draft');
    expect(left.json<{ items: unknown[] }>().items).toEqual([]);
  });
});
