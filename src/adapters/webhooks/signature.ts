import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** 256 bits, as Standard Webhooks writes them. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/** The headers that let the receiver know that the message is ours, new, and as it was sent. `at`: seconds of the epoch. */
export function signedHeaders(
  message: { readonly id: string; readonly payload: string },
  secret: string,
  at: number,
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key)
    .update(`${message.id}.${at}.${message.payload}`)
    .digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': `${at}`,
    'webhook-signature': `v1,${signature}`,
  };
}
