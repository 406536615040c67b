import type { Page } from 'playwright-core';

const FAR_ENOUGH = 160;

/** Presses Tab until what has the focus is called so; a mouse is never used. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let press = 0; press < FAR_ENOUGH; press += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null) return '';
      const labels = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement ? [...(focused.labels ?? [])] : [];
      return focused.getAttribute('aria-label') ?? (labels[0]?.textContent || focused.textContent || '');
    });
    if (typeof name === 'string' ? found.trim() === name : name.test(found)) return;
  }
  throw new Error(`${FAR_ENOUGH} presses of Tab did not reach ${String(name)} on ${page.url()}`);
}

export async function pressAt(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}
