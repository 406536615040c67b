import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService } from './example-service.ts';

type Listed = {
  readonly id: string;
  readonly status: string;
  readonly period: string;
  readonly amount: string;
  readonly customer: { readonly id: string } | null;
  readonly reseller: { readonly id: string } | null;
};
type Page = { readonly items: Listed[]; readonly next: string | null };

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService();
});

afterAll(async () => {
  await house.close();
});

async function all(query: string, limit = 500): Promise<Listed[]> {
  const found: Listed[] = [];
  let cursor = '';
  for (;;) {
    const page = (await house.ask('analyst', 'GET', `/credits?limit=${limit}${query}${cursor}`)).json<Page>();
    found.push(...page.items);
    if (page.next === null) return found;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}

describe('the credit list', () => {
  it.each(['estimated', 'pending', 'assigned', 'processing', 'processed'])(
    'filtered by %s holds exactly the credits that have that status',
    async (status) => {
      const whole = await all('');
      const listed = await all(`&status=${status}`);
      expect(listed.map((one) => one.id).toSorted()).toEqual(
        whole
          .filter((one) => one.status === status)
          .map((one) => one.id)
          .toSorted(),
      );
      const sums = (await house.ask('analyst', 'GET', `/credits/sums?status=${status}`)).json<{
        count: number;
      }>();
      expect(sums.count).toBe(listed.length);
    },
  );

  it.each(['period', '-period', 'amount', '-amount', 'description', 'account', 'service'])(
    'sorted by %s comes page by page with every credit once',
    async (sort) => {
      const whole = await all('');
      const paged = await all(`&sort=${sort}`, 7);
      expect(paged.map((one) => one.id).toSorted()).toEqual(whole.map((one) => one.id).toSorted());
      const amounts = paged.map((one) => BigInt(one.amount.replace('.', '')));
      const down = amounts.every((amount, at) => at === 0 || amount <= (amounts[at - 1] ?? 0n));
      const up = amounts.every((amount, at) => at === 0 || amount >= (amounts[at - 1] ?? 0n));
      expect({ down, up }).toEqual({ down: sort === '-amount', up: sort === 'amount' });
    },
  );

  it('filtered by customer or reseller holds its credits, those that still wait too', async () => {
    const whole = await all('');
    for (const customer of ['blue-kiln', 'tall-mast', 'grey-heron']) {
      const listed = await all(`&customer=${customer}`);
      expect(listed.map((one) => one.id).toSorted()).toEqual(
        whole
          .filter((one) => one.customer?.id === customer)
          .map((one) => one.id)
          .toSorted(),
      );
      expect(listed.length).toBeGreaterThan(0);
    }
    const ofLantern = await all('&reseller=lantern');
    expect(ofLantern.map((one) => one.id).toSorted()).toEqual(
      whole
        .filter((one) => one.reseller?.id === 'lantern')
        .map((one) => one.id)
        .toSorted(),
    );
  });

  it('of a period shows everything older that still waits, when asked to', async () => {
    const listed = await all('&period=2026-03&older=true');
    const older = listed.filter((one) => one.period < '2026-03');
    expect(older.length).toBeGreaterThan(0);
    expect(older.every((one) => one.status === 'pending' || one.status === 'estimated')).toBe(true);
  });

  it('is exported with as many rows as it holds', async () => {
    const csv = await house.ask('auditor', 'GET', '/tables/credits?period=2026-02');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.text.trim().split('\r\n').length - 1).toBe((await all('&period=2026-02')).length);
  });
});
