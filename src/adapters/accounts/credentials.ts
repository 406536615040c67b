import { randomUUID } from 'node:crypto';
import { defaultKeyHasher } from '@better-auth/api-key';
import { generateRandomString, hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Credentials } from '../../application/access/account-shelf.ts';

const KEY_PREFIX = 'cbk_';
const SHOWN_CHARACTERS = 8;

/** Secrets as the sign-in library makes and hashes them. */
export const credentials: Omit<Credentials, 'newWebhookSecret'> = {
  hashPassword,
  checkPassword: (hash, password) => verifyPassword({ hash, password }),
  newKey: async () => {
    const secret = KEY_PREFIX + generateRandomString(64, 'a-z', 'A-Z');
    return { secret, start: secret.slice(0, SHOWN_CHARACTERS), hash: await defaultKeyHasher(secret) };
  },
  newId: randomUUID,
};
