import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/contract/routes.ts';
import { type ExampleService, exampleService, type Reply } from './example-service.ts';

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService('2026-01', { limits: { bodySeconds: 0.2 } });
});

afterAll(async () => {
  await house.close();
});

const JSON_TYPE = { 'content-type': 'application/json' };

function problemOf(reply: Reply): { status: number; code: string; type: string | null } {
  expect(reply.text).not.toMatch(/\bat .*\.ts:\d+|node_modules|select |insert |PostgreSQL|ZodError/);
  return {
    status: reply.status,
    code: reply.json<{ code: string }>().code,
    type: reply.headers.get('content-type'),
  };
}
const problem = (status: number, code: string) => ({ status, code, type: 'application/problem+json' });

async function expectUp(): Promise<void> {
  expect((await house.ask('admin', 'GET', '/me')).status).toBe(200);
}

function post(raw: string, path = '/resellers'): Promise<Reply> {
  return house.ask('admin', 'POST', path, { raw, headers: JSON_TYPE });
}

describe('a body with a trick in it', () => {
  it.each([
    ['one key twice', '{"id":"twice","name":"A","name":"B","email":null,"useCredits":null}', 'name'],
    ['one key twice, written differently', '{"id":"twice","name":"A","n\\u0061me":"B"}', 'name'],
    ['one key twice deep inside', '{"id":"x","name":"[{\\"","email":[{"a":1,"b":{},"a":2}]}', 'a'],
  ])('with %s is refused before anybody believes either', async (_what, raw, field) => {
    const reply = await post(raw);
    expect(problemOf(reply)).toEqual(problem(400, 'key-given-twice'));
    expect(reply.json<{ errors: { field: string }[] }>().errors[0]?.field).toBe(field);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'role', 'party'])(
    'with the field %s, which nothing asks for, is refused and changes no object of the service',
    async (name) => {
      const reply = await post(
        `{"id":"odd","name":"Odd","email":null,"useCredits":null,"${name}":{"role":"distributor-admin","polluted":true}}`,
      );
      expect(problemOf(reply)).toEqual(problem(422, 'wrong-fields'));
      expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
      expect((await house.ask('harborUser', 'GET', '/settings')).status).toBe(403);
    },
  );

  it.each([
    ['/resellers', '{"id":"big","name":"Big","email":null,"useCredits":1e400}'],
    ['/resellers', `{"id":"big","name":${'9'.repeat(5_000)},"email":null,"useCredits":null}`],
    [
      '/grants',
      `{"seller":"distributor","buyer":"harbor","amount":"${'9'.repeat(60)}","currency":"USD","comment":"big"}`,
    ],
    ['/grants', '{"seller":"distributor","buyer":"harbor","amount":1e308,"currency":"USD","comment":"big"}'],
    ['/grants', '{"seller":"distributor","buyer":"harbor","amount":"1e3","currency":"USD","comment":"big"}'],
    ['/grants', '{"seller":"distributor","buyer":"harbor","amount":"٣٣","currency":"USD","comment":"big"}'],
    ['/grants', '{"seller":"distributor","buyer":"harbor","amount":"－5","currency":"USD","comment":"big"}'],
  ])('asks %s with a number that is none: %.90s', async (path, raw) => {
    const reply = await post(raw, path);
    expect(problemOf(reply).type).toBe('application/problem+json');
    expect([400, 409, 422]).toContain(reply.status);
    await expectUp();
  });

  it('with half a character is refused; with any whole one it comes back as it was', async () => {
    const broken = await post('{"id":"half","name":"\\ud800","email":null,"useCredits":null}');
    expect(problemOf(broken)).toEqual(problem(422, 'wrong-fields'));
    const odd = [
      'e\u0301 and \u00e9',
      '\u202Eright to left\u202C',
      'zero\u200Bwidth',
      '\u{1F9A6}\u{10FFFF}',
      'ﬁ ℌ Ⅷ',
      'a\tb',
    ];
    for (const [at, name] of odd.entries()) {
      expect(
        (await post(JSON.stringify({ id: `odd-${at}`, name, email: null, useCredits: null }))).status,
      ).toBe(201);
      expect((await house.ask('admin', 'GET', `/resellers/odd-${at}`)).json()['name']).toBe(name);
    }
  });
});

