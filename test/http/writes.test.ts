import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService } from './example-service.ts';

type Item = {
  readonly id: string;
  readonly etag: string;
  readonly period: string;
  readonly [name: string]: unknown;
};

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService('2026-01');
});

afterAll(async () => {
  await house.close();
});

async function items(path: string): Promise<Item[]> {
  return (await house.ask('admin', 'GET', path)).json<{ items: Item[] }>().items;
}

async function count(table: string): Promise<number> {
  const { rows } = await house.book.pool.query<{ count: string }>(`select count(*) from ${table}`);
  return Number(rows[0]?.count);
}

const GRANT = {
  seller: 'harbor',
  buyer: 'blue-kiln',
  amount: '100.00',
  currency: 'USD',
  comment: 'AWS, 004471010001, welcome',
};

describe('Add Credit (L6)', () => {
  it.each([
    ['1,000', /comma/],
    ['-5', /above zero/],
    ['', /write an amount/],
    ['0', /above zero/],
    ['1e3', /exponent/],
    ['1.005', /2 decimals/],
    ['$5', /only digits/],
  ])('refuses %j at its field, with what was seen and what to do', async (amount, says) => {
    const before = await count('entries');
    const reply = await house.ask('harborUser', 'POST', '/grants', { body: { ...GRANT, amount } });
    expect(reply.status).toBe(422);
    const [error] = reply.json<{ errors: { field: string; seen: string; todo: string }[] }>().errors;
    expect(error?.field).toBe('amount');
    expect(error?.todo).toMatch(says);
    expect(await count('entries')).toBe(before);
  });

  it('saves 100.00 and answers with the entry and the balance; a dry run answers the same and keeps nothing', async () => {
    const before = await count('grants');
    const tried = await house.ask('harborUser', 'POST', '/grants?dryRun=true', { body: GRANT });
    expect(tried.status).toBe(201);
    expect(await count('grants')).toBe(before);
    const added = await house.ask('harborUser', 'POST', '/grants', { body: GRANT });
    const answer = added.json<{ grant: Item; balance: { available: string }; dryRun: boolean }>();
    expect(answer.grant['granted']).toBe('100.00');
    expect(answer.balance.available).toBe(tried.json<{ balance: { available: string } }>().balance.available);
    expect(answer.dryRun).toBe(false);
    expect(await count('grants')).toBe(before + 1);
  });

  it('cannot be given in another seller’s name, nor to a buyer of another', async () => {
    expect((await house.ask('lanternAdmin', 'POST', '/grants', { body: GRANT })).status).toBe(404);
    expect(
      (
        await house.ask('harborUser', 'POST', '/grants', {
          body: { ...GRANT, seller: 'distributor', buyer: 'harbor' },
        })
      ).status,
    ).toBe(404);
    expect(
      (await house.ask('harborUser', 'POST', '/grants', { body: { ...GRANT, buyer: 'grey-heron' } })).status,
    ).toBe(422);
  });
});

describe('asked twice', () => {
  it('the same key and body answers as the first time and does nothing more', async () => {
    const options = { body: { ...GRANT, amount: '7.00' }, headers: { 'idempotency-key': 'once' } };
    const first = await house.ask('harborUser', 'POST', '/grants', options);
    const before = [await count('grants'), await count('audit_log')];
    const again = await house.ask('harborUser', 'POST', '/grants', options);
    expect(again.json()).toEqual(first.json());
    expect([await count('grants'), await count('audit_log')]).toEqual(before);
  });

  it('the same key with another body is refused, and both are shown', async () => {
    const ask = (amount: string) =>
      house.ask('harborUser', 'POST', '/grants', {
        body: { ...GRANT, amount },
        headers: { 'idempotency-key': 'two bodies'.replace(' ', '-') },
      });
    expect((await ask('8.00')).status).toBe(201);
    const other = await ask('9.00');
    expect(other.status).toBe(409);
    const problem = other.json<{
      code: string;
      first: { body: { amount: string } };
      now: { body: { amount: string } };
    }>();
    expect([problem.code, problem.first.body.amount, problem.now.body.amount]).toEqual([
      'key-used',
      '8.00',
      '9.00',
    ]);
  });

  it('ten at once with one key do it once', async () => {
    const before = await count('grants');
    const options = { body: { ...GRANT, amount: '3.00' }, headers: { 'idempotency-key': 'ten-at-once' } };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => house.ask('harborUser', 'POST', '/grants', options)),
    );
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect(await count('grants')).toBe(before + 1);
  });

  it('a key keeps no password and no secret of an API key', async () => {
    const user = {
      name: 'K',
      email: 'k@harbor.example',
      role: 'reseller-user',
      party: 'harbor',
      password: 'never to be kept 1',
    };
    await house.ask('admin', 'POST', '/users', { body: user, headers: { 'idempotency-key': 'user' } });
    const key = { name: 'k', role: 'auditor', party: null, expiresInDays: 1 };
    const made = await house.ask('admin', 'POST', '/keys', {
      body: key,
      headers: { 'idempotency-key': 'key' },
    });
    const { rows } = await house.book.pool.query<{ all: string }>(
      'select json_agg(a)::text as all from answered_requests a',
    );
    expect(rows[0]?.all).not.toContain(user.password);
    expect(rows[0]?.all).not.toContain(made.json<{ secret: string }>().secret);
  });
});

