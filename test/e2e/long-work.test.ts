import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONTHS } from '../http/example-service.ts';
import { settled } from './accessible.ts';
import { type Console, startConsole } from './console.ts';

const AZURE = join(MONTHS, '2026-02/cur/azure/focus-2026-02.csv');

describe('an import', () => {
  let console: Console;
  beforeAll(async () => {
    console = await startConsole('2026-01');
  });
  afterAll(async () => {
    await console.close();
  });

  test('goes on when its tab is closed, and is there with its result afterwards', async () => {
    const page = await console.signIn('admin');
    await page.goto('/deliveries');
    await page.getByRole('button', { name: 'Import files' }).click();
    expect(
      await page.getByRole('button', { name: 'Import', exact: true }).getAttribute('aria-disabled'),
    ).toBe('true');
    await page.getByLabel('Files', { exact: true }).setInputFiles(AZURE);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.context().close();
    const again = await console.signIn('admin');
    await again.goto('/deliveries');
    await settled(again);
    await again.getByRole('region', { name: 'Long work' }).getByText('Done').waitFor();
    await again.getByRole('row', { name: /February 2026.*Azure/ }).waitFor();
  });
});
