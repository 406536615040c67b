import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Found = {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
};

const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe calls serious or critical on the page as it stands; in another theme only its colours differ. */
export async function seriousOn(
  page: Page,
  only: 'everything' | 'colours' = 'everything',
): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  // Two frames later a change of theme has been painted.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const options = {
    resultTypes: ['violations'],
    runOnly: only === 'colours' ? ['color-contrast'] : EVERYTHING,
  };
  const found = await page.evaluate<Found[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((run) => run.violations)`,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** By how many pixels the page is wider than its window. */
export async function tooWide(page: Page): Promise<number> {
  return await page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - window.innerWidth)');
}

/** The screen is there once nothing is being read any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Runs in every page from its start: adds up by how much what is seen was pushed about without anybody's doing. */
export const WATCH_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map(({ node }) => {
        const element = node instanceof Element ? node : node?.parentElement;
        return (element?.tagName ?? '?') + ' ' + (element?.textContent ?? '').slice(0, 40);
      });
      window.shifts.push({ value: entry.value, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** The cumulative layout shift of the page so far, and what moved. */
export async function shiftOf(page: Page): Promise<{ sum: number; moved: string[] }> {
  const shifts =
    await page.evaluate<readonly { readonly value: number; readonly moved: readonly string[] }[]>(
      'window.shifts',
    );
  return {
    sum: shifts.reduce((all, { value }) => all + value, 0),
    moved: shifts.flatMap(({ value, moved }) => moved.map((what) => `${value.toFixed(4)} ${what}`)),
  };
}