describe('lost updates', () => {
  it('a rule, a party, the settings and a grant change only for who saw their last version', async () => {
    const rule = (await items('/rules'))[0];
    const terms = termsOf(rule as Item);
    const edit = (etag: string, note: string) =>
      house.ask('admin', 'PUT', `/rules/${rule?.id}`, {
        body: { ...terms, note },
        headers: { 'if-match': `"${etag}"` },
      });
    expect((await edit(rule?.etag ?? '', 'first')).status).toBe(200);
    const late = await edit(rule?.etag ?? '', 'second');
    expect([late.status, late.json()['code']]).toEqual([412, 'lost-update']);
    const without = await house.ask('admin', 'PUT', `/rules/${rule?.id}`, { body: terms });
    expect(without.status).toBe(428);

    const settings = (await house.ask('admin', 'GET', '/settings')).json<Item>();
    const { etag, actions: _actions, cautions: _cautions, ...content } = settings;
    const save = (name: string) =>
      house.ask('admin', 'PUT', '/settings', {
        body: { ...content, distributorName: name },
        headers: { 'if-match': etag },
      });
    expect((await save('New name')).status).toBe(200);
    expect((await save('Newer name')).status).toBe(412);
    const code = { code: '2150', name: '', taxCode: '' };
    const wrong = await house.ask('admin', 'PUT', '/settings', {
      body: { ...content, systems: { ...(content['systems'] as object), accountCodes: { available: code } } },
      headers: { 'if-match': (await house.ask('admin', 'GET', '/settings')).json<Item>().etag },
    });
    expect([wrong.status, wrong.json()['errors']]).toMatchObject([
      422,
      [
        {
          field: 'systems.accountCodes.available',
          todo: 'name a ledger account such as distributor:*:available',
        },
      ],
    ]);

    const grant = (await items('/grants?seller=harbor&buyer=blue-kiln')).find(
      (one) => one['source'] === 'hand',
    );
    const take = () =>
      house.ask('harborAdmin', 'POST', `/grants/${grant?.id}/withdrawal`, {
        body: { amount: '1.00', reason: 'too much' },
        headers: { 'if-match': grant?.etag ?? '' },
      });
    expect((await take()).status).toBe(200);
    expect((await take()).status).toBe(412);
  });
});

