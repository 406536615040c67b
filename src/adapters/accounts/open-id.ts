import type { Pool } from 'pg';
import type { SignedIn } from '../../application/access/sign-in.ts';
import { AUTH_PATH, type Auth, type AuthSettings, authOf, OPEN_ID, type OpenIdSettings } from './auth.ts';

/** The two requests of a sign-in by OpenID Connect: the way there, and the answer that comes back. */
export const OPEN_ID_START = `${AUTH_PATH}/openid`;
const ANSWER = `${AUTH_PATH}/callback/${OPEN_ID}`;

/** Why nobody was signed in; the console says it in words. */
export type OpenIdRefusal =
  | 'openid-unreachable'
  | 'openid-unknown'
  | 'openid-unverified'
  | 'openid-disabled'
  | 'openid-denied'
  | 'openid-failed';

/** What the library says, as far as a person can do something about it. */
const REFUSALS: Readonly<Record<string, OpenIdRefusal>> = {
  access_denied: 'openid-denied',
  signup_disabled: 'openid-unknown',
  account_not_linked: 'openid-unverified',
  unable_to_link_account: 'openid-unverified',
  email_not_verified: 'openid-unverified',
  email_not_found: 'openid-unknown',
};

/**
 * Signs in whom the other side names, if its e-mail belongs to a user here; nobody is made a user by signing in. An
 * e-mail that the other side has not verified counts for nothing, unless the settings trust all it says: else whoever
 * may write any address there would be anybody here.
 *
 * It has a library instance of its own, made when it is first needed: a side that does not answer holds up nobody who
 * signs in with a password.
 */
export function openIdSignIn(
  pool: Pool,
  settings: AuthSettings,
  openId: OpenIdSettings,
  inSession: (cookies: readonly string[]) => Promise<SignedIn | null>,
): (request: Request) => Promise<Response | null> {
  let made: Auth | null = null;
  const auth = (): Auth => {
    made ??= authOf(pool, settings, openId);
    return made;
  };
  const start = async (request: Request): Promise<Response> => {
    const answer = await auth()
      .api.signInSocial({
        body: { provider: OPEN_ID, callbackURL: '/', errorCallbackURL: '/sign-in', disableRedirect: true },
        headers: request.headers,
        asResponse: true,
      })
      .catch(() => null);
    const { url } = answer?.ok === true ? ((await answer.json()) as { url?: string }) : {};
    if (answer === null || url === undefined) return refused('openid-unreachable');
    return redirected(url, answer.headers.getSetCookie());
  };
  const answered = async (request: Request): Promise<Response> => {
    const answer = await auth()
      .handler(request)
      .catch(() => null);
    const location = answer?.headers.get('location') ?? null;
    if (answer === null || location === null) return refused('openid-failed');
    const code = new URL(location, settings.baseUrl).searchParams.get('error');
    if (code !== null) return refused(REFUSALS[code] ?? 'openid-failed');
    const cookies = answer.headers.getSetCookie();
    // A disabled user's session is nobody's.
    if ((await inSession(cookies)) === null) return refused('openid-disabled');
    return redirected('/', cookies);
  };
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET') return null;
    if (pathname === OPEN_ID_START) return await start(request);
    return pathname === ANSWER ? await answered(request) : null;
  };
}

function refused(why: OpenIdRefusal): Response {
  return redirected(`/sign-in?refused=${why}`, []);
}

function redirected(to: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location: to });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}
