import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleService, exampleService, type Reply } from './example-service.ts';

type Credit = {
  readonly id: string;
  readonly amount: string;
  readonly reseller: { readonly id: string } | null;
};

let house: ExampleService;
let credits: Credit[] = [];
/** How often the database was asked in each transaction that was taken back, as a dry run's is. */
const asked: number[] = [];

beforeAll(async () => {
  house = await exampleService('2026-02');
  const listed = async <Item>(path: string): Promise<Item[]> =>
    (await house.ask('admin', 'GET', path)).json<{ items: Item[] }>().items;
  const drafts = await listed<{ id: string }>('/statements?state=draft&limit=500');
  await house.ask('admin', 'POST', '/statements/discard', { body: { ids: drafts.map(({ id }) => id) } });
  credits = await listed<Credit>('/credits?status=assigned&period=2026-02&limit=500');
  const heard = new WeakSet<object>();
  house.book.pool.on('acquire', (connection) => {
    if (heard.has(connection)) return;
    heard.add(connection);
    const query = connection.query.bind(connection) as (...args: unknown[]) => unknown;
    let sinceBegin = 0;
    const listened = (...args: unknown[]): unknown => {
      sinceBegin = args[0] === 'begin' ? 1 : sinceBegin + 1;
      if (args[0] === 'rollback') asked.push(sinceBegin);
      return query(...args);
    };
    connection.query = listened as typeof connection.query;
  });
});

afterAll(() => house.close());

/** How often the database is asked for one request; the first time connections and plans are made ready. */
async function questionsOf(send: Send, many: number): Promise<number> {
  const some = credits.slice(0, many);
  expect(await send(some)).toMatchObject({ status: 200 });
  asked.length = 0;
  const reply = await send(some);
  const { items, count } = reply.json<{ items?: unknown[]; count?: { changed: number } }>();
  expect(items?.length ?? count?.changed).toBe(many);
  expect(asked).toHaveLength(1);
  return asked[0] ?? 0;
}

type Send = (some: readonly Credit[]) => Promise<Reply>;

const samePercentages: Send = (some) =>
  house.ask('admin', 'POST', '/credits/assign-many?dryRun=true', {
    body: {
      ids: some.map(({ id }) => id),
      customerPercent: '0',
      resellerPercent: '0',
      reason: 'agreed',
    },
  });

const tableOfDecisions: Send = (some) => {
  const rows = ['credit_id,by_hand,reason', ...some.map(({ id }) => `${id},distributor=100%,agreed`)];
  const raw = new FormData();
  raw.append('files', new File([rows.join('\n')], 'credits.csv', { type: 'text/csv' }));
  return house.ask('admin', 'POST', '/tables/credits?dryRun=true', { raw });
};

it.each<[string, Send]>([
  ['the same percentages', samePercentages],
  ['a table of decisions', tableOfDecisions],
])('%s asks the book as often for many credits as for one', async (_, send) => {
  expect(credits.length).toBeGreaterThan(5);
  expect(await questionsOf(send, 5)).toBe(await questionsOf(send, 1));
});
