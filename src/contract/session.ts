import { z } from 'zod';
import { actions, instant, named, neededText, partyId, role } from './primitives.ts';
import { ACCOUNT_KEEPERS, EVERYONE, type Routes } from './route.ts';

const email = z.email({ error: 'write an e-mail address' }).max(254);
const password = z
  .string()
  .min(12, { error: 'a password has at least 12 characters' })
  .max(128, { error: 'a password has at most 128 characters' });

export const me = z
  .object({
    /** null: an API key. */
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
    role,
    party: named.nullable(),
    /** Send it back as X-CSRF-Token with every write; null for an API key, which needs none. */
    csrf: z.string().nullable(),
    distributorName: z.string(),
    currency: z.string(),
    /** The newest billing period of the book that this viewer knows of. */
    newestPeriod: z.string().nullable(),
    actions,
  })
  .meta({ id: 'Me' });

export const user = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    party: named.nullable(),
    disabled: z.boolean(),
    createdAt: instant,
    lastSeenAt: instant.nullable(),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'User' });

export const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    /** The first characters, to know it by. */
    start: z.string(),
    role,
    party: named.nullable(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
    revoked: z.boolean(),
    actions,
  })
  .meta({ id: 'ApiKey' });

const idParam = z.object({ id: neededText(200) });

export const SESSION_ROUTES = {
  getSetUp: {
    method: 'get',
    path: '/setup',
    summary: 'Whether the book still waits for its first admin, and how one may sign in',
    who: 'anybody',
    answer: z.object({
      needed: z.boolean(),
      /** Name of the OpenID Connect sign-in, if one is configured. */
      openId: z.object({ name: z.string(), url: z.string() }).nullable(),
    }),
  },
  setUpAdmin: {
    method: 'post',
    path: '/setup',
    summary: 'First run: become the admin, with the token that the service printed',
    who: 'anybody',
    body: z.strictObject({ token: neededText(200), name: neededText(200), email, password }),
    answer: me,
  },
  signIn: {
    method: 'post',
    path: '/session',
    summary: 'Sign in with e-mail and password; the session is a secure cookie',
    who: 'anybody',
    body: z.strictObject({ email: neededText(254), password: z.string().max(128) }),
    answer: me,
  },
  signOut: {
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    who: EVERYONE,
    answer: 'nothing',
    status: 204,
  },
  getMe: { method: 'get', path: '/me', summary: 'Who I am and what I may do', who: EVERYONE, answer: me },
  changePassword: {
    method: 'post',
    path: '/me/password',
    summary: 'Change my password; every other session of mine ends',
    who: EVERYONE,
    body: z.strictObject({ current: z.string().max(128), next: password }),
    answer: 'nothing',
    status: 204,
  },
  listUsers: {
    method: 'get',
    path: '/users',
    summary: 'Users: all for the distributor, its own for a reseller admin',
    who: [...ACCOUNT_KEEPERS, 'auditor'],
    answer: z.object({ items: z.array(user) }),
  },
  createUser: {
    method: 'post',
    path: '/users',
    summary: 'Add a user with a role and, for resellers and customers, a party',
    who: ACCOUNT_KEEPERS,
    body: z.strictObject({ name: neededText(200), email, role, party: partyId.nullable(), password }),
    answer: user,
    status: 201,
  },
  updateUser: {
    method: 'patch',
    path: '/users/{id}',
    summary: 'Rename, change the role, disable or enable, set a new password; ends the sessions of that user',
    who: ACCOUNT_KEEPERS,
    params: idParam,
    ifMatch: true,
    body: z.strictObject({
      name: neededText(200).optional(),
      role: role.optional(),
      party: partyId.nullable().optional(),
      disabled: z.boolean().optional(),
      password: password.optional(),
    }),
    answer: user,
  },
  listKeys: {
    method: 'get',
    path: '/keys',
    summary: 'API keys: all for the distributor, its own for a reseller admin',
    who: [...ACCOUNT_KEEPERS, 'auditor'],
    answer: z.object({ items: z.array(apiKey) }),
  },
  createKey: {
    method: 'post',
    path: '/keys',
    summary: 'Make an API key; its secret is shown this once',
    who: ACCOUNT_KEEPERS,
    body: z.strictObject({
      name: neededText(100),
      role,
      party: partyId.nullable(),
      expiresInDays: z.number().int().min(1).max(730),
    }),
    answer: z.object({ key: apiKey, secret: z.string() }),
    status: 201,
  },
  revokeKey: {
    method: 'delete',
    path: '/keys/{id}',
    summary: 'End an API key now',
    who: ACCOUNT_KEEPERS,
    params: idParam,
    answer: 'nothing',
    status: 204,
  },
} as const satisfies Routes;

export type Me = z.infer<typeof me>;
export type UserView = z.infer<typeof user>;
export type ApiKeyView = z.infer<typeof apiKey>;
