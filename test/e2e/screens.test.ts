import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousOn, settled, shiftOf, tooWide } from './accessible.ts';
import { BUILT, type Console, type Person, startConsole } from './console.ts';

const FIRST_LOAD_BYTES = 200_000;
/** What nobody notices: a table that makes room for a longer name. */
const LEAST_SHIFT = 0.01;
const SCREENS: readonly (readonly [Person, readonly string[]])[] = [
  [
    'admin',
    [
      '/',
      '/credits',
      '/rules',
      '/rules/new',
      '/customers',
      '/customers/blue-kiln/credits',
      '/customers/blue-kiln/statements',
      '/customers/blue-kiln/accounts',
      '/customers/blue-kiln/prices',
      '/customers/blue-kiln/details',
      '/resellers',
      '/resellers/harbor?period=2026-01',
      '/statements',
      '/statements/generate',
      '/deliveries',
      '/deliveries/records',
      '/deliveries/sources',
      '/checks',
      '/audit',
      '/people',
      '/settings',
    ],
  ],
  ['reseller', ['/customers', '/statements', '/my/statements', '/my/credits', '/people', '/settings']],
  ['customer', ['/my/statements', '/my/credits']],
];

describe('every screen', () => {
  let console: Console;
  beforeAll(async () => {
    console = await startConsole();
  });
  afterAll(async () => {
    await console.close();
  });

  test.each(SCREENS)(
    'of the %s has nothing that axe calls serious, in light and in dark, and nothing jumps while it comes',
    async (person, paths) => {
      const found: string[] = [];
      const page = await console.signIn(person);
      const faults = faultsOf(page);
      // Signing in left the pointer where rows are: a row that is pointed at is not how a screen rests.
      await page.mouse.move(0, 0);
      for (const path of paths) {
        await page.goto(path);
        await settled(page);
        const { sum, moved } = await shiftOf(page);
        if (sum >= LEAST_SHIFT) found.push(`${path} jumps: ${moved.join('; ')}`);
        found.push(...(await seriousOn(page)).map((one) => `${path} light: ${one}`));
        await page.emulateMedia({ colorScheme: 'dark' });
        found.push(...(await seriousOn(page, 'colours')).map((one) => `${path} dark: ${one}`));
        await page.emulateMedia({ colorScheme: 'light' });
      }
      expect([...found, ...faults]).toEqual([]);
      await page.context().close();
    },
  );

  test.each<[Person, string]>([
    ['customer', '/my/statements'],
    ['customer', '/my/credits'],
    ['reseller', '/my/statements'],
    ['reseller', '/my/credits'],
  ])('of the portal fits 360 px for the %s: %s', async (person, path) => {
    const page = await console.signIn(person, { width: 360 });
    await page.goto(path);
    await settled(page);
    const { sum } = await shiftOf(page);
    expect({
      wider: await tooWide(page),
      serious: await seriousOn(page),
      jumps: sum >= LEAST_SHIFT,
    }).toEqual({ wider: 0, serious: [], jumps: false });
    await page.context().close();
  });

  test.each<[Person]>([['customer'], ['reseller']])('a statement fits 360 px for the %s', async (person) => {
    const page = await console.signIn(person, { width: 360 });
    await page.goto('/my/statements');
    await page
      .getByRole('link', { name: /No\. \d+/ })
      .first()
      .click();
    await page.getByRole('article', { name: 'Statement' }).waitFor();
    await settled(page);
    expect({ wider: await tooWide(page), serious: await seriousOn(page) }).toEqual({ wider: 0, serious: [] });
    await page.context().close();
  });

  test('is reached from the palette by keyboard alone', async () => {
    const page = await console.signIn('admin');
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Blue Kiln');
    await page
      .getByRole('option', { name: /Blue Kiln Pottery/ })
      .first()
      .waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Blue Kiln Pottery' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/customers/blue-kiln/credits');
  });

  test('needs less than 200 kB, gzipped, before a chart is shown', async () => {
    const page = await console.open('/sign-in');
    await settled(page);
    const loaded = await page.evaluate<string[]>(
      "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)",
    );
    const sizes = ['/index.html', ...new Set(loaded.filter((path) => !path.startsWith('/api/')))].map(
      (path) => gzipSync(readFileSync(join(BUILT, path))).length,
    );
    const sum = sizes.reduce((all, size) => all + size, 0);
    expect(loaded.filter((path) => path.includes('chart'))).toEqual([]);
    expect(sizes.length).toBeGreaterThan(3);
    expect(sum).toBeLessThan(FIRST_LOAD_BYTES);
    expect(readdirSync(join(BUILT, 'assets')).some((name) => name.includes('chart'))).toBe(true);
  });
});

/** What the page itself complains of: an error in a script, or something the strict CSP stopped. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (said) => {
    if (said.type() === 'error') faults.push(`${page.url()}: ${said.text()}`);
  });
  return faults;
}
