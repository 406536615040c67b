import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdfText } from '../documents/pdf-text.ts';
import { seriousOn } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

type Heads = { items: { id: string; total: string; number: number }[] };
const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#0b6b67"/></svg>';

describe('documents to take along', () => {
  let console: Console;
  let page: Page;
  const heads = async (query: string) =>
    (await console.example.ask('admin', 'GET', `/statements?${query}`)).json<Heads>().items;
  const pressed = async (press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> => {
    const [download] = await Promise.all<[Promise<Download>, Promise<void>]>([
      page.waitForEvent('download'),
      press(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  beforeAll(async () => {
    console = await startConsole('2026-02');
    page = await console.signIn('admin');
  });
  afterAll(async () => {
    await console.close();
  });

  test('a statement is downloaded as PDF, CSV and XLSX', async () => {
    const [statement] = await heads('period=2026-01&seller=harbor&buyer=blue-kiln');
    await page.goto(`/statements/${statement?.id}`);
    const as = (kind: string) =>
      pressed(() => page.getByRole('link', { name: `Download as ${kind}` }).click());
    const pdf = await as('PDF');
    expect(pdf.name).toMatch(/\.pdf$/);
    expect(await pdfText(pdf.bytes)).toContain(statement?.total);
    const csv = await as('CSV');
    expect(csv.name).toMatch(/\.csv$/);
    expect(csv.bytes.toString('utf8')).toContain(statement?.total);
    const xlsx = await as('XLSX');
    expect(xlsx.name).toMatch(/\.xlsx$/);
    expect(Object.keys(unzipSync(xlsx.bytes))).toContain('xl/workbook.xml');
  });

  test.each(['pdf', 'csv', 'xlsx'])(
    'every statement of the list comes in one zip of %s files',
    async (kind) => {
      const listed = await heads('period=2026-01&seller=harbor');
      await page.goto('/statements?period=2026-01&seller=harbor');
      await page.getByRole('button', { name: 'Documents' }).click();
      const item = page.getByRole('menuitem', { name: `${kind.toUpperCase()} files in a zip` });
      const { name, bytes } = await pressed(() => item.click());
      expect(name).toMatch(/\.zip$/);
      const files = Object.keys(unzipSync(bytes));
      expect(files).toHaveLength(listed.length);
      expect(files.every((file) => file.endsWith(`.${kind}`))).toBe(true);
    },
  );

  test('a code of the journal is said in the settings, kept, and taken away', async () => {
    await page.goto('/settings');
    const form = page.getByRole('region', { name: 'Files for other systems' });
    const save = async (): Promise<void> => {
      await form.getByRole('button', { name: 'Save' }).click();
    };
    await form.getByRole('button', { name: 'Add a code' }).click();
    const row = form.getByRole('group', { name: 'Code 1' });
    await row.getByLabel('Ledger account').fill('available');
    await row.getByLabel('Code', { exact: true }).fill('2150');
    await save();
    await row.getByRole('alert').getByText('name a ledger account such as').waitFor();
    await row.getByLabel('Ledger account').fill('distributor:*:available');
    await save();
    await page.getByText('Saved.').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    const kept = async () =>
      (await console.example.ask('admin', 'GET', '/settings')).json<{ systems: { accountCodes: object } }>()
        .systems.accountCodes;
    expect(await kept()).toEqual({ 'distributor:*:available': { code: '2150', name: '', taxCode: '' } });
    await page.reload();
    expect(await row.getByLabel('Ledger account').inputValue()).toBe('distributor:*:available');
    await form.getByRole('button', { name: 'Remove code 1' }).click();
    await save();
    await page.getByText('Saved.').waitFor();
    expect(await kept()).toEqual({});
  });

  test('a letterhead shows its logo, is refused at the field, and stands on the next draft’s document', async () => {
    await page.goto('/settings');
    const form = page.getByRole('region', { name: 'Letterhead' });
    await form.getByLabel('Notes').fill('Pay within 14 days, please.');
    const logo = (name: string, mimeType: string, text: string) =>
      form.getByLabel('Logo').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    await logo('logo.png', 'image/png', 'this is no picture');
    await form.getByRole('button', { name: 'Save' }).click();
    await form
      .getByText(/PNG, JPEG or SVG/)
      .and(form.getByRole('alert'))
      .waitFor();
    expect(await form.getByLabel('Notes').inputValue()).toBe('Pay within 14 days, please.');
    await logo('logo.svg', 'image/svg+xml', MARK);
    const shown = form.getByRole('img', { name: 'Logo as it is now' });
    await shown.waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved for drafts and for what is opened from now on.').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await page.reload();
    await shown.waitFor();
    const width = `document.querySelector('[alt="Logo as it is now"]').naturalWidth`;
    expect(await page.evaluate<number>(width)).toBeGreaterThan(0);
    const [draft] = await heads('period=2026-02&state=draft&seller=distributor');
    await page.goto(`/statements/${draft?.id}`);
    const pdf = await pressed(() => page.getByRole('link', { name: 'Download as PDF' }).click());
    expect(await pdfText(pdf.bytes)).toContain('Pay within 14 days, please.');
    const [open] = await heads('period=2026-01&seller=distributor&buyer=harbor');
    await page.goto(`/statements/${open?.id}`);
    const before = await pressed(() => page.getByRole('link', { name: 'Download as PDF' }).click());
    expect(await pdfText(before.bytes)).not.toContain('Pay within 14 days');
  });
});
