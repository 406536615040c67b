import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService } from './example-service.ts';

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
    await expectAgreement();
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
});