describe('a text that wants to be code', () => {
  const CODE = `'); drop table credits; -- <img src=x onerror=alert(1)> \${7*7} {{7*7}} "quoted" \\ %0d%0aSet-Cookie: a=b`;
  const grantOf = (more: object) => ({
    seller: 'distributor',
    buyer: 'harbor',
    amount: '1.00',
    currency: 'USD',
    comment: CODE,
    ...more,
  });
  const scopes = {
    customers: { kind: 'all' },
    resellers: { kind: 'all' },
    services: { kind: 'only', ids: [CODE] },
  };
  const rule = {
    name: CODE,
    description: CODE,
    match: 'contains',
    customerPercent: '1',
    resellerPercent: '1',
    forWhom: 'consumer',
    firstPeriod: null,
    lastPeriod: null,
    ...scopes,
    note: CODE,
    active: false,
  };

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['/resellers', { id: 'code', name: CODE, email: null, useCredits: null }, ['name']],
    [
      '/customers',
      { id: 'code-too', name: CODE, email: null, taxPercent: null, taxPosition: 'after_tax', tenures: [] },
      ['name'],
    ],
    ['/rules', rule, ['name', 'description', 'note']],
    ['/grants', grantOf({ description: CODE }), ['comment', 'description']],
    [
      '/users',
      {
        name: CODE,
        email: 'code@book.example',
        role: 'auditor',
        party: null,
        password: 'a long enough password',
      },
      ['name'],
    ],
  ])('is written into %s and read back letter by letter', async (path, body, fields) => {
    const made = await house.ask('admin', 'POST', path, { body });
    expect({ status: made.status, answer: made.status === 201 ? '' : made.text }).toEqual({
      status: 201,
      answer: '',
    });
    const list = await house.ask('admin', 'GET', `${path}${path === '/grants' ? '?limit=500' : ''}`);
    const items = list.json<{ items: Record<string, unknown>[] }>().items;
    for (const field of fields) expect(items.some((item) => item[field] === CODE)).toBe(true);
    expect(list.headers.get('content-type')).toMatch(/^application\/json/);
    expect(list.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('never becomes a header of its own', async () => {
    for (const path of [
      '/statements/x%0d%0aset-cookie:%20a=b/document.csv',
      '/statements/x%0d%0aset-cookie:%20a=b/document.pdf',
      '/statements/x%0d%0aset-cookie:%20a=b/document.xlsx',
      '/statements/documents?as=csv&buyer=%0d%0aset-cookie:%20a=b',
      '/credits/x%0d%0aset-cookie:%20a=b',
      '/tables/credits?description=%0d%0aset-cookie:%20a=b',
      '/search?q=%0d%0aset-cookie:%20a=b',
    ]) {
      const reply = await house.ask('admin', 'GET', path);
      expect(reply.status).toBeLessThan(500);
      expect(reply.headers.getSetCookie()).toEqual([]);
    }
  });
});

describe('a sender that takes its time', () => {
  it.each([
    ['/api/v1/resellers', 'application/json', '{"id":'],
    [
      '/api/v1/imports',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\na,b',
    ],
  ])('and stops in the middle of a body to %s is told so and put off the line', async (path, type, start) => {
    const { key } = await keyOf();
    const said = await stalled(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: ${type}\r\nContent-Length: 5000\r\n\r\n${start}`,
    );
    expect(said).toMatch(/^HTTP\/1\.1 408 /);
    expect(said.toLowerCase()).toContain('content-type: application/problem+json');
    expect(said).toContain('slow-body');
    await expectUp();
  });
});

describe('somebody who was let in once', () => {
  it('is nobody once the key has expired', async () => {
    const { id, key } = await keyOf();
    const ask = () => house.ask(null, 'GET', '/me', { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    await house.book.pool.query(`update accounts.apikey set "expiresAt" = '2020-01-01' where "id" = $1`, [
      id,
    ]);
    expect(problemOf(await ask())).toEqual(problem(401, 'sign-in'));
  });
});

describe('lists', () => {
  const lists = Object.values(ROUTES).filter(
    (route) =>
      route.method === 'get' && 'query' in route && route.query !== undefined && 'limit' in route.query.shape,
  );

  it('that come in pages are the ones that can be long', () => {
    expect(lists.length).toBeGreaterThan(8);
  });

  it.each(lists.map((route) => route.path))(
    '%s gives no page of a million rows, of none, or of less',
    async (path) => {
      const who = path.startsWith('/own/') ? 'blueKiln' : 'admin';
      for (const limit of ['1000000', '0', '-1', '1.5', '1e9', '', 'NaN']) {
        const reply = await house.ask(
          who,
          'GET',
          `${path}?limit=${limit}${path === '/search' ? '&q=a' : ''}`,
        );
        expect({ limit, ...problemOf(reply) }).toEqual({ limit, ...problem(422, 'wrong-fields') });
      }
    },
  );

  it('show what was there from the beginning once, though others write between the pages', async () => {
    const before = await idsOf('/resellers?limit=500');
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 1_000; page += 1) {
      const body = {
        id: `between-${String(page).padStart(3, '0')}-${page % 2 === 0 ? 'a' : 'z'}`,
        name: 'N',
        email: null,
        useCredits: null,
      };
      expect((await house.ask('admin', 'POST', '/resellers', { body })).status).toBe(201);
      const reply = await house.ask('admin', 'GET', `/resellers?limit=2${cursor}`);
      const { items, next } = reply.json<{ items: { id: string }[]; next: string | null }>();
      seen.push(...items.map((item) => item.id));
      if (next === null) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
      if (page > 40) break;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(
      before.filter((id) => !id.startsWith('between') && id < (seen.at(-1) ?? '') && !seen.includes(id)),
    ).toEqual([]);
  });

  it.each(['-period', 'amount', '-amount', 'description', 'account', 'service'])(
    'of credits by %s are stable too',
    async (sort) => {
      const before = await idsOf('/credits?limit=500');
      const seen: string[] = [];
      let cursor = '';
      for (let page = 0; ; page += 1) {
        await copyCredit(`${sort}-${page}`);
        const reply = await house.ask('admin', 'GET', `/credits?limit=7&sort=${sort}${cursor}`);
        const { items, next } = reply.json<{ items: { id: string }[]; next: string | null }>();
        seen.push(...items.map((item) => item.id));
        if (next === null || page > 100) break;
        cursor = `&cursor=${encodeURIComponent(next)}`;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(before.filter((id) => !seen.includes(id))).toEqual([]);
      await house.book.pool.query('alter table credits disable trigger never_deleted');
      await house.book.pool.query("delete from credits where credit_id like 'crd-copy%'");
      await house.book.pool.query('alter table credits enable trigger never_deleted');
    },
  );
});

it('nothing of all this was an error nobody expected', () => {
  expect(house.log.filter((line) => line.includes('Error'))).toEqual([]);
});

async function idsOf(path: string): Promise<string[]> {
  return (await house.ask('admin', 'GET', path))
    .json<{ items: { id: string }[] }>()
    .items.map(({ id }) => id);
}

/** Another credit beside one that is there, so that it falls between the pages of every order. */
async function copyCredit(name: string): Promise<void> {
  await house.book.pool.query(
    `insert into credits select ('crd-copy-' || $1), cloud, payer_account, period, usage_account, service,
       description || ' ' || $1, owner_account, currency, line_type, kind, exact - 0.01, lines, false, null, nextval('book_seq')
     from credits where credit_id not like 'crd-copy%' order by md5(credit_id || $1) limit 1`,
    [name],
  );
}

let made = 0;
async function keyOf(): Promise<{ id: string; key: string }> {
  made += 1;
  const reply = await house.ask('admin', 'POST', '/keys', {
    body: { name: `key ${made}`, role: 'distributor-admin', party: null, expiresInDays: 1 },
  });
  const { key, secret } = reply.json<{ key: { id: string }; secret: string }>();
  return { id: key.id, key: secret };
}

/** Sends the start of a request and nothing more; answers what the service said until it hung up. */
function stalled(start: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(house.service.url);
    const socket = connect(Number.parseInt(port, 10), hostname, () => socket.write(start));
    let said = '';
    socket.on('data', (piece) => {
      said += piece.toString('utf8');
    });
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}
