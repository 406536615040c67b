import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleService, exampleService } from './example-service.ts';

type Credit = {
  readonly id: string;
  readonly amount: string;
  readonly reseller: { readonly id: string } | null;
};

let house: ExampleService;
let credits: Credit[] = [];
/** Whatever the service asked of the database. */
const asked: string[] = [];

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
    const listened = (...args: unknown[]): unknown => {
      asked.push(String(args[0]));
      return query(...args);
    };
    connection.query = listened as typeof connection.query;
  });
});

afterAll(() => house.close());

/** How often the database is asked for one request; the first time connections and plans are made ready. */
async function questionsOf(path: string, body: (some: readonly Credit[]) => unknown, many: number) {
  const send = () =>
    house.ask('admin', 'POST', `${path}?dryRun=true`, { body: body(credits.slice(0, many)) });
  expect(await send()).toMatchObject({ status: 200 });
  asked.length = 0;
  const reply = await send();
  expect(reply.json<{ items: unknown[] }>().items).toHaveLength(many);
  return asked.length;
}

it.each<[string, string, (some: readonly Credit[]) => unknown]>([
  [
    'the same percentages',
    '/credits/assign-many',
    (some) => ({
      ids: some.map(({ id }) => id),
      customerPercent: '0',
      resellerPercent: '0',
      reason: 'agreed',
    }),
  ],
  [
    'a table of decisions',
    '/credits/import',
    (some) => ({
      csv: [
        'credit_id,customer_amount,reseller_amount,reason',
        ...some.map(({ id }) => `${id},,,agreed`),
      ].join('\n'),
    }),
  ],
])('%s asks the book as often for many credits as for one', async (_, path, body) => {
  expect(credits.length).toBeGreaterThan(5);
  expect(await questionsOf(path, body, 5)).toBe(await questionsOf(path, body, 1));
});
