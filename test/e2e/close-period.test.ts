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

describe('a whole month, from the board to its closing, without a mouse and without an address typed', () => {
  let console: Console;
  let page: Page;
  beforeAll(async () => {
    console = await startConsole();
    await closeWhatCameBefore(console);
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  const dialogGone = () => page.getByRole('dialog').waitFor({ state: 'detached' });
  /** By the palette: Ctrl-K, a word, Enter. */
  const goTo = async (screen: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Screen, customer/ }).waitFor();
    await page.keyboard.type(screen);
    await page.getByRole('option', { name: new RegExp(`^${screen}`) }).waitFor();
    await page.keyboard.press('Enter');
    await dialogGone();
  };
  const mapTheAccount = async (): Promise<void> => {
    await pressAt(page, 'map them');
    await page.getByRole('region', { name: 'Unmapped accounts: 1' }).waitFor();
    await tabTo(page, /^Customer of 004471900025/);
    await page.keyboard.type('Blue Kiln');
    await page.getByRole('option', { name: /Blue Kiln Pottery/ }).waitFor();
    await page.keyboard.press('Enter');
    await pressAt(page, 'Map');
    await page.getByRole('region', { name: /^Unmapped accounts/ }).waitFor({ state: 'detached' });
  };
  const runTheRules = async (): Promise<void> => {
    await goTo('Credits');
    await page.getByRole('heading', { level: 1, name: 'Credits' }).waitFor();
    await pressAt(page, 'Assign…');
    await page.getByRole('menuitem', { name: 'Assign what is pending' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/credits assigned, \d+ held\./).waitFor();
  };
  const decideByHand = async (left: number): Promise<void> => {
    await page.getByRole('grid', { name: `Credits: ${left}` }).waitFor();
    await tabTo(page, /^Credits: /);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit by hand' }).waitFor();
    await pressAt(page, 'Edit by hand');
    await tabTo(page, /^Reason/);
    await page.keyboard.type('all of it to the customer');
    await pressAt(page, 'Save by hand');
    await page
      .getByText(/^Assigned by hand\. A rule run/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await dialogGone();
  };
  const draftAgain = async (): Promise<void> => {
    await goTo('Statements');
    await pressAt(page, 'Generate');
    await page.getByRole('button', { name: /^Create [1-9]\d* drafts$/ }).waitFor();
    await pressAt(page, /^Create \d+ drafts$/);
    await page.getByText(/drafts made/).waitFor();
  };
  const openTheDrafts = async (): Promise<void> => {
    await page.getByRole('checkbox', { name: 'Choose all' }).waitFor();
    await tabTo(page, /^Choose all$/);
    await page.keyboard.press('Space');
    await pressAt(page, 'Open');
    await page.getByRole('dialog', { name: /^Open \d+ statements\?$/ }).waitFor();
    await pressAt(page, 'Open');
    await dialogGone();
    await page.getByText('No statements here').waitFor();
  };
  const closeTheMonth = async (): Promise<void> => {
    await pressAt(page, /^Close March 2026$/);
    await page.getByRole('dialog', { name: 'Close March 2026?' }).waitFor();
    await pressAt(page, 'Close the period');
    await dialogGone();
  };

  test('mapped in place, held credits decided, drafts opened, closed, and the control sheet reads 0.00', async () => {
    await settled(page);
    await mapTheAccount();
    await runTheRules();
    await goTo('Billing period');
    await pressAt(page, 'add a rule or assign them by hand');
    await decideByHand(3);
    await decideByHand(2);
    await decideByHand(1);
    await page.getByText('No credit answers to these filters').waitFor();
    await draftAgain();
    await openTheDrafts();
    await goTo('Billing period');
    await page.getByRole('button', { name: 'Close March 2026' }).waitFor();
    await closeTheMonth();
    const sheet = page.getByRole('region', { name: 'Control sheet' });
    await sheet.getByText('Closed', { exact: true }).waitFor();
    expect(await sheet.innerText()).toMatch(/rounding\s+\$0\.00/);
    const { items } = (await console.example.ask('admin', 'GET', '/periods')).json<{
      items: { period: string; closed: boolean; closedReason: string | null }[];
    }>();
    expect(items.find(({ period }) => period === '2026-03')).toMatchObject({ closed: true });
  });
});

/** What is not this month's work: the months before it are opened and closed. */
async function closeWhatCameBefore({ example }: Console): Promise<void> {
  const { items } = (
    await example.ask('admin', 'GET', '/statements?period=2026-02&state=draft&limit=500')
  ).json<{ items: { id: string }[] }>();
  const opened = await example.ask('admin', 'POST', '/statements/open', {
    body: { ids: items.map(({ id }) => id) },
  });
  expect(opened.status).toBe(200);
  const { items: periods } = (await example.ask('admin', 'GET', '/periods')).json<{
    items: { period: string }[];
  }>();
  for (const { period } of periods.toReversed().filter((one) => one.period < '2026-03')) {
    const body = { reason: 'was done before' };
    expect((await example.ask('admin', 'POST', `/periods/${period}/close`, { body })).status).toBe(200);
  }
}
