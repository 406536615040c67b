import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenIdSettings } from '../adapters/accounts/auth.ts';
import type { ServeAsked } from '../adapters/cli/world.ts';
import type { OpenBook } from '../adapters/postgres/connect.ts';
import { BadInput } from '../application/errors.ts';
import { sealingKeysOf } from './sealing-keys.ts';
import { type RunningService, type ServeOptions, serve } from './serve.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUILT = join(ROOT, 'dist/web');

/** The console is made once after `npm ci`; without it a browser would find nothing. Asked before a book is made. */
export async function refuseNotBuilt(consoleFolder = BUILT): Promise<void> {
  const page = await stat(join(consoleFolder, 'index.html')).catch(() => null);
  if (page !== null) return;
  const todo = `run npm run build in ${ROOT}, or npm start, which does it first`;
  throw new BadInput([{ file: consoleFolder, row: null, column: null, seen: 'no built console', todo }]);
}

/** What the environment says of the service. Throws BadInput, before a book is opened for it. */
export function consoleSettings(env: NodeJS.ProcessEnv): Omit<ServeOptions, 'port'> {
  const baseUrl = baseUrlOf(env);
  return {
    ...(baseUrl === null ? {} : { baseUrl }),
    trustsProxy: env['CREDITBOOK_TRUST_PROXY'] === '1',
    openId: openIdOf(env),
    sealingKeys: sealingKeysOf(env),
    tellsPrivateAddresses: env['CREDITBOOK_WEBHOOKS_PRIVATE'] === '1',
  };
}

/** The service and the console over an open book. */
export function openConsole(
  open: OpenBook,
  { book, port, host }: ServeAsked,
  settings: Omit<ServeOptions, 'port'>,
): Promise<RunningService> {
  return serve(open, {
    ...settings,
    port,
    host,
    consoleFolder: BUILT,
    // Received files outlive a restart beside an embedded book; beside a server's there is no place of its own.
    ...(book.includes('://') ? {} : { filesFolder: join(book, 'received') }),
  });
}

/** Scheme, host and port alone: cookies and links are made from it. */
function baseUrlOf(env: NodeJS.ProcessEnv): string | null {
  const seen = env['CREDITBOOK_URL'] ?? '';
  if (seen === '') return null;
  const url = URL.parse(seen);
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  if (isOrigin) return url.origin;
  const todo = 'write how browsers reach it and nothing behind it, like https://credits.example.com';
  throw new BadInput([{ file: 'CREDITBOOK_URL', row: null, column: null, seen, todo }]);
}

/** OpenID Connect as the environment says it; null when it says nothing. */
function openIdOf(env: NodeJS.ProcessEnv): OpenIdSettings | null {
  const discoveryUrl = env['CREDITBOOK_OPENID_DISCOVERY_URL'] ?? '';
  const id = env['CREDITBOOK_OPENID_ID'] ?? '';
  const secret = env['CREDITBOOK_OPENID_SECRET'] ?? '';
  if (discoveryUrl === '' || id === '' || secret === '') return null;
  return {
    name: env['CREDITBOOK_OPENID_NAME'] ?? 'OpenID Connect',
    discoveryUrl,
    id,
    secret,
    trustsEmail: env['CREDITBOOK_OPENID_TRUST_EMAIL'] === '1',
  };
}
