import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService } from './example-service.ts';

/** What the other side says of the person. */
type Person = { readonly email: string; readonly email_verified?: boolean; readonly sub?: string };

const OPEN_ID = { name: 'Work account', id: 'creditbook', secret: 'between us', trustsEmail: false };
const other = new OAuth2Server();
const asked: URLSearchParams[] = [];
let person: Person;
let house: ExampleService;

beforeAll(async () => {
  await other.issuer.keys.generate('RS256');
  await other.start(0, '127.0.0.1');
  other.service.on('beforeTokenSigning', (token: { payload: Record<string, unknown> }) => {
    Object.assign(token.payload, { sub: person.email, ...person });
  });
  other.service.on('beforeResponse', (_answer, request: { body: Record<string, string> }) => {
    asked.push(new URLSearchParams(request.body));
  });
  house = await exampleService(null, { openId: { ...OPEN_ID, discoveryUrl: discovery() } });
  await house.ask('admin', 'POST', '/resellers', {
    body: { id: 'harbor', name: 'Harbor', email: null, useCredits: null },
  });
  await house.ask('admin', 'POST', '/users', {
    body: {
      name: 'Hal Quay',
      email: 'hal@harbor.example',
      role: 'reseller-user',
      party: 'harbor',
      password: PASSWORD,
    },
  });
});

afterAll(async () => {
  await house.close();
  if (other.listening) await other.stop();
});

beforeEach(() => {
  asked.length = 0;
});

const PASSWORD = 'hal also has a password';

function discovery(): string {
  return `${other.issuer.url}/.well-known/openid-configuration`;
}

type Browsed = { readonly at: string; readonly cookie: string; readonly went: readonly URL[] };

/** Goes from the button of the sign-in page wherever it is sent, with its cookies, as a browser does. */
async function browse(url = `${house.service.url}/api/auth/openid`): Promise<Browsed> {
  const cookies = new Map<string, string>();
  const went: URL[] = [];
  const own = new URL(house.service.url).origin;
  for (let next = new URL(url); ; ) {
    went.push(next);
    const isHere = next.origin === own;
    if (isHere && !next.pathname.startsWith('/api/auth/'))
      return { at: next.pathname + next.search, cookie: cookieOf(cookies), went };
    const reply = await fetch(next, {
      redirect: 'manual',
      headers: isHere && cookies.size > 0 ? { cookie: cookieOf(cookies) } : {},
    });
    if (isHere)
      for (const cookie of reply.headers.getSetCookie()) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
        cookies.set(name, value);
      }
    expect(reply.status, `${next.href}: ${await reply.text()}`).toBe(302);
    next = new URL(reply.headers.get('location') ?? '', next);
  }
}

