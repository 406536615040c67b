import type { Page } from 'playwright-core';

const FAR_ENOUGH = 160;
/** What the focused element is called, as far as the page itself says it. */
const FOCUSED = `(() => {
  const focused = document.activeElement;
  const label = focused?.labels?.[0]?.textContent;
  return focused?.getAttribute('aria-label') ?? (label || focused?.textContent || '');
})()`;

/** Presses Tab until what has the focus is called so; a mouse is never used. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let press = 0; press < FAR_ENOUGH; press += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate<string>(FOCUSED);
    if (typeof name === 'string' ? found.trim() === name : name.test(found)) return;
  }
  throw new Error(`${FAR_ENOUGH} presses of Tab did not reach ${String(name)} on ${page.url()}`);
}

export async function pressAt(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}
