import type { Page } from 'playwright-core';
import { startBrowser } from '../../test/e2e/browser.ts';
import type { Figure } from '../figure.ts';

const FRAMES = 600;
/** Five rows a frame: a hard pull at the wheel. */
const STEP_PX = 240;
const ROW_PX = 48;
const ROUNDS = 3;
/** A limit for a hang, not a measure of speed. */
const LONGEST_MS = 120_000;
const FRAME_MS = 1_000 / 60;
/** Somebody sees it stand still. */
const STUCK_MS = 50;
/** A frame later than this missed its turn; less is the clock's own unsteadiness. */
const LATE_MS = FRAME_MS * 1.5;
/** How much larger a share of late frames may be than that of the empty page: in hundredths. */
const MORE_LATE = 10;
const MORE_STUCK = 2;

type Shares = { readonly late: number; readonly stuck: number; readonly longest: number };

/**
 * Scrolls the credit list in a real browser, and by turns an empty page of as many rows: what the browser itself costs on
 * this machine. Each figure is the share of frames in hundredths.
 */
export async function scrollFigures(firstRunUrl: string, rows: number): Promise<Figure[]> {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await becomeAdmin(page, firstRunUrl);
    await page.goto(`${new URL(firstRunUrl).origin}/credits?period=all`, { timeout: LONGEST_MS });
    await page.getByRole('grid', { name: /^Credits: / }).waitFor({ timeout: LONGEST_MS });
    const empty = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await empty.setContent(emptyPage(rows));
    const list: Shares[] = [];
    const bare: Shares[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await empty.bringToFront();
      bare.push(await scrolled(empty));
      await page.bringToFront();
      list.push(await scrolled(page));
    }
    return [
      figure(`frames later than ${LATE_MS.toFixed(0)} ms`, 'late', list, bare, MORE_LATE),
      figure(`frames later than ${STUCK_MS} ms`, 'stuck', list, bare, MORE_STUCK),
    ];
  } finally {
    await browser.close();
  }
}

async function becomeAdmin(page: Page, firstRunUrl: string): Promise<void> {
  await page.goto(firstRunUrl);
  await page.getByLabel('Your name').fill('bench');
  await page.getByLabel('E-mail').fill('bench@book.example');
  await page.getByLabel('Password').fill('a long enough password');
  await page.getByRole('button', { name: 'Become admin' }).click();
  // Only then the session is there: an address gone to before that would undo it.
  await page
    .getByRole('button', { name: 'Become admin' })
    .waitFor({ state: 'detached', timeout: LONGEST_MS });
}

function emptyPage(rows: number): string {
  return `<div role="grid" style="height:660px;overflow:auto"><div style="height:${rows * ROW_PX}px;
    background:repeating-linear-gradient(#fff 0 47px,#ddd 47px 48px)"></div></div>`;
}

/** Down by so much a frame; the time between two frames is what somebody sees. */
async function scrolled(page: Page): Promise<Shares> {
  const { gaps, moved } = await page.evaluate<{ gaps: number[]; moved: number }>(`new Promise((done) => {
    const box = document.querySelector('[role=grid]');
    const gaps = [];
    box.scrollTop = 0;
    let before = null;
    const frame = (now) => {
      if (before !== null) gaps.push(now - before);
      before = now;
      box.scrollTop += ${STEP_PX};
      if (gaps.length < ${FRAMES}) requestAnimationFrame(frame);
      else done({ gaps, moved: box.scrollTop });
    };
    requestAnimationFrame(frame);
  })`);
  // What stood still would be smooth.
  if (moved < (FRAMES * STEP_PX) / 2) throw new Error(`the list moved ${moved} pixels only`);
  const share = (least: number): number => (100 * gaps.filter((gap) => gap > least).length) / gaps.length;
  return { late: share(LATE_MS), stuck: share(STUCK_MS), longest: Math.max(...gaps) };
}

function figure(
  name: string,
  which: 'late' | 'stuck',
  list: readonly Shares[],
  bare: readonly Shares[],
  more: number,
): Figure {
  const median = (of: readonly Shares[]): number =>
    of.map((one) => one[which]).toSorted((a, b) => a - b)[of.length >> 1] ?? 100;
  const [share, own] = [median(list), median(bare)];
  const longest = Math.max(...list.map((one) => one.longest));
  return {
    name: `scrolling the credit list, ${name}`,
    measured: `${share.toFixed(1)} % (an empty page of as many rows: ${own.toFixed(1)} %)`,
    against: `at most the empty page's and ${more} % more`,
    ofLimit: share / (own + more),
    notes: which === 'stuck' ? [`the longest frame took ${longest.toFixed(0)} ms`] : [],
  };
}