function cookieOf(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

const me = async ({ cookie }: Browsed) => await house.ask(null, 'GET', '/me', { headers: { cookie } });

describe('signing in by OpenID Connect', () => {
  it('is offered by its name', async () => {
    const setUp = (await house.ask(null, 'GET', '/setup')).json();
    expect(setUp['openId']).toEqual({ name: 'Work account', url: '/api/auth/openid' });
  });

  it('a known and verified e-mail is signed in with its role and name, by a code with PKCE', async () => {
    person = { email: 'Hal@harbor.example', email_verified: true };
    const browsed = await browse();
    expect(browsed.at).toBe('/');
    expect((await me(browsed)).json()).toMatchObject({
      user: { name: 'Hal Quay', email: 'hal@harbor.example' },
      role: 'reseller-user',
      party: { id: 'harbor' },
    });
    const there = browsed.went.find((url) => url.pathname === '/authorize')?.searchParams;
    expect([there?.get('code_challenge_method'), there?.get('response_type')]).toEqual(['S256', 'code']);
    expect(there?.get('scope')?.split(' ')).toContain('openid');
    expect(asked.some((body) => (body.get('code_verifier') ?? '').length >= 43)).toBe(true);
  });

  it.each<[string, Person, string]>([
    ['nobody here has the e-mail', { email: 'eve@example.com', email_verified: true }, 'openid-unknown'],
    [
      'the e-mail is not verified',
      { email: 'mira@harbor.example', email_verified: false },
      'openid-unverified',
    ],
    ['nothing is said of the e-mail', { email: 'mira@harbor.example' }, 'openid-unverified'],
  ])('is refused in words and makes no user and no session when %s', async (_, who, why) => {
    await house.ask('admin', 'POST', '/users', {
      body: {
        name: 'Mira',
        email: 'mira@harbor.example',
        role: 'reseller-user',
        party: 'harbor',
        password: PASSWORD,
      },
    });
    const count = async (): Promise<unknown> =>
      (
        await house.book.pool.query(
          'select (select count(*) from accounts.user) as users, (select count(*) from accounts.session) as sessions',
        )
      ).rows;
    const before = await count();
    person = who;
    const browsed = await browse();
    expect(browsed.at).toBe(`/sign-in?refused=${why}`);
    expect((await me(browsed)).status).toBe(401);
    expect(await count()).toEqual(before);
  });

  it('a disabled user is told so', async () => {
    await house.book.pool.query(
      `update accounts.user set disabled = true where email = 'hal@harbor.example'`,
    );
    person = { email: 'hal@harbor.example', email_verified: true, sub: 'Hal@harbor.example' };
    const browsed = await browse();
    expect([browsed.at, (await me(browsed)).status]).toEqual(['/sign-in?refused=openid-disabled', 401]);
    await house.book.pool.query(
      `update accounts.user set disabled = false where email = 'hal@harbor.example'`,
    );
  });

  it('an answer that nobody asked for, or a code that is none, is refused', async () => {
    const answer = `${house.service.url}/api/auth/callback/openid`;
    expect((await browse(`${answer}?code=guessed&state=guessed`)).at).toBe('/sign-in?refused=openid-failed');
    expect((await browse(`${answer}?error=access_denied`)).at).toMatch(/^\/sign-in\?refused=openid-/);
  });

  it('a side that says nothing of its e-mails may be trusted by the settings', async () => {
    const trusting = await exampleService(null, {
      openId: { ...OPEN_ID, discoveryUrl: discovery(), trustsEmail: true },
    });
    const first = house;
    house = trusting;
    try {
      await house.ask('admin', 'POST', '/users', {
        body: { name: 'Ida', email: 'ida@example.com', role: 'auditor', party: null, password: PASSWORD },
      });
      person = { email: 'ida@example.com' };
      const browsed = await browse();
      expect((await me(browsed)).json()).toMatchObject({ role: 'auditor', user: { name: 'Ida' } });
    } finally {
      house = first;
      await trusting.close();
    }
  });

  it('a side that is down is told in words, and passwords, sessions and keys go on; when it is back it works', async () => {
    const { port } = other.address();
    const down = await exampleService(null, { openId: { ...OPEN_ID, discoveryUrl: discovery() } });
    const first = house;
    house = down;
    try {
      await other.stop();
      expect((await browse()).at).toBe('/sign-in?refused=openid-unreachable');
      expect((await house.ask('admin', 'GET', '/me')).status).toBe(200);
      await house.ask('admin', 'POST', '/users', {
        body: { name: 'Ida', email: 'ida@example.com', role: 'auditor', party: null, password: PASSWORD },
      });
      const withPassword = await house.ask(null, 'POST', '/session', {
        body: { email: 'ida@example.com', password: PASSWORD },
      });
      expect(withPassword.status).toBe(200);
      await other.start(port, '127.0.0.1');
      person = { email: 'ida@example.com', email_verified: true };
      expect((await me(await browse())).json()).toMatchObject({ role: 'auditor' });
    } finally {
      house = first;
      await down.close();
    }
  });
});
