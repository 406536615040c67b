import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService, type Person } from './example-service.ts';

type Settings = { readonly etag: string; readonly actions: unknown; readonly nameRules: boolean };
type Row = { readonly description: string; readonly rule: string | null };

let house: ExampleService;
let statement = '';

beforeAll(async () => {
  house = await exampleService('2026-01');
  const { items } = (
    await house.ask('admin', 'GET', '/statements?seller=distributor&buyer=harbor&period=2026-01')
  ).json<{ items: { id: string }[] }>();
  statement = items[0]?.id ?? '';
});

afterAll(async () => {
  await house.close();
});

async function ruleOf(who: Person, description: string): Promise<string | null | undefined> {
  const { rows } = (await house.ask(who, 'GET', `/statements/${statement}/breakout`)).json<{ rows: Row[] }>();
  return rows.find((row) => row.description === description)?.rule;
}

async function settle(nameRules: boolean): Promise<void> {
  const { etag, actions: _, ...before } = (await house.ask('admin', 'GET', '/settings')).json<Settings>();
  const body = { ...before, nameRules };
  const reply = await house.ask('admin', 'PUT', '/settings', { body, headers: { 'if-match': etag } });
  expect(reply.status).toBe(200);
}

/** Renames the rule everywhere it is still open to change. */
async function rename(from: string, to: string): Promise<void> {
  const { items } = (await house.ask('admin', 'GET', '/rules')).json<{
    items: { id: string; name: string; etag: string }[];
  }>();
  const rule = items.find((one) => one.name === from);
  const { versions } = (await house.ask('admin', 'GET', `/rules/${rule?.id}`)).json<{
    versions: { terms: object }[];
  }>();
  const body = { ...versions.at(-1)?.terms, name: to };
  const headers = { 'if-match': rule?.etag ?? '' };
  expect((await house.ask('admin', 'PUT', `/rules/${rule?.id}`, { body, headers })).status).toBe(200);
}

describe('the rule in the break-out (T10)', () => {
  it('is named to the distributor and to nobody else until the distributor chooses so', async () => {
    expect(await ruleOf('analyst', 'PoC Sprint Credit')).toBe('Proof of concept');
    expect(await ruleOf('harborUser', 'PoC Sprint Credit')).toBeNull();
  });

  it('is named to the reseller once it is chosen, and silent again once it is not', async () => {
    await settle(true);
    expect(await ruleOf('harborUser', 'PoC Sprint Credit')).toBe('Proof of concept');
    await settle(false);
    expect(await ruleOf('harborUser', 'PoC Sprint Credit')).toBeNull();
  });

  it('keeps the name it had when it divided the credit, whatever it is called today (T9)', async () => {
    await settle(true);
    await rename('Proof of concept', 'Proofs, renamed');
    expect(await ruleOf('harborUser', 'PoC Sprint Credit')).toBe('Proof of concept');
    expect(await ruleOf('admin', 'PoC Sprint Credit')).toBe('Proof of concept');
  });

  it('is not told to another reseller or to a customer, whose statement it is not', async () => {
    for (const who of ['lanternAdmin', 'blueKiln'] as const)
      expect((await house.ask(who, 'GET', `/statements/${statement}/breakout`)).text).not.toContain('Proof');
  });
});
