import type { Pool } from 'pg';
import { serviceSecret } from '../adapters/accounts/service-secrets.ts';
import { secretSeal } from '../adapters/secrets/secret-seal.ts';
import type { SecretSeal } from '../application/access/secret-seal.ts';
import { BadInput } from '../application/errors.ts';

/** The keys that the installation keeps outside the book; the first seals, all open. */
export type SealingKeys = readonly string[];

const LEAST = 32;

/** The keys as the environment says them; none: the book's own is used, which lies beside what it seals. */
export function sealingKeysOf(env: NodeJS.ProcessEnv): SealingKeys {
  const newest = env['CREDITBOOK_SECRET'] ?? '';
  const earlier = (env['CREDITBOOK_SECRET_BEFORE'] ?? '').split(/\s+/);
  const keys = [newest, ...earlier].filter((key) => key !== '');
  const name = newest === '' ? 'CREDITBOOK_SECRET_BEFORE' : 'CREDITBOOK_SECRET';
  if (keys.length > 0 && (newest === '' || keys.some((key) => key.length < LEAST))) {
    const seen = newest === '' ? 'an earlier key without one of today' : 'a key that can be guessed';
    const todo = `set CREDITBOOK_SECRET to ${LEAST} random characters or more: openssl rand -base64 48`;
    throw new BadInput([{ file: name, row: null, column: null, seen, todo }]);
  }
  return keys;
}

/** The seal of a book. What its own key sealed opens still when the installation has a key of its own. */
export async function sealOf(pool: Pool, keys: SealingKeys): Promise<SecretSeal> {
  const own = await serviceSecret(pool, 'sealing');
  const [newest = own, ...earlier] = keys;
  return secretSeal(newest, [...earlier, own]);
}
