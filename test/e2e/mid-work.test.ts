import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousOn } from './accessible.ts';
import { type Console, PASSWORD, startConsole } from './console.ts';

describe('in the midst of work', () => {
  let console: Console;
  let page: Page;
  const grantsSaying = async (said: string): Promise<number> => {
    const reply = await console.example.ask('admin', 'GET', '/grants?buyer=blue-kiln');
    const { items } = reply.json<{ items: { comment: string }[] }>();
    return items.filter(({ comment }) => comment === said).length;
  };
  const addCredit = async (comment: string): Promise<void> => {
    await page.goto('/customers/blue-kiln/credits');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel('Amount').fill('33.00');
    await page.getByLabel('Comment').fill(comment);
  };
  const save = () => page.getByRole('button', { name: 'Save' }).click();
  beforeAll(async () => {
    console = await startConsole('2026-01');
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  test('a session that ended is signed in again, what was typed stays, and it is saved once', async () => {
    await addCredit('typed before the session ended');
    await console.example.book.pool.query('delete from accounts."session"');
    await save();
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    await again.waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await again.getByLabel('Password').fill('not the password');
    await again.getByRole('button', { name: 'Sign in and go on' }).click();
    await again.getByRole('alert').waitFor();
    expect(await page.getByLabel('Comment').inputValue()).toBe('typed before the session ended');
    await again.getByLabel('Password').fill(PASSWORD);
    await again.getByRole('button', { name: 'Sign in and go on' }).click();
    await page.getByText('$33.00 added.').waitFor();
    expect(await grantsSaying('typed before the session ended')).toBe(1);
  });

  test('whoever signs in in another tab does not go on with what the first one typed', async () => {
    await addCredit('typed before another signed in');
    const other = await page.context().newPage();
    await other.goto('/sign-in');
    await other.getByLabel('E-mail').fill('analyst@book.example');
    await other.getByLabel('Password').fill(PASSWORD);
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.getByRole('button', { name: 'Anton Lee: account and appearance' }).waitFor();
    await other.close();
    // The line comes back, and everything is read again: now as somebody else.
    await page.context().setOffline(true);
    await save();
    await page.getByText(/it is tried again every few seconds/).waitFor();
    await page.context().setOffline(false);
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    await again.getByText('Ada Winter, admin@book.example').waitFor();
    expect(await grantsSaying('typed before another signed in')).toBe(0);
    await again.getByLabel('Password').fill(PASSWORD);
    await again.getByRole('button', { name: 'Sign in and go on' }).click();
    await again.waitFor({ state: 'detached' });
    await page.getByText(/it is tried again every few seconds/).waitFor({ state: 'detached' });
    await save();
    await page.getByText('$33.00 added.').waitFor();
    expect(await grantsSaying('typed before another signed in')).toBe(1);
  });

  test('a service that cannot be reached is told of, tried again, and then what was typed is saved', async () => {
    await addCredit('typed while the line was down');
    await page.context().setOffline(true);
    await save();
    await page.getByText('The service cannot be reached. What you typed is still here: try again.').waitFor();
    const told = page.getByText(/it is tried again every few seconds/);
    await told.waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await page.context().setOffline(false);
    await told.waitFor({ state: 'detached' });
    await save();
    await page.getByText('$33.00 added.').waitFor();
    expect(await grantsSaying('typed while the line was down')).toBe(1);
  });

  test('what was saved but never answered is sent again and happens once', async () => {
    await addCredit('its answer was lost on the way');
    await page.route('**/api/v1/grants', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await save();
    await page.getByText('The service cannot be reached. What you typed is still here: try again.').waitFor();
    expect(await grantsSaying('its answer was lost on the way')).toBe(1);
    // That the same was given is no question here: agreeing to it would add it twice.
    expect(await page.getByLabel('Add it although the same was already given').count()).toBe(0);
    await page.unroute('**/api/v1/grants');
    await save();
    await page.getByText('$33.00 added.').waitFor();
    expect(await grantsSaying('its answer was lost on the way')).toBe(1);
  });

  const customer = async () =>
    (await console.example.ask('admin', 'GET', '/customers/blue-kiln')).json<{
      customer: { etag: string; name: string; email: string | null };
      tenures: { reseller: { id: string } | null; from: string | null; to: string | null }[];
    }>();
  const change = async (method: 'PATCH' | 'PUT', path: string, body: object): Promise<void> => {
    const headers = { 'if-match': (await customer()).customer.etag };
    const of = `/customers/blue-kiln${path}`;
    expect((await console.example.ask('admin', method, of, { body, headers })).status).toBe(200);
  };

  test('what somebody else changed is told with both, and the own is kept on purpose or given up', async () => {
    await page.goto('/customers/blue-kiln/details');
    await page.getByLabel('E-mail').fill('kiln@blue-kiln.example');
    await change('PATCH', '', { name: 'Blue Kiln Works' });
    await save();
    const changed = page.getByRole('alert', { name: 'Changed meanwhile' });
    await changed.getByText('Name: “Blue Kiln Pottery” → “Blue Kiln Works”').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('kiln@blue-kiln.example');
    expect(await seriousOn(page)).toEqual([]);
    await changed.getByRole('button', { name: 'Take theirs' }).click();
    const name = page.getByLabel('Name', { exact: true });
    expect(await name.inputValue()).toBe('Blue Kiln Works');
    await name.fill('Blue Kiln Studio');
    const { email } = (await customer()).customer;
    // Back to what it was when the form was opened is a change too.
    for (const now of ['works@blue-kiln.example', email, 'works@blue-kiln.example']) {
      await change('PATCH', '', { email: now });
      await save();
      await changed.getByText(now === email ? /^E-mail: “works@[^→]+→/ : /^E-mail: .*→ “works@/).waitFor();
      await changed.getByRole('button', { name: 'Keep what I typed' }).click();
      await changed.waitFor({ state: 'detached' });
    }
    await save();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Blue Kiln Studio' }).waitFor();
    expect((await customer()).customer).toMatchObject({
      name: 'Blue Kiln Studio',
      email: 'works@blue-kiln.example',
    });
  });

  test('a window that somebody got ahead of saves over theirs on purpose, and the form behind it takes no offence', async () => {
    await page.getByLabel('E-mail').fill('kiln@blue-kiln.example');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const window = page.getByRole('dialog');
    await window.getByLabel('Until before').fill('2027-01-01');
    await change('PUT', '/tenures', { tenures: [{ reseller: 'harbor', from: '2020-01-01', to: null }] });
    await window.getByRole('button', { name: 'Save' }).click();
    const changed = page.getByRole('alert', { name: 'Changed meanwhile' });
    await changed.getByText(/^Tenures: “[^”]+” → “[^”]+ from Jan 1, 2020”$/).waitFor();
    expect(await page.getByRole('alert', { name: 'Changed meanwhile' }).count()).toBe(1);
    await changed.getByRole('button', { name: 'Keep what I typed' }).click();
    await window.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Saved who sells to Blue Kiln Studio/).waitFor();
    const [tenure] = (await customer()).tenures;
    expect([tenure?.reseller?.id, tenure?.from, tenure?.to]).toEqual(['harbor', null, '2027-01-01']);
    await page.getByRole('cell', { name: 'Jan 1, 2027' }).waitFor();
    expect(await changed.count()).toBe(0);
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await save();
    expect((await saved).status()).toBe(200);
    expect((await customer()).customer.email).toBe('kiln@blue-kiln.example');
  });
});
