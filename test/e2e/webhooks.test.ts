import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousOn, settled } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

describe('webhooks in the settings', () => {
  let console: Console;
  beforeAll(async () => {
    console = await startConsole('2026-01');
  });
  afterAll(async () => {
    await console.close();
  });

  test('one is added, its secret shown once, its failed message read and sent again', async () => {
    const page = await console.signIn('admin');
    await page.goto('/settings');
    await page.getByRole('button', { name: 'Add webhook' }).click();
    const form = page.getByRole('dialog', { name: 'Add a webhook' });
    await form.getByLabel('Address').fill('https://10.0.0.1/in');
    await form.getByLabel('Statements were opened').check();
    await form.getByRole('button', { name: 'Add webhook' }).click();
    await form.getByText('a private address is not told anything').waitFor();
    expect(await form.getByLabel('Statements were opened').isChecked()).toBe(true);
    expect(await seriousOn(page)).toEqual([]);
    await form.getByLabel('Address').fill('https://hook.example.com/in');
    await form.getByRole('button', { name: 'Add webhook' }).click();
    const secret = page.getByRole('dialog', { name: 'The secret that signs its messages' });
    await secret.getByText(/^whsec_/).waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await secret.getByRole('button', { name: 'I have kept it' }).click();
    const { pool } = console.example.book;
    await pool.query(
      `with told as (insert into outbox (carrier, event, addressee, event_key, payload, state, attempts)
         select 'webhook', 'statements.opened', webhook_id, 'any', '{}', 'failed', 9 from webhooks returning message_id)
       insert into outbox_attempts (message_id, ok, answer) select message_id, false, '503 not today' from told`,
    );
    await page.reload();
    const row = page.getByRole('row', { name: /hook\.example\.com/ });
    await row.getByText('1 failed').waitFor();
    await settled(page);
    expect(await seriousOn(page)).toEqual([]);
    await row.getByRole('button', { name: /^Messages/ }).click();
    const messages = page.getByRole('dialog', { name: 'Messages' });
    await messages.getByText('503 not today').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousOn(page, 'colours')).toEqual([]);
    await messages.getByRole('button', { name: 'Send again' }).click();
    await messages.getByText('Waiting').waitFor();
    await page.context().close();
  });

  test('are nothing that others find', async () => {
    const page = await console.signIn('analyst');
    await page.goto('/settings');
    await page.getByRole('heading', { name: 'The book' }).waitFor();
    await settled(page);
    expect(await page.getByText('Webhooks').count()).toBe(0);
  });
});
