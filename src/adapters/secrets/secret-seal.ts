import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretSeal } from '../../application/access/secret-seal.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 'sealed1';

type Key = { readonly id: string; readonly bytes: Uint8Array };

/**
 * AES-256-GCM under keys derived from long random texts: `newest` seals, it and `earlier` open. A sealed text is
 * `sealed1.KEY.DATA`: which key it needs, which tells nothing of the key, then nonce, tag and text in base64url.
 */
export function secretSeal(newest: string, earlier: readonly string[] = []): SecretSeal {
  const key = keyOf(newest);
  const keys = new Map([...earlier.map(keyOf), key].map((one) => [one.id, one]));
  return {
    seal: (secret, place) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const data = Buffer.concat([nonce, cipher.getAuthTag(), text]);
      return `${FORMAT}.${key.id}.${data.toString('base64url')}`;
    },
    open: (sealed, place) => {
      const [format, id, data] = sealed.split('.');
      const own = keys.get(id ?? '');
      if (format !== FORMAT || own === undefined || data === undefined) return null;
      return opened(own, Buffer.from(data, 'base64url'), place);
    },
    isNewest: (sealed) => sealed.startsWith(`${FORMAT}.${key.id}.`),
  };
}

function opened(key: Key, data: Buffer, place: string): string | null {
  const [nonce, tag, text] = [
    data.subarray(0, NONCE_BYTES),
    data.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
    data.subarray(NONCE_BYTES + TAG_BYTES),
  ];
  try {
    const cipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place));
    cipher.setAuthTag(tag);
    return cipher.update(text, undefined, 'utf8') + cipher.final('utf8');
  } catch {
    return null;
  }
}

function keyOf(text: string): Key {
  return {
    id: Buffer.from(hkdfSync('sha256', text, '', 'creditbook key id', 6)).toString('hex'),
    bytes: new Uint8Array(hkdfSync('sha256', text, '', 'creditbook sealed secrets', KEY_BYTES)),
  };
}
