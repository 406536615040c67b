import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_BASE } from '../../src/contract/routes.ts';
import { type ExampleService, exampleService } from './example-service.ts';

let house: ExampleService;
const PERSON = { name: 'Ada', email: 'ada@northgate.example', password: 'a long enough password' };

beforeAll(async () => {
  house = await exampleService(null);
});

afterAll(async () => {
  await house.close();
});

type Session = { readonly cookie: string; readonly csrf: string };

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(house.service.url + API_BASE + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function sessionOf(reply: Response): Promise<Session> {
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, csrf: ((await reply.json()) as { csrf: string }).csrf };
}

describe('signing in', () => {
  it('the first run makes an admin with the printed token, once', async () => {
    expect((await house.ask(null, 'GET', '/setup')).json()).toEqual({ needed: true, openId: null });
    const token = new URLSearchParams(new URL(house.service.firstRunUrl ?? '').hash.slice(1)).get('token');
    expect((await post('/setup', { ...PERSON, token: 'guessed' })).status).toBe(403);
    const made = await post('/setup', { ...PERSON, token });
    expect(made.status).toBe(200);
    expect(made.headers.getSetCookie().join()).toMatch(/HttpOnly/i);
    expect(made.headers.getSetCookie().join()).toMatch(/SameSite=Lax/i);
    expect((await post('/setup', { ...PERSON, email: 'other@example.com', token })).status).toBe(403);
    expect((await house.ask(null, 'GET', '/setup')).json()['needed']).toBe(false);
  });

  it('a session writes with its csrf token, from its own pages, and not otherwise', async () => {
    const { cookie, csrf } = await sessionOf(await post('/session', PERSON_SIGN_IN));
    const reseller = { id: 'harbor', name: 'Harbor', email: null, useCredits: null };
    expect((await post('/resellers', reseller, { cookie })).status).toBe(403);
    expect((await post('/resellers', reseller, { cookie, 'x-csrf-token': 'guessed' })).status).toBe(403);
    const foreign = { cookie, 'x-csrf-token': csrf, origin: 'https://evil.example' };
    expect((await post('/resellers', reseller, foreign)).status).toBe(403);
    expect(
      (await post('/resellers', reseller, { cookie, 'x-csrf-token': csrf, origin: house.service.url }))
        .status,
    ).toBe(201);
  });

  it('a person goes by its name, and signs what it changes with name and address', async () => {
    const mine = await sessionOf(await post('/session', PERSON_SIGN_IN));
    const me = await house.ask(null, 'GET', '/me', { headers: { cookie: mine.cookie } });
    expect(me.json()['user']).toMatchObject({ name: PERSON.name, email: PERSON.email });
    const headers = { cookie: mine.cookie, 'x-csrf-token': mine.csrf };
    const invited = {
      name: 'Ada', // Somebody else of the same name.
      email: 'ada@harbor.example',
      role: 'reseller-admin',
      party: 'harbor',
      password: 'the other ada has one',
    };
    expect((await post('/users', invited, headers)).status).toBe(201);
    const other = await post('/session', { email: invited.email, password: invited.password });
    expect((await other.json()) as unknown).toMatchObject({ user: { name: 'Ada', email: invited.email } });
    const { items } = (await house.ask('auditor', 'GET', '/audit?what=createUser&who=ADA@northgate')).json<{
      items: { who: string }[];
    }>();
    expect(items.map(({ who }) => who)).toEqual(['Ada <ada@northgate.example>']);
  });

  it('a wrong password, a disabled user, a signed-out session are nobody', async () => {
    expect((await post('/session', { ...PERSON_SIGN_IN, password: 'another long password' })).status).toBe(
      401,
    );
    const body = {
      name: 'Bo',
      email: 'bo@harbor.example',
      role: 'reseller-user',
      party: 'harbor',
      password: 'bo has a password too',
    };
    const bo = (await house.ask('admin', 'POST', '/users', { body })).json<{ id: string; etag: string }>();
    const { cookie, csrf } = await sessionOf(
      await post('/session', { email: body.email, password: body.password }),
    );
    expect((await house.ask(null, 'GET', '/me', { headers: { cookie } })).json()['role']).toBe(
      'reseller-user',
    );
    const off = await house.ask('admin', 'PATCH', `/users/${bo.id}`, {
      body: { disabled: true },
      headers: { 'if-match': bo.etag },
    });
    expect(off.status).toBe(200);
    expect((await house.ask(null, 'GET', '/me', { headers: { cookie } })).status).toBe(401);
    expect((await post('/session', { email: body.email, password: body.password })).status).toBe(401);
    expect(csrf).not.toBe('');
    const mine = await sessionOf(await post('/session', PERSON_SIGN_IN));
    const out = await house.ask(null, 'DELETE', '/session', {
      headers: { cookie: mine.cookie, 'x-csrf-token': mine.csrf },
    });
    expect(out.status).toBe(204);
    expect((await house.ask(null, 'GET', '/me', { headers: { cookie: mine.cookie } })).status).toBe(401);
  });

  it('a changed password ends the other sessions', async () => {
    const [one, other] = [
      await sessionOf(await post('/session', PERSON_SIGN_IN)),
      await sessionOf(await post('/session', PERSON_SIGN_IN)),
    ];
    const headers = { cookie: one.cookie, 'x-csrf-token': one.csrf };
    expect(
      (await post('/me/password', { current: 'not this one', next: 'the next password' }, headers)).status,
    ).toBe(422);
    expect(
      (await post('/me/password', { current: PERSON.password, next: 'the next password' }, headers)).status,
    ).toBe(204);
    expect((await house.ask(null, 'GET', '/me', { headers: { cookie: other.cookie } })).status).toBe(401);
    expect((await post('/session', { email: PERSON.email, password: 'the next password' })).status).toBe(200);
  });

  it('a session that ended while it was used is nobody from its next request on', async () => {
    const nth = { made: 0 };
    /** A reseller's user of this story's own, signed in. */
    const signedIn = async () => {
      nth.made += 1;
      const person = { email: `dee${nth.made}@harbor.example`, password: 'dee has a password too' };
      const user = { ...person, name: 'Dee', role: 'reseller-user', party: 'harbor' };
      const made = (await house.ask('admin', 'POST', '/users', { body: user })).json<{
        id: string;
        etag: string;
      }>();
      return { ...made, ...person, ...(await sessionOf(await post('/session', person))) };
    };
    const change = async (user: { id: string; etag: string }, body: object): Promise<void> => {
      const headers = { 'if-match': user.etag };
      expect((await house.ask('admin', 'PATCH', `/users/${user.id}`, { body, headers })).status).toBe(200);
    };
    const byHand = (sql: string, id: string) => house.book.pool.query(sql, [id]);
    type User = Awaited<ReturnType<typeof signedIn>>;
    const ends: Readonly<Record<string, (user: User) => Promise<unknown>>> = {
      'signed out': ({ cookie, csrf }) =>
        house.ask(null, 'DELETE', '/session', { headers: { cookie, 'x-csrf-token': csrf } }),
      'too old': ({ id }) =>
        byHand(
          `update accounts.session set "expiresAt" = now() - interval '1 second' where "userId" = $1`,
          id,
        ),
      'with a new password': (user) => change(user, { password: 'somebody gave dee another' }),
      disabled: (user) => change(user, { disabled: true }),
      'with another role': (user) => change(user, { role: 'reseller-admin' }),
      removed: ({ id }) => byHand('delete from accounts."user" where id = $1', id),
    };
    const reads = ['/me', '/statements', '/customers', '/jobs', '/search?q=harbor'];
    for (const [how, end] of Object.entries(ends)) {
      const user = await signedIn();
      const { cookie, csrf } = user;
      expect((await house.ask(null, 'GET', '/me', { headers: { cookie } })).status).toBe(200);
      await end(user);
      const answered = [
        ...reads.map((path) => house.ask(null, 'GET', path, { headers: { cookie } })),
        house.ask(null, 'POST', '/grants', { body: {}, headers: { cookie, 'x-csrf-token': csrf } }),
      ];
      expect([how, (await Promise.all(answered)).map(({ status }) => status)]).toEqual([
        how,
        answered.map(() => 401),
      ]);
    }
  });

  it('a cookie that was forged, torn or signed for another session is nobody', async () => {
    const [one, other] = [
      await sessionOf(await post('/session', { ...PERSON_SIGN_IN, password: 'the next password' })),
      await sessionOf(await post('/session', { ...PERSON_SIGN_IN, password: 'the next password' })),
    ];
    const [name = '', value = ''] = one.cookie.split(/=(.*)/s);
    const [token = '', seal = ''] = decodeURIComponent(value).split(/\.(.*)/s);
    const othersToken = decodeURIComponent(other.cookie.split(/=(.*)/s)[1] ?? '').split('.')[0];
    const sealed = (text: string, by: string): string => `${name}=${encodeURIComponent(`${text}.${by}`)}`;
    expect((await house.ask(null, 'GET', '/me', { headers: { cookie: sealed(token, seal) } })).status).toBe(
      200,
    );
    for (const cookie of [
      `${name}=${token}`,
      sealed(token, ''),
      sealed(token, 'A'.repeat(seal.length)),
      sealed(
        token,
        seal.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')),
      ),
      sealed(othersToken ?? '', seal),
      sealed(token.slice(1), seal),
      sealed("' or true --", seal),
      `${name}=${'x'.repeat(4_000)}`,
    ])
      expect([cookie, (await house.ask(null, 'GET', '/me', { headers: { cookie } })).status]).toEqual([
        cookie,
        401,
      ]);
    // The word against foreign pages belongs to one session too.
    const headers = { cookie: one.cookie, 'x-csrf-token': other.csrf };
    expect(
      (await post('/me/password', { current: 'x', next: 'a long enough password' }, headers)).status,
    ).toBe(403);
  });

  it('a role that the database changes counts from the next request on', async () => {
    const { cookie } = await sessionOf(
      await post('/session', { ...PERSON_SIGN_IN, password: 'the next password' }),
    );
    const audit = () => house.ask(null, 'GET', '/audit', { headers: { cookie } });
    expect((await audit()).status).toBe(200);
    const become = (role: string) =>
      house.book.pool.query('update accounts."user" set role = $1 where email = $2', [role, PERSON.email]);
    await become('distributor-analyst');
    expect((await audit()).status).toBe(403);
    await become('distributor-admin');
    expect((await audit()).status).toBe(200);
  });

  it('a key is made once, shown once, works until it is revoked, and stands nowhere in clear', async () => {
    const body = { name: 'nightly', role: 'distributor-analyst', party: null, expiresInDays: 30 };
    const made = (await house.ask('admin', 'POST', '/keys', { body })).json<{
      key: { id: string };
      secret: string;
    }>();
    const headers = { authorization: `Bearer ${made.secret}` };
    expect((await house.ask(null, 'GET', '/me', { headers })).json()['role']).toBe('distributor-analyst');
    const { rows } = await house.book.pool.query<{ text: string }>(
      'select (select json_agg(k)::text from accounts.apikey k) || (select json_agg(a)::text from audit_log a) as text',
    );
    expect(rows[0]?.text).not.toContain(made.secret);
    expect((await house.ask('admin', 'DELETE', `/keys/${made.key.id}`)).status).toBe(204);
    expect((await house.ask(null, 'GET', '/me', { headers })).status).toBe(401);
  });

  it('a reseller admin appoints its own people only', async () => {
    const person = { name: 'Cy', email: 'cy@harbor.example', password: 'cy has a password too' };
    const ask = (role: string, party: string | null) =>
      house.ask('harborAdmin', 'POST', '/users', { body: { ...person, role, party } });
    expect((await ask('distributor-admin', null)).status).toBe(422);
    expect((await ask('reseller-user', 'lantern')).status).toBe(422);
    expect((await ask('reseller-user', 'harbor')).status).toBe(201);
    expect((await ask('reseller-user', 'harbor')).status).toBe(422);
  });
});

const PERSON_SIGN_IN = { email: PERSON.email, password: PERSON.password };
