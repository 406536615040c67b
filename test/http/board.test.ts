import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billingFiles } from '../../src/adapters/billing-files/billing-files.ts';
import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import { holdersOf } from '../../src/application/parties/holders-of.ts';
import { creditViewsOn } from '../../src/application/views/credit-view.ts';
import { lineTypesOf } from '../../src/domain/line-item/line-type.ts';
import { billablePeriod } from '../../src/domain/statement/billable.ts';
import { type ExampleService, exampleService } from './example-service.ts';

const DESK = { compileRegex: compileLinearRegex, billingFiles: billingFiles() };

type Credit = {
  readonly id: string;
  readonly status: string;
  readonly heldBecause: string | null;
  readonly stale: boolean;
  readonly flagged: boolean;
};
type Step = {
  readonly step: string;
  readonly done: number;
  readonly of: number;
  readonly blockers: readonly { readonly code: string; readonly count: number }[];
};

const PERIODS = ['2026-01', '2026-02', '2026-03'];

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService();
});

afterAll(async () => {
  await house.close();
});

/** What the board must say, worked out from every credit's own view. */
async function expectedOf(period: string) {
  const { items, next } = (await house.ask('admin', 'GET', `/credits?period=${period}&limit=500`)).json<{
    items: Credit[];
    next: string | null;
  }>();
  expect(next).toBe(null);
  const waiting = items.filter((one) => one.status === 'pending' || one.status === 'estimated');
  const held = Map.groupBy(waiting, (one) => one.heldBecause ?? 'not-yet-assigned');
  const review = items.filter((one) => one.stale || one.flagged).length;
  return {
    credits: { done: items.length - waiting.length, of: items.length },
    held: Object.fromEntries([...held].map(([because, of]) => [because, of.length])),
    reviewed: { done: items.length - review, of: items.length },
  };
}

async function boardOf(period: string) {
  const { steps } = (await house.ask('admin', 'GET', `/periods/${period}/board`)).json<{ steps: Step[] }>();
  const step = (name: string) => steps.find((one) => one.step === name);
  const counts = (name: string) => ({ done: step(name)?.done, of: step(name)?.of });
  return {
    credits: counts('credits'),
    held: Object.fromEntries((step('credits')?.blockers ?? []).map(({ code, count }) => [code, count])),
    reviewed: counts('reviewed'),
  };
}

async function expectAgreement(): Promise<number> {
  let review = 0;
  for (const period of PERIODS) {
    const expected = await expectedOf(period);
    expect(expected.credits.of).toBeGreaterThan(0);
    expect({ period, ...(await boardOf(period)) }).toEqual({ period, ...expected });
    review += expected.reviewed.of - expected.reviewed.done;
  }
  return review;
}

describe('the board of a billing period', () => {
  it('counts what each credit says of itself', async () => {
    expect(await expectAgreement()).toBe(0);
    await expectSameWaiting();
  });

  it('counts credits as stale once their account belonged to somebody else', async () => {
    const { items: drafts } = (
      await house.ask('admin', 'GET', '/statements?state=draft&period=2026-03&limit=500')
    ).json<{ items: { id: string }[] }>();
    const discarded = await house.ask('admin', 'POST', '/statements/discard', {
      body: { ids: drafts.map((draft) => draft.id) },
    });
    expect(discarded.status).toBe(200);
    const before = await expectAgreement();
    const { items } = (
      await house.ask('admin', 'GET', '/credits?period=2026-03&status=assigned&customer=blue-kiln&limit=500')
    ).json<{ items: { usageAccount: string }[] }>();
    const { rowCount } = await house.book.pool.query(
      "update account_tenures set customer_id = 'salt-meadow' where usage_account = $1",
      [items[0]?.usageAccount],
    );
    expect(rowCount).toBe(1);
    expect(await expectAgreement()).toBeGreaterThan(before);
  });

  it('counts credits as stale once their rules say something else', async () => {
    const before = await expectAgreement();
    const rules = (await house.ask('admin', 'GET', '/rules')).json<{
      items: { id: string; etag: string }[];
    }>();
    for (const { id, etag } of rules.items.filter((_rule, at) => at % 2 === 0)) {
      const off = await house.ask('admin', 'POST', `/rules/${id}/deactivation`, {
        body: {},
        headers: { 'if-match': etag },
      });
      expect(off.status).toBe(200);
    }
    expect(await expectAgreement()).toBeGreaterThan(before);
  });

  it('counts what a rule divides for the owner of a credit, whose account nobody holds', async () => {
    const { items } = (await house.ask('admin', 'GET', '/rules')).json<{
      items: Record<string, unknown>[];
    }>();
    const taken = ['place', 'behind', 'placeReason', 'lint', 'etag', 'actions', 'id', 'version', 'createdAt'];
    for (const rule of items) {
      const terms = Object.fromEntries(Object.entries(rule).filter(([name]) => !taken.includes(name)));
      const edited = await house.ask('admin', 'PUT', `/rules/${rule['id']}`, {
        body: { ...terms, forWhom: 'owner' },
        headers: { 'if-match': String(rule['etag']) },
      });
      expect(edited.status).toBe(200);
    }
    await expectAgreement();
    const run = await house.ask('admin', 'POST', '/credits/assign', { body: { period: '2026-03' } });
    expect(run.status).toBe(200);
    expect(await expectAgreement()).toBeGreaterThan(0);
  });

  it('counts as unmapped and waiting what the law says, whoever holds which account', async () => {
    const before = await expectSameWaiting();
    await house.book.pool.query(
      `update account_tenures set ends = '2026-02-15' where customer_id = 'red-anvil' and ends is null`,
    );
    await house.book.pool.query(`delete from account_tenures where customer_id = 'grey-heron'`);
    expect(await expectSameWaiting()).toBeGreaterThan(before);
  });
});

/**
 * Credits that wait and what belongs to nobody are counted in the database: the same as what each credit says of itself
 * and what the law makes of each charge (P2, P3, P4). How many of both.
 */
async function expectSameWaiting(): Promise<number> {
  const book = postgresBook(house.book.pool);
  return book.read(async (shelves) => {
    const every = 100_000;
    const views = await creditViewsOn({ ...DESK, book }, shelves, {});
    const waits = views.filter(
      ({ status, flagged, exact, amount }) =>
        flagged ||
        ((status === 'pending' || status === 'estimated') && /[1-9]/.test(amount) && /[1-9]/.test(exact)),
    );
    const waiting = await shelves.waiting.credits(null, every);
    expect(waiting.first.map(({ credit }) => credit.id).sort()).toEqual(waits.map(({ id }) => id).sort());
    const lost = await shelves.waiting.unmapped(null, lineTypesOf('charge'), every);
    expect(lost.first).toHaveLength(lost.count);
    const holders = await holdersOf(shelves);
    const charges = await shelves.deliveries.charges(PERIODS);
    const { unmapped } = billablePeriod(charges, holders);
    const credits = views.filter(
      (view) => view.kind === 'credit' && holders.ofCredit(view.usageAccount, view.period) === null,
    );
    const placed = (one: { period: string; usageAccount: string; currency: string }): string =>
      `${one.period} ${one.usageAccount} ${one.currency}`;
    expect([...new Set(lost.first.filter(isCharges).map(placed))]).toEqual(
      [...new Set(unmapped.map(placed))].sort(),
    );
    expect(
      lost.first
        .filter((one) => !isCharges(one))
        .map(placed)
        .sort(),
    ).toEqual(credits.map(placed).sort());
    return waiting.count + lost.count;
  });
}

function isCharges(one: { readonly description: string | null }): boolean {
  return one.description === null;
}
