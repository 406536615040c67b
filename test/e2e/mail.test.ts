import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmtpHouse, smtpHouse } from '../mail/smtp-house.ts';
import { seriousOn, settled, tooWide } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

describe('mail in the console', () => {
  let console: Console;
  let post: SmtpHouse;
  beforeAll(async () => {
    post = await smtpHouse();
    console = await startConsole('2026-02');
  });
  afterAll(async () => {
    await console.close();
    await post.close();
  });

  test('a server is tried and saved, a template previewed, and a test arrives', async () => {
    const page = await console.signIn('admin');
    await page.goto('/settings');
    const server = page.getByRole('region', { name: 'Mail', exact: true });
    await server.getByLabel('Server').fill('127.0.0.1');
    await server.getByLabel('Port').fill('smtp');
    await server.getByText('Write the number of the port, such as 587.').waitFor();
    await server.getByLabel('Port').fill(`${post.port}`);
    await server.getByLabel('Encryption').selectOption('none');
    await server.getByLabel('User').fill('ada');
    await server.getByLabel('Password').fill('let me out');
    await server.getByLabel('Sender address').fill('book@meridian');
    await server.getByRole('button', { name: 'Test the connection' }).click();
    await server
      .getByText('the user or the password is refused: 535 5.7.8 no such user or password')
      .waitFor();
    await server.getByLabel('Password').fill('let me in');
    await server.getByRole('button', { name: 'Test the connection' }).click();
    await server.getByText('takes the password of ada').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await server.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Mail goes through this server from now on.').waitFor();
    const words = page.getByRole('region', { name: 'What mails say' });
    await words.getByRole('textbox', { name: 'Subject' }).fill('Guthaben {{mnth}}');
    await words.getByText('Statement', { exact: true }).click();
    await words.getByText('Credit communication', { exact: true }).click();
    expect(await words.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Guthaben {{mnth}}');
    await words.getByRole('button', { name: 'Preview' }).click();
    await words.getByText('{{mnth}} in line 1, column 10').waitFor();
    await words.getByRole('textbox', { name: 'Subject' }).fill('Guthaben {{month}}');
    await words.getByRole('textbox', { name: 'Language' }).fill('de');
    await words.getByRole('button', { name: 'Save text' }).click();
    await page.getByText('Saved for mails that are written from now on.').waitFor();
    await words.getByRole('button', { name: 'Preview' }).click();
    const preview = page.getByRole('dialog', { name: 'Preview with made-up figures' });
    await preview.getByText('Guthaben März 2026').waitFor();
    const mail = preview.frameLocator('iframe');
    await mail.getByText('Second Customer <& Co>').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await preview.getByRole('button', { name: 'Send as a test' }).click();
    await page.getByText('On its way').waitFor();
    await expect.poll(() => post.received.map(({ to }) => to[0])).toEqual(['admin@book.example']);
    await page.context().close();
  });

  test('credits of a month are written about, a refusal is seen in the outbox and sent again', async () => {
    post.received.length = 0;
    post.refuse.recipient = (to) => (to.includes('salt-meadow') ? '550 5.1.1 nobody of this name' : null);
    const page = await console.signIn('admin');
    await page.goto('/outbox');
    await page.getByRole('button', { name: 'Write credit mails' }).click();
    const dialog = page.getByRole('dialog', { name: 'Credits earned in the month' });
    await dialog.getByLabel('Billing period').selectOption('2026-01');
    await dialog.getByRole('row', { name: /Salt Meadow Dairy/ }).waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^Send \d+ mails$/ }).click();
    const row = page.getByRole('row', { name: /Salt Meadow Dairy/ });
    await row.getByText('Failed').waitFor();
    await row.getByText('550 5.1.1 nobody of this name').waitFor();
    await settled(page);
    expect(await seriousOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousOn(page, 'colours')).toEqual([]);
    await row.getByRole('button', { name: /^Open/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Mail' });
    await drawer.getByText('Guthaben Januar 2026').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    post.refuse.recipient = () => null;
    await drawer.getByRole('button', { name: 'Send again' }).click();
    await drawer.getByText('Sent', { exact: true }).waitFor();
    expect(post.received.map(({ to }) => to[0])).toContain('office@salt-meadow.example');
    await page.context().close();
  });

  test('a reseller opens with mail, and finds its own mails alone', async () => {
    post.received.length = 0;
    const page = await console.signIn('reseller', { width: 360 });
    await page.goto('/statements?period=2026-02&state=draft');
    await page.getByRole('checkbox', { name: /Blue Kiln/ }).check();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    const confirm = page.getByRole('dialog', { name: 'Open statement?' });
    await confirm.getByLabel('Tell the buyers by mail').click();
    await confirm.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('1 written to').waitFor();
    await expect.poll(() => post.received.map(({ to }) => to[0])).toEqual(['office@blue-kiln.example']);
    // Asked again it is not written twice.
    await page.goto('/statements?period=2026-02&state=open');
    await page.getByRole('checkbox', { name: /Blue Kiln/ }).check();
    await page.getByRole('button', { name: 'Write to buyers' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Write to buyers' }).click();
    await page.getByText('0 written to; 1 not: Blue Kiln Pottery, it was written already.').waitFor();
    await page.goto('/customers/blue-kiln/details');
    const wishes = page.getByRole('region', { name: 'Mail', exact: true });
    await wishes.getByLabel('Where to find an opened statement').click();
    await page.getByText('Saved.').waitFor();
    await settled(page);
    expect(await seriousOn(page)).toEqual([]);
    await page.reload();
    await wishes.getByRole('switch', { name: 'Where to find an opened statement', checked: false }).waitFor();
    await page.goto('/outbox');
    await page.getByRole('row', { name: /Blue Kiln/ }).waitFor();
    await settled(page);
    expect(await page.getByText('Salt Meadow').count()).toBe(0);
    expect(await tooWide(page)).toBe(0);
    await page.context().close();
  });
});
