import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousOn, settled, tooWide } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

describe('tables in the console', () => {
  let console: Console;
  beforeAll(async () => {
    console = await startConsole();
  });
  afterAll(async () => {
    await console.close();
  });

  test('rules are taken out, edited with a slip, told row by row, mended and brought in', async () => {
    const page = await console.signIn('admin');
    await page.goto('/rules');
    await settled(page);
    await page.getByRole('button', { name: 'Export' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Rules as CSV' }).click();
    const file = await waiting;
    expect(file.suggestedFilename()).toBe('rules.csv');
    const csv = await readFile(await file.path(), 'utf8');
    const [header = '', first = '', ...rest] = csv.split('\r\n');
    const edited = first.split(',').with(4, '61').join(',');

    await page.getByRole('button', { name: 'Import' }).click();
    await page.getByRole('menuitem', { name: 'Rules' }).click();
    const dialog = page.getByRole('dialog');
    const choose = (text: string): Promise<void> =>
      dialog
        .getByLabel('File', { exact: true })
        .setInputFiles({ name: 'rules.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose([header, first.split(',').with(4, '161').with(12, 'soon').join(','), ...rest].join('\r\n'));
    await dialog.getByText('2 things are wrong; nothing was saved.').waitFor();
    const slip = dialog.getByRole('row', { name: /customer_percent/ });
    expect(await slip.innerText()).toMatch(/^2\s+customer_percent\s+"161"/);
    expect(await seriousOn(page)).toEqual([]);
    await choose([header, first, ...rest].join('\r\n'));
    await dialog.getByText(/^0 new, 0 changed, \d+ the same\.$/).waitFor();
    await choose([header, edited, ...rest].join('\r\n'));
    await dialog.getByText(/^0 new, 1 changed, \d+ the same\.$/).waitFor();
    const change = dialog.getByRole('row', { name: /Changed/ });
    expect(await change.innerText()).toMatch(/customer_percent\s*60\s*61/);
    expect(await seriousOn(page)).toEqual([]);
    expect(await tooWide(page)).toBe(0);
    await dialog.getByRole('button', { name: 'Import all rows' }).click();
    await page.getByText(/Rules: 0 new, 1 changed/).waitFor();
    const rule = await console.example.ask('admin', 'GET', `/rules/${first.split(',')[0]}`);
    expect(rule.text).toContain('"customerPercent":"61"');
    await page.context().close();
  });

  test('a reseller takes out its own lists and is offered no import', async () => {
    const page = await console.signIn('reseller', { width: 360 });
    await page.goto('/my/credits');
    await settled(page);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Grants as XLSX' }).waitFor();
    expect(await page.getByRole('button', { name: 'Import' }).count()).toBe(0);
    expect(await tooWide(page)).toBe(0);
    await page.context().close();
  });
});
