import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { SignedIn, SignIn } from '../../application/access/sign-in.ts';
import type { Role, Viewer } from '../../domain/access/viewer.ts';
import { type Auth, type AuthSettings, authOf, type OpenIdSettings } from './auth.ts';
import { OPEN_ID_START, openIdSignIn } from './open-id.ts';

type StoredUser = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly party?: string | null | undefined;
  readonly disabled: boolean;
};

/** The header a key comes in: `Authorization: Bearer cbk_…` or `X-API-Key`. */
const BEARER = /^Bearer (cbk_[A-Za-z]{1,200})$/;

/** Sessions, keys and OpenID Connect by the library, over a pool whose search path is the schema of the accounts. */
export function signInOver(
  pool: Pool,
  settings: AuthSettings,
  openId: OpenIdSettings | null,
): SignIn & { readonly firstRunToken: string } {
  const auth = authOf(pool, settings, null);
  const firstRunToken = randomBytes(24).toString('base64url');
  const csrfOf = (token: string): string =>
    createHmac('sha256', settings.secret).update(`csrf ${token}`).digest('base64url');
  const inSession = async (headers: Headers): Promise<SignedIn | null> => {
    const found = await auth.api.getSession({ headers }).catch(() => null);
    if (found === null || found.user.disabled) return null;
    return { viewer: viewerOf(found.user), email: found.user.email, csrf: csrfOf(found.session.token) };
  };
  return {
    firstRunToken,
    isFirstRunToken: (token) => sameText(token, firstRunToken),
    behind: async (headers) => {
      const key = keyIn(headers);
      if (key === null) return await inSession(headers);
      const viewer = await viewerOfKey(auth, key);
      return viewer === null ? null : { viewer, email: null, csrf: null };
    },
    withPassword: async (email, password, headers) => {
      const answer = await asResponse(() =>
        auth.api.signInEmail({ body: { email, password }, headers, asResponse: true }),
      );
      if (answer === null) return null;
      const cookies = answer.headers.getSetCookie();
      const signedIn = await inSession(withCookies(cookies));
      return signedIn === null ? null : { signedIn, cookies };
    },
    out: async (headers) => {
      const answer = await asResponse(() => auth.api.signOut({ headers, asResponse: true }));
      return answer?.headers.getSetCookie() ?? [];
    },
    changePassword: async (current, next, headers) => {
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      const answer = await asResponse(() => auth.api.changePassword({ body, headers, asResponse: true }));
      return answer === null ? null : { cookies: answer.headers.getSetCookie() };
    },
    openId: openId === null ? null : { name: openId.name, url: OPEN_ID_START },
    openIdStep:
      openId === null
        ? async () => null
        : openIdSignIn(pool, settings, openId, (cookies) => inSession(withCookies(cookies))),
  };
}

function viewerOf({ id, name, email, role, party }: StoredUser): Viewer {
  const called = name.trim() === '' ? email : name;
  return { id, name: called, email, kind: 'user', role: role as Role, party: party ?? null };
}

async function viewerOfKey(auth: Auth, key: string): Promise<Viewer | null> {
  const { valid, key: found } = await auth.api
    .verifyApiKey({ body: { key } })
    .catch(() => ({ valid: false, key: null }));
  if (!valid || found === null) return null;
  const { role, party } = (
    typeof found.metadata === 'string' ? JSON.parse(found.metadata) : found.metadata
  ) as {
    role: Role;
    party: string | null;
  };
  return { id: found.id, name: `key ${found.name ?? found.id}`, kind: 'key', role, party };
}

function keyIn(headers: Headers): string | null {
  const bearer = BEARER.exec(headers.get('authorization') ?? '');
  return bearer?.[1] ?? headers.get('x-api-key');
}

/** The library answers a refusal as a response or throws it: both are no. */
async function asResponse(ask: () => Promise<Response>): Promise<Response | null> {
  try {
    const answer = await ask();
    return answer.ok ? answer : null;
  } catch {
    return null;
  }
}

function withCookies(cookies: readonly string[]): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0] ?? '').join('; ') });
}

function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
