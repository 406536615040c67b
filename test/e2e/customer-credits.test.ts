import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Console, startConsole } from './console.ts';

describe("seed A's path", () => {
  let console: Console;
  let page: Page;
  let due = '';
  beforeAll(async () => {
    console = await startConsole();
    page = await console.signIn('reseller');
  });
  afterAll(async () => {
    await console.close();
  });

  test('Customers → customer → Cloud Billing → Credits → Add opens Add Credit', async () => {
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('link', { name: 'Blue Kiln Pottery' }).click();
    const menu = page.getByRole('navigation', { name: 'Customer' });
    await menu.getByText('Cloud Billing').waitFor();
    await menu.getByRole('link', { name: 'Credits' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('dialog', { name: 'Add Credit' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/customers/blue-kiln/credits');
  });

  test.each([
    ['1,000', /“1,000” has a comma/],
    ['-5', /“-5” has a minus/],
  ])('an amount typed as %s is told at once, and nothing typed is lost', async (typed, says) => {
    await page.getByLabel('Comment').fill('AWS 004471010001: goodwill');
    await page.getByLabel('Amount').fill(typed);
    expect(await page.getByRole('alert').first().innerText()).toMatch(says);
    expect(await page.getByLabel('Amount').inputValue()).toBe(typed);
    expect(await page.getByLabel('Comment').inputValue()).toBe('AWS 004471010001: goodwill');
    expect(await page.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true');
  });

  test('the service refuses what the form refuses', async () => {
    const body = {
      seller: 'harbor',
      buyer: 'blue-kiln',
      amount: '1,000',
      currency: 'USD',
      comment: 'as typed',
    };
    const reply = await console.example.ask('harborAdmin', 'POST', '/grants', { body });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('comma');
  });

  test('saving 2000.00 shows the entry and the balance', async () => {
    await page.getByLabel('Amount').fill('2000.00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const row = page.getByRole('row', { name: /goodwill/ });
    await row.waitFor();
    expect(await row.innerText()).toContain('$2,000.00');
    await page
      .getByRole('region', { name: 'Balance at Harbor Reseller' })
      .getByText('$2,000.00', { exact: true })
      .waitFor();
  });

  test('the preview with Use credits shows $0.00 to pay and what is left', async () => {
    await page.goto('/statements/generate?period=2026-02');
    const row = page.getByRole('row', { name: /Blue Kiln Pottery/ });
    await row.waitFor();
    const [, , , , , applied, left, total] = await cellsOf(page, /Blue Kiln Pottery/);
    due = applied ?? '';
    expect(due).toMatch(/^\$\d/);
    expect(total).toBe('$0.00');
    expect(left).not.toBe('$0.00');
  });

  test('the run starts with what the seller set, and is asked for nothing else', async () => {
    const setTo = async (useCredits: boolean | null): Promise<void> => {
      const { etag } = (await console.example.ask('harborAdmin', 'GET', '/resellers/harbor')).json<{
        etag: string;
      }>();
      const asked = { body: { useCredits }, headers: { 'if-match': etag } };
      expect((await console.example.ask('harborAdmin', 'PATCH', '/resellers/harbor', asked)).status).toBe(
        200,
      );
    };
    await setTo(false);
    await page.reload();
    await page.getByRole('switch', { name: 'Use credits', checked: false }).waitFor();
    expect((await cellsOf(page, /Blue Kiln Pottery/))[5]).toBe('$0.00');
    await setTo(null);
    await page.reload();
    await page.getByRole('switch', { name: 'Use credits', checked: true }).waitFor();
    expect((await cellsOf(page, /Blue Kiln Pottery/))[5]).toBe(due);
  });

  test('with Use credits off nothing is applied and the buyer is named', async () => {
    await page.getByRole('switch', { name: 'Use credits' }).click();
    const warning = page.getByRole('region', { name: 'Has a balance, not used' });
    await warning.waitFor();
    expect(await warning.innerText()).toContain('Blue Kiln Pottery');
    const [, , , , , applied, , total] = await cellsOf(page, /Blue Kiln Pottery/);
    expect(applied).toBe('$0.00');
    expect(total).toBe(due);
    await page.getByRole('switch', { name: 'Use credits' }).click();
    await warning.waitFor({ state: 'detached' });
  });

  test('the opened statement shows $0.00, and the remainder waits for the next month', async () => {
    await page.getByRole('button', { name: /^Create \d+ drafts$/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Statements' }).waitFor();
    await page.getByRole('checkbox', { name: /Choose Blue Kiln Pottery/ }).click();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const buyer = await console.signIn('customer');
    await buyer.getByRole('link', { name: /February 2026/ }).click();
    const total = buyer
      .getByRole('article', { name: 'Statement' })
      .getByText('Total', { exact: true })
      .locator('..');
    expect(await total.innerText()).toContain('$0.00');
    await page.goto('/statements/generate?period=2026-03');
    await page.getByRole('row', { name: /Blue Kiln Pottery/ }).waitFor();
    const [, , , , available, applied] = await cellsOf(page, /Blue Kiln Pottery/);
    expect(available).not.toBe('$0.00');
    expect(applied).not.toBe('$0.00');
  });
});

async function cellsOf(page: Page, name: RegExp): Promise<string[]> {
  return await page.getByRole('row', { name }).getByRole('cell').allInnerTexts();
}