describe('rules, statements and credits over the service', () => {
  it('a rule is added, matched, backtested, edited with its history and switched off', async () => {
    const terms = {
      ...termsOf((await items('/rules'))[0] as Item),
      name: 'Service',
      description: 'MAP',
      match: 'contains',
      customerPercent: '90',
      resellerPercent: '5',
    };
    const matched = (await house.ask('analyst', 'POST', '/rules/match', { body: { terms } })).json<{
      matched: number;
      won: number;
    }>();
    expect(matched.matched).toBeGreaterThan(0);
    const tested = await house.ask('analyst', 'POST', '/rules/backtest', { body: { terms } });
    expect(tested.json<{ rows: unknown[] }>().rows.length).toBeGreaterThan(0);
    const wrong = await house.ask('admin', 'POST', '/rules', {
      body: { ...terms, customerPercent: '99', resellerPercent: '9' },
    });
    expect(wrong.json<{ errors: { field: string }[] }>().errors[0]?.field).toBe('resellerPercent');
    const made = (await house.ask('admin', 'POST', '/rules', { body: terms })).json<Item>();
    const off = await house.ask('admin', 'POST', `/rules/${made.id}/deactivation`, {
      body: {},
      headers: { 'if-match': made.etag },
    });
    expect(off.json<{ active: boolean }>().active).toBe(false);
    const story = (await house.ask('auditor', 'GET', `/rules/${made.id}`)).json<{
      versions: { changes: { field: string }[] }[];
    }>();
    expect(story.versions.map((version) => version.changes.map((change) => change.field))).toEqual([
      [],
      ['active'],
    ]);
  });

  it('a void statement is reversed with a reason, drafted again, previewed and opened', async () => {
    const [open] = await items('/statements?seller=harbor&buyer=blue-kiln&state=open');
    const voided = await house.ask('harborUser', 'POST', '/statements/void', {
      body: { ids: [open?.id], reason: 'wrong month' },
    });
    expect(voided.json<{ items: Item[] }>().items[0]?.['state']).toBe('void');
    const body = { period: '2026-01', useCredits: true };
    const preview = await house.ask('harborUser', 'POST', '/statements/generate?dryRun=true', { body });
    expect(await items('/statements?seller=harbor&buyer=blue-kiln&state=draft')).toEqual([]);
    const drafted = await house.ask('harborUser', 'POST', '/statements/generate', { body });
    type Run = {
      buyers: {
        statement: string;
        buyer: { id: string };
        willApply: string;
        available: string;
        left: string;
      }[];
    };
    const [was, is] = [preview.json<Run>(), drafted.json<Run>()].map((run) =>
      run.buyers.find((one) => one.buyer.id === 'blue-kiln'),
    );
    expect({ ...was, statement: '' }).toEqual({ ...is, statement: '' });
    const opened = await house.ask('harborUser', 'POST', '/statements/open', {
      body: { ids: [is?.statement] },
    });
    expect(opened.json<{ items: Item[] }>().items[0]?.['state']).toBe('open');
    expect(
      (await items('/checks')).filter((one) => one['ok'] === false && one['severity'] === 'error'),
    ).toEqual([]);
  });

  it('a division by hand that nobody can mean is refused with the reason in words', async () => {
    const assigned = await items('/credits?status=assigned');
    const credit = assigned.find((one) => one['madeBy'] === 'rule' && one['amount'] !== '0.00');
    const { id } = (credit as Item)['customer'] as { id: string };
    const divided = (parts: unknown) =>
      house.ask('admin', 'POST', `/credits/${credit?.id}/assignment`, { body: { parts, reason: 'agreed' } });
    const twice = await divided([
      { party: id, percent: '50' },
      { party: id, percent: '10' },
    ]);
    const more = await divided([
      { party: id, percent: '50' },
      { party: 'distributor', amount: credit?.['amount'] },
    ]);
    expect([twice.status, more.status]).toEqual([422, 422]);
    expect(twice.json()).toMatchObject({
      code: 'named-twice',
      detail: expect.stringContaining('named twice'),
    });
    expect(more.json()).toMatchObject({
      code: 'more-than-credit',
      detail: expect.stringContaining('allowMore'),
    });
  });

  it('a credit is divided by hand and goes back to the proposal', async () => {
    const body = {
      id: 'spare',
      name: 'Spare',
      email: null,
      taxPercent: null,
      taxPosition: 'after_tax',
      tenures: [],
    };
    expect((await house.ask('admin', 'POST', '/customers', { body })).status).toBe(201);
    const credit = (await items('/credits?status=assigned')).find((one) => one['madeBy'] === 'rule');
    expect(credit).toBeDefined();
    const customer = (credit as Item)['customer'] as { id: string };
    // Plainly nothing for the one named: the whole stays with the distributor.
    const nothing = await house.ask('admin', 'POST', `/credits/${credit?.id}/assignment?dryRun=true`, {
      body: { parts: [{ party: customer.id, amount: '0.00' }], reason: 'kept' },
    });
    expect(nothing.json<{ after: object }>().after).toEqual({
      customer: '0.00',
      reseller: '0.00',
      distributor: credit?.['amount'],
    });
    const parts = [{ party: customer.id, percent: '50' }];
    const divided = await house.ask('admin', 'POST', `/credits/${credit?.id}/assignment`, {
      body: { parts, reason: 'agreed' },
    });
    expect(divided.status).toBe(200);
    const story = (await house.ask('admin', 'GET', `/credits/${credit?.id}`)).json<{
      credit: Item;
      history: unknown[];
    }>();
    expect([story.credit['madeBy'], story.history.length]).toEqual(['hand', 2]);
    expect((await house.ask('admin', 'POST', `/credits/${credit?.id}/proposal`, { body: {} })).status).toBe(
      200,
    );
  });
});

describe('the audit log', () => {
  it('says who changed what, from where, before and after; its chain holds until a row is changed', async () => {
    const [entry] = (await house.ask('auditor', 'GET', '/audit?what=withdrawGrant')).json<{ items: Item[] }>()
      .items;
    expect(entry).toMatchObject({ who: 'key harborAdmin', role: 'reseller-admin', why: 'too much' });
    expect(entry?.['from']).toMatch(/127\.0\.0\.1|::1/);
    const whole = await house.ask('auditor', 'GET', '/audit/verification');
    expect(whole.json()).toMatchObject({ ok: true, broken: [] });
    const exported = (await house.ask('auditor', 'GET', '/audit/export')).text.trim().split('\n');
    expect(exported.length).toBe(await count('audit_log'));
    const { pool } = house.book;
    await expect(pool.query("update audit_log set why = 'nicer' where seq = 2")).rejects.toThrow(
      /never changed/,
    );
    await pool.query('alter table audit_log disable trigger append_only');
    await pool.query("update audit_log set why = 'nicer' where seq = 2");
    const changed = (await house.ask('auditor', 'GET', '/audit/verification')).json<{
      ok: boolean;
      broken: { seq: number }[];
    }>();
    expect([changed.ok, changed.broken.map((one) => one.seq)]).toEqual([false, [2]]);
    await pool.query('delete from audit_log where seq = (select max(seq) from audit_log)');
    const shortened = (await house.ask('auditor', 'GET', '/audit/verification')).json<{
      broken: { why: string }[];
    }>();
    expect(shortened.broken.at(-1)?.why).toMatch(/end of the log/);
  });
});

function termsOf(rule: Item): Record<string, unknown> {
  const names = [
    'name',
    'description',
    'match',
    'customerPercent',
    'resellerPercent',
    'firstPeriod',
    'lastPeriod',
    'customers',
    'resellers',
    'services',
    'note',
    'active',
  ];
  return Object.fromEntries(names.map((name) => [name, rule[name]]));
}
