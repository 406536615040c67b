import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Console, startConsole } from './console.ts';

type Items<Item> = { readonly items: readonly Item[] };

describe('what is not final yet can be taken back from the message that tells of it', () => {
  let console: Console;
  let page: Page;
  const items = async <Item>(path: string): Promise<readonly Item[]> =>
    (await console.example.ask('admin', 'GET', path)).json<Items<Item>>().items;
  const undo = () => page.getByRole('button', { name: 'Undo' }).click();
  beforeAll(async () => {
    console = await startConsole();
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  test('a credit that was just added is withdrawn, and both entries stay', async () => {
    await page.goto('/customers/blue-kiln/credits');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel('Amount').fill('70.00');
    await page.getByLabel('Comment').fill('added by mistake');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('$70.00 added.').waitFor();
    await undo();
    await page.getByText('Withdrawn again').waitFor();
    const row = page.getByRole('row', { name: /added by mistake/ });
    await row.getByText('Withdrawn').waitFor();
    const grants = await items<{ comment: string; granted: string; withdrawn: string }>(
      '/grants?buyer=blue-kiln',
    );
    expect(grants.find(({ comment }) => comment === 'added by mistake')).toMatchObject({
      granted: '70.00',
      withdrawn: '70.00',
    });
  });

  test('a rule that was deactivated competes again', async () => {
    const [rule] = await items<{ id: string; name: string }>('/rules');
    await page.goto(`/rules/${rule?.id}`);
    await page.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Inactive', { exact: true }).waitFor();
    await undo();
    await page.getByText('Active', { exact: true }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'Version 3' }).waitFor();
    const rules = await items<{ id: string; active: boolean }>('/rules');
    expect(rules.find(({ id }) => id === rule?.id)).toMatchObject({ active: true });
  });

  test('an account that was mapped belongs to nobody again', async () => {
    await page.goto('/deliveries');
    await page.getByRole('combobox', { name: 'Customer of 004471900025' }).fill('Blue Kiln');
    await page.getByRole('option', { name: /Blue Kiln Pottery/ }).click();
    await page.getByRole('button', { name: 'Map' }).click();
    await page.getByText(/belongs to Blue Kiln Pottery now/).waitFor();
    await undo();
    await page.getByText('004471900025 belongs to nobody again.').waitFor();
    await page.getByRole('combobox', { name: 'Customer of 004471900025' }).waitFor();
    expect(await items('/accounts?unmapped=true')).toHaveLength(1);
  });

  test('a credit of a discarded draft can be divided by hand, and goes back by Ctrl-Z', async () => {
    await page.goto('/statements?period=2026-03&state=draft');
    const drafts = await items<{ buyer: { id: string }; total: string }>(
      '/statements?period=2026-03&state=draft',
    );
    await page.getByRole('checkbox', { name: 'Choose all' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText(`${drafts.length} statements discarded.`).waitFor();
    expect(await items('/statements?period=2026-03&state=draft')).toEqual([]);

    const [poc] = await items<{ id: string; shares: object; rule: { name: string } }>(
      '/credits?period=2026-03&older=false&description=training',
    );
    await page.goto(`/credits?period=2026-03&credit=${poc?.id}`);
    await page.getByRole('button', { name: 'Edit by hand' }).click();
    await page.getByLabel('Reason').fill('a slip of the hand');
    await page.getByRole('button', { name: 'Save by hand' }).click();
    await page.getByText('Assigned by hand. A rule run will not change it.').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Divided as it was before.').waitFor();
    const after = (await console.example.ask('admin', 'GET', `/credits/${poc?.id}`)).json<{
      credit: { shares: object; rule: { name: string }; madeBy: string };
    }>();
    expect(after.credit).toMatchObject({ shares: poc?.shares, rule: poc?.rule, madeBy: 'rule' });
  });

  test('several credits divided by hand at once go back to what each was, an earlier hand decision too', async () => {
    const read = async () =>
      (
        await items<{
          id: string;
          status: string;
          madeBy: string;
          shares: object;
          description: string;
          usageAccount: string;
        }>('/credits?period=2026-03&older=false')
      )
        .filter(({ status, shares }) => status === 'assigned' && shares !== null)
        .map(({ id, madeBy, shares, description, usageAccount }) => ({
          id,
          madeBy,
          shares,
          choose: `Choose ${description}, ${usageAccount}`,
        }));
    const [one] = await read();
    const path = `/credits/${one?.id}/assignment`;
    const body = { parts: [{ party: 'distributor', percent: '100' }], reason: 'decided with care' };
    expect((await console.example.ask('admin', 'POST', path, { body })).status).toBe(200);
    const before = await read();
    expect(new Set(before.map(({ madeBy }) => madeBy))).toContain('hand');
    await page.goto('/credits?period=2026-03&older=false&status=assigned');
    for (const { choose } of before) await page.getByRole('checkbox', { name: choose }).click();
    await page.getByRole('button', { name: 'Assign by hand…' }).click();
    await page.getByLabel('Reason').fill('all of them by mistake');
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText(`${before.length} credits assigned by hand.`).waitFor();
    expect(new Set((await read()).map(({ madeBy }) => madeBy))).toEqual(new Set(['hand']));
    await undo();
    await page.getByText('Divided as it was before.').waitFor();
    expect(await read()).toEqual(before);
  });

  test('discarded drafts come back with the totals they had', async () => {
    await page.goto('/statements?period=2026-02&state=draft');
    const read = () =>
      items<{ buyer: { id: string }; seller: { id: string }; total: string; useCredits: boolean }>(
        '/statements?period=2026-02&state=draft',
      );
    const totals = (all: Awaited<ReturnType<typeof read>>) =>
      all.map((one) => `${one.seller.id} ${one.buyer.id} ${one.total} ${one.useCredits}`).toSorted();
    const before = totals(await read());
    await page.getByRole('checkbox', { name: 'Choose all' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText(/statements discarded/).waitFor();
    await undo();
    await page.getByText('Drafted again.').waitFor();
    await page.getByRole('checkbox', { name: 'Choose all' }).waitFor();
    expect(before.length).toBeGreaterThan(5);
    expect(totals(await read())).toEqual(before);
  });

  test('a discard is not undone, and says why, once a later statement of the buyer is open', async () => {
    const post = (path: string, body: object) => console.example.ask('admin', 'POST', path, { body });
    const of = (period: string) =>
      items<{ id: string }>(`/statements?period=${period}&state=draft&seller=harbor&buyer=blue-kiln`);
    await post('/statements/generate', { period: '2026-03' });
    const [february] = await of('2026-02');
    await page.goto(`/statements/${february?.id}`);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Blue Kiln Pottery’s statement discarded.').waitFor();
    const opening = await of('2026-03');
    expect((await post('/statements/open', { ids: opening.map(({ id }) => id) })).status).toBe(200);
    expect(opening).not.toEqual([]);
    await undo();
    await page.getByText(/^Not taken back\..*a later statement was opened.*2026-03/).waitFor();
    expect(await of('2026-02')).toEqual([]);
  });
});

describe("a statement's life in the console", () => {
  let console: Console;
  let page: Page;
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const confirm = (name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  const state = (name: string) =>
    page.getByRole('article', { name: 'Statement' }).getByText(name, { exact: true }).waitFor();
  const statementOf = async (buyer: string, seller: string): Promise<string> => {
    const path = `/statements?period=2026-01&buyer=${buyer}&seller=${seller}`;
    const { items } = (await console.example.ask('admin', 'GET', path)).json<Items<{ id: string }>>();
    return items[0]?.id ?? '';
  };
  beforeAll(async () => {
    console = await startConsole('2026-01');
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  test('it is marked paid, that is undone, it is paid after all, and the payment can be taken back', async () => {
    await page.goto(`/statements/${await statementOf('copper-fern', 'harbor')}`);
    await press('Mark paid');
    await confirm('Mark paid');
    await state('Paid');
    await press('Undo');
    await state('Open');
    await press('Mark paid');
    await confirm('Mark paid');
    await state('Paid');
    await press('Take payment back');
    // Its answer is lost on the way: asked again it is the same wish, not a second one that is refused.
    await page.route('**/api/v1/statements/pay', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await confirm('Take payment back');
    await page.getByText('The service cannot be reached. What you typed is still here: try again.').waitFor();
    await page.unroute('**/api/v1/statements/pay');
    await confirm('Take payment back');
    await page.getByText('Copper Fern Bakery’s statement not paid any more.').waitFor();
    await state('Open');
    expect(await page.getByRole('button', { name: 'Void', exact: true }).count()).toBe(1);
  });

  test('closing is final: asked plainly, with nothing to undo, and then nothing is left to press', async () => {
    await press('Close');
    const dialog = page.getByRole('dialog', { name: 'Close statement?' });
    expect(await dialog.innerText()).toContain('nothing changes them any more');
    await confirm('Close');
    await state('Closed');
    await page.getByText('Copper Fern Bakery’s statement closed.').waitFor();
    expect(await page.getByRole('button', { name: /^(Undo|Void|Open|Discard|Mark paid)$/ }).count()).toBe(0);
  });

  test('voiding needs a reason, which stays on the statement with the credit restored', async () => {
    const id = await statementOf('blue-kiln', 'harbor');
    await page.goto(`/statements/${id}`);
    await press('Void');
    const button = page.getByRole('dialog').getByRole('button', { name: 'Void', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('Reason').fill('billed at the wrong price');
    await button.click();
    await state('Void');
    await page.getByText('Void: billed at the wrong price').waitFor();
    const buyer = await console.signIn('customer');
    await buyer.goto(`/my/statements/${id}`);
    await buyer.getByText('Void: billed at the wrong price').waitFor();
    const { items } = (
      await console.example.ask('admin', 'GET', '/balances?seller=harbor&buyer=blue-kiln')
    ).json<Items<{ applied: string; available: string }>>();
    expect(items[0]).toMatchObject({ applied: '0.00' });
    expect(items[0]?.available).not.toBe('0.00');
  });
});
