import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins';
import type { Pool } from 'pg';

/** OpenID Connect, when the environment configures it. Users are known by their e-mail and are never made by signing in. */
export type OpenIdSettings = {
  readonly name: string;
  readonly discoveryUrl: string;
  readonly id: string;
  readonly secret: string;
  /** Believe its e-mails even where it does not say that it has verified them. */
  readonly trustsEmail: boolean;
};

export type AuthSettings = {
  /** At least 32 random characters, the same after a restart. */
  readonly secret: string;
  readonly baseUrl: string;
};

export const AUTH_PATH = '/api/auth';
export const OPEN_ID = 'openid';
export const SESSION_DAYS = 7;
const DAY_SECONDS = 86_400;

/** The library that hashes passwords, keeps sessions, checks API keys and speaks OpenID Connect. */
export function authOf(pool: Pool, { secret, baseUrl }: AuthSettings, openId: OpenIdSettings | null) {
  return betterAuth({
    database: pool,
    secret,
    baseURL: baseUrl,
    basePath: AUTH_PATH,
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: SESSION_DAYS * DAY_SECONDS, updateAge: DAY_SECONDS },
    account: {
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, trustedProviders: openId?.trustsEmail === true ? [OPEN_ID] : [] },
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        party: { type: 'string', required: false, input: false },
        disabled: { type: 'boolean', required: true, defaultValue: false, input: false },
      },
    },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'creditbook',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [
      apiKey({
        enableMetadata: true,
        defaultPrefix: 'cbk_',
        rateLimit: { enabled: false },
        keyExpiration: { minExpiresIn: 1, maxExpiresIn: 730 },
      }),
      ...(openId === null
        ? []
        : [
            genericOAuth({
              config: [
                {
                  providerId: OPEN_ID,
                  discoveryUrl: openId.discoveryUrl,
                  clientId: openId.id,
                  clientSecret: openId.secret,
                  scopes: ['openid', 'email', 'profile'],
                  pkce: true,
                  disableSignUp: true,
                },
              ],
            }),
          ]),
    ],
  });
}

export type Auth = ReturnType<typeof authOf>;
