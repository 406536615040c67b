import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService, type Person } from './example-service.ts';

type Settings = {
  readonly etag: string;
  readonly actions: unknown;
  readonly cautions: unknown;
  readonly nameRules: boolean;
};
type Item = { readonly id: string; readonly etag: string; readonly name: string };
type Row = { readonly description: string; readonly rule: string | null };

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService('2026-01');
});

afterAll(async () => {
  await house.close();
});

/** The id of the distributor's live statement of a month to Harbor. */
function lumpOf(period: string): Promise<string> {
  return liveOf(`seller=distributor&buyer=harbor&period=${period}`);
}

async function liveOf(query: string): Promise<string> {
  const path = `/statements?${query}`;
  const { items } = (await house.ask('admin', 'GET', path)).json<{ items: (Item & { state: string })[] }>();
  return items.find((one) => one.state !== 'void')?.id ?? '';
}

/** What a viewer reads of a statement on the screen, in its break-out and on paper. */
async function told(who: Person, id: string): Promise<string[]> {
  const replies = await Promise.all(
    ['', '/breakout', '/document.csv'].map((part) => house.ask(who, 'GET', `/statements/${id}${part}`)),
  );
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
  return replies.map((reply) => reply.text);
}

async function ruleOf(who: Person, id: string): Promise<string | null | undefined> {
  const { rows } = (await house.ask(who, 'GET', `/statements/${id}/breakout`)).json<{ rows: Row[] }>();
  return rows.find((row) => row.description === 'PoC Sprint Credit')?.rule;
}

async function post(path: string, body: object): Promise<void> {
  const { status, text } = await house.ask('admin', 'POST', path, { body });
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
}

async function settle(nameRules: boolean): Promise<void> {
  const {
    etag,
    actions: _,
    cautions: _lacks,
    ...before
  } = (await house.ask('admin', 'GET', '/settings')).json<Settings>();
  const body = { ...before, nameRules };
  const reply = await house.ask('admin', 'PUT', '/settings', { body, headers: { 'if-match': etag } });
  expect(reply.status).toBe(200);
}

/** Renames the rule everywhere it is still open to change. */
async function rename(from: string, to: string): Promise<void> {
  const { items } = (await house.ask('admin', 'GET', '/rules')).json<{ items: Item[] }>();
  const rule = items.find((one) => one.name === from);
  const { versions } = (await house.ask('admin', 'GET', `/rules/${rule?.id}`)).json<{
    versions: { terms: object }[];
  }>();
  const body = { ...versions.at(-1)?.terms, name: to };
  const headers = { 'if-match': rule?.etag ?? '' };
  expect((await house.ask('admin', 'PUT', `/rules/${rule?.id}`, { body, headers })).status).toBe(200);
}

/** Drafts January anew after its statements to Harbor and by it were voided. */
async function draftAnew(): Promise<string> {
  await post('/statements/void', { ids: [await lumpOf('2026-01')], reason: 'to be told anew' });
  await post('/statements/generate', { period: '2026-01' });
  return lumpOf('2026-01');
}

describe('an open statement tells for ever what it told when it was opened, on screen and on paper (T9, T10)', () => {
  it('without the rules, where the distributor did not choose to name them then', async () => {
    const lump = await lumpOf('2026-01');
    expect(await ruleOf('harborUser', lump)).toBeNull();
    await settle(true);
    for (const who of ['harborUser', 'analyst'] as const) {
      expect(await ruleOf(who, lump)).toBeNull();
      expect((await told(who, lump)).join()).not.toContain('Proof of concept');
    }
  });

  it('with the names of then, whatever customer and rule are called today and whether rules are named or not', async () => {
    const lump = await draftAnew();
    expect(await ruleOf('admin', lump)).toBe('Proof of concept');
    await post('/statements/open', { ids: [lump] });
    const before = { harbor: await told('harborUser', lump), admin: await told('admin', lump) };
    for (const text of before.harbor.slice(1)) {
      expect(text).toContain('Proof of concept');
      expect(text).toContain('Blue Kiln Pottery');
    }
    await rename('Proof of concept', 'Proofs, renamed');
    await settle(false);
    const { customer } = (await house.ask('admin', 'GET', '/customers/blue-kiln')).json<{ customer: Item }>();
    const renamed = await house.ask('admin', 'PATCH', '/customers/blue-kiln', {
      body: { name: 'Red Kiln' },
      headers: { 'if-match': customer.etag },
    });
    expect(renamed.status).toBe(200);
    expect({ harbor: await told('harborUser', lump), admin: await told('admin', lump) }).toEqual(before);
  });

  it('with what was passed on then, whatever the reseller takes back afterwards', async () => {
    const lump = await lumpOf('2026-01');
    const before = await told('harborUser', lump);
    const sold = await liveOf('seller=harbor&buyer=blue-kiln&period=2026-01');
    await post('/statements/void', { ids: [sold], reason: 'its credit is taken back' });
    const { items } = (await house.ask('harborAdmin', 'GET', '/grants?limit=500')).json<{
      items: (Item & { seller: { id: string }; source: string; available: string })[];
    }>();
    const left = items.find(
      (one) => one.seller.id === 'harbor' && one.source === 'credit' && one.available !== '0.00',
    );
    const taken = await house.ask('harborAdmin', 'POST', `/grants/${left?.id}/withdrawal`, {
      body: { reason: 'not earned' },
      headers: { 'if-match': left?.etag ?? '' },
    });
    expect(taken.status).toBe(200);
    expect(await told('harborUser', lump)).toEqual(before);
  });

  it('and tells nothing of it to another reseller or to a customer', async () => {
    const lump = await lumpOf('2026-01');
    const statuses = await Promise.all(
      (['lanternAdmin', 'blueKiln'] as const).map((who) =>
        house.ask(who, 'GET', `/statements/${lump}/breakout`).then((reply) => reply.status),
      ),
    );
    expect(statuses).toEqual([404, 403]);
  });
});

it('a statement with charges of a closed month, in which its buyer has none, can be read (N4)', async () => {
  await post('/periods/2026-01/close', { reason: 'the test is over it' });
  await post('/statements/void', { ids: [await lumpOf('2026-01')], reason: 'it was wrong' });
  await post('/statements/generate', { period: '2026-02' });
  const reply = await house.ask('admin', 'GET', `/statements/${await lumpOf('2026-02')}`);
  expect(reply.status).toBe(200);
  const { adjustmentLines } = reply.json<{ adjustmentLines: object[] }>();
  expect(adjustmentLines[0]).toMatchObject({ originalPeriod: '2026-01', originalStatement: null });
});
