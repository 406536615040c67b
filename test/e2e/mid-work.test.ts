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
    await page.unroute('**/api/v1/grants');
    await save();
    await page.getByText('$33.00 added.').waitFor();
    expect(await grantsSaying('its answer was lost on the way')).toBe(1);
  });

  test('what somebody else changed is told with both, and the own is kept on purpose or given up', async () => {
    const change = async (body: object): Promise<void> => {
      const of = '/customers/blue-kiln';
      const { customer } = (await console.example.ask('admin', 'GET', of)).json<{
        customer: { etag: string };
      }>();
      const headers = { 'if-match': customer.etag };
      expect((await console.example.ask('admin', 'PATCH', of, { body, headers })).status).toBe(200);
    };
    await page.goto('/customers/blue-kiln/details');
    await page.getByLabel('E-mail').fill('kiln@blue-kiln.example');
    await change({ name: 'Blue Kiln Works' });
    await save();
    const changed = page.getByRole('alert', { name: 'Changed meanwhile' });
    await changed.getByText('Name: “Blue Kiln Pottery” → “Blue Kiln Works”').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('kiln@blue-kiln.example');
    expect(await seriousOn(page)).toEqual([]);
    await changed.getByRole('button', { name: 'Take theirs' }).click();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Blue Kiln Works');
    await page.getByLabel('Name', { exact: true }).fill('Blue Kiln Studio');
    await change({ email: 'works@blue-kiln.example' });
    await save();
    await changed.getByRole('button', { name: 'Keep what I typed' }).click();
    await save();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Blue Kiln Studio' }).waitFor();
  });
});
