import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleService, exampleService, type Person } from './example-service.ts';

type Item = Record<string, unknown> & { readonly id: string };
type Row = {
  readonly customer: { readonly id: string } | null;
  readonly description: string;
  readonly amount: string;
  readonly passedOn: string;
};

let house: ExampleService;

const items = async (path: string): Promise<Item[]> =>
  (await house.ask('admin', 'GET', path)).json<{ items: Item[] }>().items;

async function post(path: string, body: object): Promise<void> {
  const { status, text } = await house.ask('admin', 'POST', path, { body });
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
}

// Copper Fern's 20.00 of March, 8.00 its own and 8.00 Harbor's, which February's statement tells already; then divided
// by a person among customers of two resellers.
beforeAll(async () => {
  house = await exampleService('2026-03');
  const drafts = (await items('/statements?period=2026-03&state=draft')).map(({ id }) => id);
  await post('/statements/discard', { ids: drafts });
  const assigned = await items('/credits?status=assigned&period=2026-03');
  const credit = assigned.find((one) => one['description'] === 'PoC Sprint Credit');
  const parts = [
    { party: 'blue-kiln', amount: '8.00' },
    { party: 'copper-fern', amount: '4.00' },
    { party: 'harbor', amount: '2.00' },
    { party: 'red-anvil', amount: '5.00' },
  ];
  await post(`/credits/${credit?.id}/assignment`, { parts, reason: 'shared' });
  await post('/statements/generate', { period: '2026-03', useCredits: true });
  const anew = (await items('/statements?state=draft')).map(({ id }) => id);
  await post('/statements/open', { ids: anew });
});

afterAll(async () => {
  await house.close();
});

/** What a reseller's person reads of that credit under the statement of the distributor. */
async function told(reseller: string, who: Person) {
  const [statement] = await items(`/statements?seller=distributor&buyer=${reseller}&period=2026-03`);
  const reply = await house.ask(who, 'GET', `/statements/${statement?.id}/breakout`);
  const rows = reply.json<{ rows: Row[] }>().rows.filter((row) => row.description === 'PoC Sprint Credit');
  const parts = rows.map((row) => [row.customer?.id ?? null, row.amount, row.passedOn]);
  return { parts, text: reply.text };
}

it('a credit of several customers is broken out to each reseller by its own customers, and names no other’s (T10)', async () => {
  const harbor = await told('harbor', 'harborUser');
  expect(harbor.parts).toEqual([
    ['blue-kiln', '8.00', '8.00'],
    ['copper-fern', '-4.00', '-4.00'],
    [null, '-6.00', '0.00'],
  ]);
  const lantern = await told('lantern', 'lanternAdmin');
  expect(lantern.parts).toEqual([['red-anvil', '5.00', '5.00']]);
  expect(harbor.text).not.toContain('red-anvil');
  expect(lantern.text).not.toMatch(/blue-kiln|copper-fern/);
  expect((await told('lantern', 'admin')).parts).toEqual(lantern.parts);
});
