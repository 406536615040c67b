import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService, type Person, type Reply } from './example-service.ts';

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService('2026-03');
});

afterAll(async () => {
  await house.close();
});

const ACTIVATE = '004471120002';

function answer(remaining: string): string {
  const usd = (currencyAmount: string) => ({ currencyAmount, currencyCode: 'USD' });
  const record = {
    accountId: '004471010001',
    creditId: '99',
    creditType: 'Promotion',
    description: 'MAP 2.0 Credit',
    initialAmount: usd('100'),
    remainingAmount: usd(remaining),
    startDate: 1767225600,
  };
  return JSON.stringify({ credits: [record] });
}

function send(who: Person, files: Readonly<Record<string, string>>, path = ''): Promise<Reply> {
  const raw = new FormData();
  for (const [name, text] of Object.entries(files)) raw.append('files', new Blob([text]), name);
  return house.ask(who, 'POST', `/credit-records/imports${path}`, { raw });
}

type Matches = { matched: number; credits: number; rate: string; items: Record<string, unknown>[] };

describe('AWS’s own records in the service (A6 to A9)', () => {
  it('tell who owns and who used a credit, by name', async () => {
    const matches = (
      await house.ask('analyst', 'GET', '/credit-records/matches?period=2026-03')
    ).json<Matches>();
    expect(matches).toMatchObject({ credits: 18, matched: 16, rate: '88.9' });
    expect(matches.items.find((item) => item['usageAccount'] === ACTIVATE)).toMatchObject({
      ownedBy: 'record',
      ownerAccount: '004471150001',
      owner: { name: 'Salt Meadow Dairy' },
      consumer: { name: 'Amber Loom Textiles' },
    });
  });

  it('stand beside the credit, with both', async () => {
    const list = await house.ask('admin', 'GET', `/credits?period=2026-03&account=${ACTIVATE}`);
    expect(list.json<{ items: unknown[] }>().items[0]).toMatchObject({
      customer: { id: 'amber-loom' },
      consumer: { customer: { id: 'amber-loom' }, reseller: null },
      ownedBy: { account: '004471150001', by: 'record', holder: { customer: { id: 'salt-meadow' } } },
    });
  });

  it('are imported whole, with an audit entry that says what each was and is; the same again changes nothing', async () => {
    expect((await send('admin', { 'a.json': answer('90') })).json()).toMatchObject({
      creditRecords: { added: 1, changed: 0, same: 0 },
      dryRun: false,
    });
    expect((await send('admin', { 'a.json': answer('90') })).json()).toMatchObject({
      creditRecords: { added: 0, changed: 0, same: 1 },
    });
    expect((await send('admin', { 'b.json': answer('80.5') })).json()).toMatchObject({
      creditRecords: { added: 0, changed: 1, same: 0 },
    });
    const audit = await house.ask('auditor', 'GET', '/audit?what=importCreditRecords');
    expect(audit.json<{ items: unknown[] }>().items[0]).toMatchObject({
      before: { records: [{ id: '99', remaining: '90.00' }] },
      after: { records: [{ id: '99', remaining: '80.50' }] },
    });
    const story = (await house.ask('auditor', 'GET', '/credit-records/99')).json<{
      states: { remaining: string }[];
    }>();
    expect(story.states.map((state) => state.remaining)).toEqual(['80.50', '90.00']);
  });

  it('are only tried in a dry run, and nothing of a faulty answer is kept', async () => {
    expect((await send('admin', { 'c.json': answer('1') }, '?dryRun=true')).json()).toMatchObject({
      creditRecords: { changed: 1 },
      dryRun: true,
    });
    const refused = await send('admin', { 'c.json': answer('1'), 'd.json': '{"credits": [{}]}' });
    expect(refused.status).toBe(422);
    expect(refused.json<{ errors: { field: string }[] }>().errors[0]?.field).toContain('d.json');
    const now = (await house.ask('admin', 'GET', '/credit-records/99')).json();
    expect(now).toMatchObject({ record: { remaining: '80.50' } });
  });

  it('divide for the owner by a rule, and the buyer reads its own account only', async () => {
    const rules = (await house.ask('admin', 'GET', '/rules')).json<{ items: Record<string, unknown>[] }>();
    const terms = rules.items.find((rule) => rule['id'] === 'activate');
    const keys =
      'name description match customerPercent resellerPercent firstPeriod lastPeriod customers resellers services note active';
    const given = Object.fromEntries(keys.split(' ').map((key) => [key, terms?.[key]]));
    const body = { terms: { ...given, forWhom: 'owner' }, ruleId: 'activate', periods: 1 };
    const test = (await house.ask('analyst', 'POST', '/rules/backtest', { body })).json<{
      rows: unknown[];
    }>();
    expect(test.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ party: 'amber-loom', difference: '-12.00' }),
        expect.objectContaining({ party: 'salt-meadow', difference: '12.00' }),
      ]),
    );
  });

  it.each<Person>(['harborAdmin', 'harborUser', 'blueKiln'])(
    'are nobody else’s: not %s’s',
    async (person) => {
      for (const path of ['/credit-records', '/credit-records/matches', '/credit-records/99'])
        expect((await house.ask(person, 'GET', path)).status).toBe(403);
      expect((await send(person, { 'a.json': answer('1') })).status).toBe(403);
    },
  );

  it('have no right in the database for the role that portals read as', async () => {
    const { rows } = await house.book.pool.query(
      "select t, has_table_privilege('creditbook_viewer', t, 'select') as may from unnest(array['credit_records', 'drawdowns']) t",
    );
    expect(rows).toEqual([
      { t: 'credit_records', may: false },
      { t: 'drawdowns', may: false },
    ]);
  });
});
