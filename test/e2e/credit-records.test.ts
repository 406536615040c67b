import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousOn, settled } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

const DAY_MS = 86_400_000;

/** A credit that ends so many days after today, whatever day it is: the warnings count from the service's day. */
function answerEndingIn(days: number): string {
  const usd = (currencyAmount: string) => ({ currencyAmount, currencyCode: 'USD' });
  const record = {
    accountId: '004471150001',
    creditId: '4711',
    creditType: 'Promotion',
    description: 'Spring Boost Credit',
    initialAmount: usd('1000'),
    remainingAmount: usd('640.25'),
    startDate: '2026-01-01',
    endDate: Math.floor(Date.now() / DAY_MS) * (DAY_MS / 1000) + days * (DAY_MS / 1000),
  };
  return JSON.stringify({ credits: [record] });
}

describe('AWS’s own credit records in the console', () => {
  let console: Console;
  beforeAll(async () => {
    console = await startConsole();
  });
  afterAll(async () => {
    await console.close();
  });

  test('a faulty answer is told with file and place, a good one is taken and warned of', async () => {
    const page = await console.signIn('admin');
    await page.goto('/deliveries');
    await page.getByRole('link', { name: 'AWS credit records' }).click();
    await page.getByRole('heading', { level: 1, name: 'AWS credit records' }).waitFor();
    await page.getByRole('button', { name: 'Import answers' }).click();
    const choose = async (name: string, text: string): Promise<void> => {
      await page
        .getByRole('dialog')
        .getByLabel('Files')
        .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
      await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    };
    await page.context().setOffline(true);
    await choose('credits.json', answerEndingIn(20));
    await page.getByText('The service cannot be reached. What you typed is still here: try again.').waitFor();
    await page.context().setOffline(false);
    await choose('broken.json', '{"credits": [{"creditId": "1"}]}');
    await page.getByText('broken.json, credits[0].initialAmount').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await choose('credits.json', answerEndingIn(20));
    await page.getByText('Credit records: 1 new').waitFor();
    const ending = page.getByRole('region', { name: /What ends within 90 days/ });
    await ending
      .getByRole('row', { name: /004471150001/ })
      .getByText('$640.25')
      .waitFor();
    await settled(page);
    expect(await seriousOn(page)).toEqual([]);
    await page.goto('/');
    const warning = page.getByRole('region', { name: 'AWS credits that end soon' });
    await warning.getByText('Spring Boost Credit').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await page.context().close();
  });

  test('a credit used by one customer and owned by another is given to the owner by hand', async () => {
    const page = await console.signIn('admin');
    await page.goto('/deliveries/records?period=2026-03');
    await page.getByText('16 of 18 AWS credits match a record').waitFor();
    const owned = page.getByRole('group', { name: 'Who owns it, who used it' });
    const row = owned.getByRole('row', { name: /Another customer/ });
    expect(await row.innerText()).toMatch(/Amber Loom Textiles[\s\S]*Salt Meadow Dairy/);
    await row.getByRole('link').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(/Salt Meadow Dairy \(004471150001\): AWS’s own record \d+ says so/).waitFor();
    await settled(page);
    expect(await seriousOn(page)).toEqual([]);
    await page.context().close();
  });

  test('a rule is written for the owner of a credit', async () => {
    const page = await console.signIn('admin');
    await page.goto('/rules/new');
    await page.getByLabel('Rule name').fill('Owners keep what is theirs');
    await page.getByRole('button', { name: /Split/ }).click();
    await page.getByLabel('For whom').selectOption({ label: 'The customer whose credit it was' });
    await page.getByLabel('Customer %').fill('80');
    await page.getByLabel('Reseller %').fill('10');
    expect(await seriousOn(page)).toEqual([]);
    await page.getByRole('button', { name: /Review/ }).click();
    await page.getByText(/for: the customer whose credit it was/).waitFor();
    await page.getByRole('button', { name: 'Save and close' }).click();
    await page.getByRole('row', { name: /^\d+ Owners keep what is theirs/ }).waitFor();
    type Rules = { items: { name: string }[] };
    const { items } = (await console.example.ask('admin', 'GET', '/rules')).json<Rules>();
    expect(items.find(({ name }) => name === 'Owners keep what is theirs')).toMatchObject({
      forWhom: 'owner',
      customerPercent: '80',
      resellerPercent: '10',
    });
    await page.context().close();
  });
});
