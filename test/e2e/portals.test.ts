import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settled } from './accessible.ts';
import { type Console, type Person, startConsole } from './console.ts';

type Listed = { readonly items: readonly { readonly id: string; readonly buyer: { readonly id: string } }[] };

describe('the portals', () => {
  let console: Console;
  let statements: Listed['items'] = [];
  beforeAll(async () => {
    console = await startConsole();
    statements = (
      await console.example.ask('admin', 'GET', '/statements?period=2026-01&limit=200')
    ).json<Listed>().items;
  });
  afterAll(async () => {
    await console.close();
  });

  test('a reseller sees its lump and the break-out that sums to it', async () => {
    const page = await console.signIn('reseller');
    await page.goto('/my/statements');
    await page
      .getByRole('link', { name: /January 2026/ })
      .first()
      .click();
    const lump = page.getByText('Credit applied').locator('..');
    await lump.waitFor();
    const together = page.getByRole('row', { name: /^Together/ });
    await together.waitFor();
    const [, , sum] = await together.getByRole('cell').allInnerTexts();
    expect((await lump.innerText()).replace(/[^\d.]/g, '')).toBe(sum?.replace(/[^\d.]/g, ''));
  });

  test('a customer sees its statement, its balance and its story, and no draft', async () => {
    const page = await console.signIn('customer');
    await settled(page);
    expect(await page.getByRole('main').innerText()).not.toMatch(/draft/i);
    await page.getByRole('link', { name: /January 2026/ }).click();
    const story = page.getByRole('region', { name: 'Your credit' });
    await story.waitFor();
    expect(await story.innerText()).toMatch(/Opening balance[\s\S]*Closing balance/);
  });

  test.each<[Person, string]>([
    ['customer', 'copper-fern'],
    ['customer', 'harbor'],
    ['reseller', 'lantern'],
  ])('the %s finds nothing at the address of a statement of %s', async (person, buyer) => {
    const other = statements.find((one) => one.buyer.id === buyer);
    const page = await console.signIn(person);
    for (const path of [`/my/statements/${other?.id}`, `/statements/${other?.id}`]) {
      await page.goto(path);
      await page.getByText('Nothing is here').waitFor();
    }
    expect(other).toBeDefined();
  });

  test.each(['/credits', '/rules', '/audit', '/deliveries', '/checks'])(
    'a customer finds nothing at %s',
    async (path) => {
      const page = await console.signIn('customer');
      await page.goto(path);
      await settled(page);
      await page
        .getByText(/not yours to see|Nothing is here/)
        .first()
        .waitFor();
      expect(await page.getByRole('main').innerText()).not.toMatch(/\$\d/);
    },
  );
});
