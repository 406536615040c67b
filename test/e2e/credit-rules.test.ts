import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Console, startConsole } from './console.ts';

describe("seed B's path", () => {
  let console: Console;
  let page: Page;
  const next = () => page.getByRole('button', { name: 'Next' }).click();
  const step = (name: string) => page.getByRole('heading', { level: 2, name: new RegExp(name) }).waitFor();
  beforeAll(async () => {
    console = await startConsole();
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  test('Add rule asks for a name before it goes on, and counts what the description matches', async () => {
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('link', { name: 'Add rule' }).click();
    await step('Name and description');
    await next();
    await page.getByText('Give the rule a name.').waitFor();
    await page.getByLabel('Rule name').fill('Goodwill of the marketplace');
    await page.getByLabel('Credit description').fill('Marketplace Goodwill');
    // What was found for the blank description stands there until the answer for this one comes.
    const found = page.getByText(/^Matches 1 credit of the last 3 periods/);
    await found.waitFor();
    expect(await found.innerText()).toContain('$11.00');
    await next();
  });

  test('a split over 100 is told at its field, and what stays is shown', async () => {
    await step('Split');
    await page.getByLabel('Customer %').fill('80');
    await page.getByLabel('Reseller %').fill('30');
    await next();
    await page.getByText('The two together are more than 100.').waitFor();
    await page.getByLabel('Customer %').fill('60');
    expect(await page.getByRole('status').or(page.locator('output')).last().innerText()).toBe('10 %');
    await next();
    await step('Applicable period');
    await next();
  });

  test.each([
    ['Customers', 'Only excluded', 'Blue Kiln Pottery'],
    ['Resellers', 'All', null],
    ['Services', 'All', null],
  ])('%s can be All, Only selected or Only excluded', async (title, choice, chosen) => {
    await step(title);
    for (const one of ['All', 'Only selected', 'Only excluded'])
      expect(await page.getByRole('radio', { name: one, exact: true }).count()).toBe(1);
    await page.getByText(choice, { exact: true }).click();
    if (chosen !== null) await page.getByRole('checkbox', { name: chosen }).check();
    await next();
  });

  test('the review shows the backtest before anything is saved, and a pencil for each part', async () => {
    await step('Note');
    await next();
    await step('Review');
    await page.getByText(/credits decided again/).waitFor();
    await page
      .getByRole('row', { name: /Northgate Cloud Distribution|distributor/i })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Change split' }).click();
    await step('Split');
    await page.getByRole('button', { name: /Review/ }).click();
    await page.getByRole('button', { name: 'Save and close' }).click();
    const row = page.getByRole('row', { name: /Goodwill of the marketplace/ });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/60 %[\s\S]*30 %/);
  });

  test('the list has its order with reasons, and the pencil edits', async () => {
    expect(await page.getByRole('columnheader', { name: 'Why it stands here' }).count()).toBe(1);
    await page.getByRole('link', { name: 'Edit Goodwill of the marketplace' }).click();
    await step('Review');
    await page.getByRole('button', { name: 'Change note' }).click();
    await page.getByLabel('Note').fill('As agreed in March');
    await page.getByRole('button', { name: /Review/ }).click();
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByRole('heading', { level: 2, name: 'Version 2' }).waitFor();
    await page.getByText('As agreed in March').first().waitFor();
  });

  test('the credit list is filtered by description, and the address keeps the filter', async () => {
    await page.goto('/credits?period=2026-03');
    await page.getByRole('searchbox', { name: 'Description' }).fill('goodwill');
    await page.waitForURL(/description=goodwill/);
    await page.getByRole('grid', { name: 'Credits: 1' }).waitFor();
    await page.reload();
    await page.getByRole('grid', { name: 'Credits: 1' }).waitFor();
    expect(await page.getByRole('searchbox', { name: 'Description' }).inputValue()).toBe('goodwill');
  });

  test('the list names the rule of each credit and what is kept, and is filtered by dates', async () => {
    await page.goto('/credits');
    const dates = page.getByRole('combobox', { name: 'Billing period' });
    await dates.selectOption({ label: 'From … to …' });
    await page.getByRole('combobox', { name: 'To period' }).selectOption('2026-02');
    await page.getByRole('combobox', { name: 'From period' }).selectOption('2026-02');
    const of = '/credits/sums?from=2026-02&to=2026-02';
    const { count } = (await console.example.ask('admin', 'GET', of)).json<{ count: number }>();
    const grid = page.getByRole('grid', { name: `Credits: ${count}` });
    await grid.waitFor();
    expect(new URL(page.url()).search).toMatch(/from=2026-02&to=2026-02|to=2026-02&from=2026-02/);
    // The count and the rows are two answers: either may come first.
    const months = async (): Promise<Set<string>> => {
      const rows = await grid.getByRole('row').allInnerTexts();
      return new Set(rows.flatMap((row) => row.match(/(?:Jan|Feb|Mar) 26/) ?? []));
    };
    await expect.poll(months).toEqual(new Set(['Feb 26']));
    expect(await grid.getByRole('row').count()).toBeGreaterThan(5);
    const poc = grid.getByRole('row', { name: /PoC Sprint Credit/ });
    expect(await poc.innerText()).toMatch(/\$20\.00\s+8\.00\s+8\.00\s+4\.00\s+Proof of concept/);
  });

  test('a credit says why this rule', async () => {
    await page.goto('/credits?period=2026-03&description=goodwill');
    await page.getByRole('grid', { name: 'Credits: 1' }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    const why = page.getByRole('region', { name: 'Why this rule' });
    await why.getByRole('link', { name: 'Goodwill of the marketplace' }).waitFor();
    expect(await why.innerText()).toMatch(/wins/);
  });

  test('a split by hand shows its shares as it is typed, needs a reason, and goes back to the proposal', async () => {
    await page.getByRole('button', { name: 'Edit by hand' }).click();
    await page.getByText('Split by amount').click();
    await page
      .getByLabel(/\(USD\)/)
      .first()
      .fill('4.40');
    const would = page.getByLabel('Shares it would have');
    await would.getByText('$4.40').waitFor();
    expect(await page.getByRole('button', { name: 'Save by hand' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await page.getByLabel('Reason').fill('as promised to the customer');
    await page.getByRole('button', { name: 'Save by hand' }).click();
    await page.getByText(/Assigned by hand\. The rules would propose/).waitFor();
    await page.getByRole('button', { name: 'Back to proposal' }).click();
    await page.getByText(/Assigned by hand\. The rules would propose/).waitFor({ state: 'detached' });
  });

  test('more than the cloud gave needs the distributor to say so, and less stays with it', async () => {
    await page.getByRole('button', { name: 'Edit by hand' }).click();
    await page.getByText('Split by amount').click();
    const amount = page.getByLabel(/\(USD\)/).first();
    await amount.fill('15.00');
    await page.getByText(/is more than the credit's 11.00 USD/).waitFor();
    expect(await amount.inputValue()).toBe('15.00');
    await page.getByText('May be more than the cloud gave').click();
    await page.getByLabel('Shares it would have').getByText('$15.00').waitFor();
    await amount.fill('5.00');
    await page.getByLabel('Shares it would have').getByText('$6.00').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  test('a credit goes to another account', async () => {
    await page.getByRole('button', { name: 'Edit by hand' }).click();
    await page.getByText('Another account').click();
    await page.getByLabel('Usage account').fill('004471020001');
    await page.getByLabel('Reason').fill('the cloud named the wrong account');
    await page.getByRole('button', { name: 'Save by hand' }).click();
    const owner = page.getByRole('dialog').getByText('Copper Fern Bakery').first();
    await owner.waitFor();
    expect(await owner.isVisible()).toBe(true);
  });

  test('the rule is named in the export', async () => {
    const reply = await console.example.ask('admin', 'GET', '/tables/credits?from=2026-03&to=2026-03');
    expect(reply.text).toContain('MAP, Blue Kiln');
    expect(reply.text).not.toContain('2026-02');
  });
});
