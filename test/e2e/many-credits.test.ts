import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Console, startConsole } from './console.ts';

const CREDITS = 2_500;
/** Those in sight at 900 px of height, and those kept ready above and below them. */
const MOST_ROWS = 60;
const TURNS = 2_000;

describe('a long credit list', () => {
  let console: Console;
  beforeAll(async () => {
    console = await startConsole('2026-01');
    await console.example.book.pool.query(
      `insert into credits (credit_id, cloud, payer_account, period, usage_account, service, description, owner_account,
         currency, line_type, kind, exact, lines, final, booked_exact)
       select 'crd-many-' || lpad(n::text, 5, '0'), 'AWS', '004471000000', '2026-01', '004471010001', 'AmazonEC2',
         'Made credit ' || lpad(n::text, 5, '0'), null, 'USD', 'Credit', 'credit', -n, 1, true, null
       from generate_series(1, ${CREDITS}) n`,
    );
  });
  afterAll(async () => {
    await console.close();
  });

  test('reads on while it is scrolled, to the very last one, and keeps only the rows in sight', async () => {
    const page = await console.signIn('admin');
    await page.goto('/credits?period=2026-01&description=made+credit&sort=amount');
    const grid = page.getByRole('grid', { name: 'Credits: 2,500' });
    await grid.waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(CREDITS + 1));
    await grid.focus();
    const rows: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      await page.keyboard.press('End');
      rows.push(await grid.getByRole('row').count());
      if ((await grid.getByText('Made credit 02500').count()) > 0) break;
    }
    await grid.getByText('Made credit 02500').waitFor();
    expect(await grid.getByText('$2,500.00').count()).toBe(1);
    expect(Math.max(...rows)).toBeLessThan(MOST_ROWS);
    await page.keyboard.press('Home');
    await grid.getByText('Made credit 00001').waitFor();
    expect(await grid.getByRole('row').count()).toBeLessThan(MOST_ROWS);
  });
});
