import { lookup } from 'node:dns/promises';
import { request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import type { Attempt, Carry } from '../../application/access/outbox.ts';
import { DOES_NOT_OPEN, type SecretSeal, webhookPlace } from '../../application/access/secret-seal.ts';
import { hostOf, isPrivateAddress, webhookAddressFault } from './address.ts';
import { signedHeaders } from './signature.ts';

export type WebhookSettings = {
  /** Messages may go to addresses of the own machine and network. */
  readonly allowsPrivate: boolean;
  readonly openSecret: SecretSeal['open'];
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  /** Where a name leads; DNS unless it is said. */
  readonly addressesOf?: (name: string) => Promise<readonly string[]>;
};

/** The other side has this long for the whole of its answer. */
const WITHIN_MS = 10_000;
const SHOWN = 200;

/** Sends a message to its webhook. 2xx is taken as heard; everything else is tried again. */
export function webhookCarrier({
  allowsPrivate,
  openSecret,
  now,
  addressesOf = byDns,
}: WebhookSettings): Carry {
  return async ({ id, addressee, payload, webhook }) => {
    if (webhook === null) return { ok: false, answer: 'the webhook was removed' };
    const fault = webhookAddressFault(webhook.url, allowsPrivate);
    if (fault !== null) return { ok: false, answer: `not sent: ${fault}` };
    const secret = openSecret(webhook.secret, webhookPlace(addressee));
    if (secret === null) return { ok: false, answer: `not sent: ${DOES_NOT_OPEN}` };
    const url = new URL(webhook.url);
    try {
      const address = await addressOf(url, allowsPrivate, addressesOf);
      if (address === null)
        return { ok: false, answer: `not sent: ${hostOf(url)} leads to a private address` };
      const headers = signedHeaders({ id, payload }, secret, Math.floor(now() / 1000));
      return await sent(url, address, payload, headers);
    } catch (error) {
      return { ok: false, answer: oneLine(error instanceof Error ? error.message : String(error)) };
    }
  };
}

/** Looked up once and connected to as found: a name that changes its mind in between changes nothing. */
async function addressOf(
  url: URL,
  allowsPrivate: boolean,
  addressesOf: (name: string) => Promise<readonly string[]>,
): Promise<string | null> {
  const host = hostOf(url);
  const found = isIP(host) === 0 ? await addressesOf(host) : [host];
  const [first] = found;
  if (first === undefined || (!allowsPrivate && found.some(isPrivateAddress))) return null;
  return first;
}

async function byDns(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

function sent(
  url: URL,
  address: string,
  payload: string,
  headers: Readonly<Record<string, string>>,
): Promise<Attempt> {
  const options: RequestOptions = {
    method: 'POST',
    host: address,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    path: url.pathname + url.search,
    signal: AbortSignal.timeout(WITHIN_MS),
    agent: false,
    headers: {
      host: url.host,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
      'user-agent': 'Creditbook',
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? secure({ ...options, ...(isIP(hostOf(url)) === 0 ? { servername: hostOf(url) } : {}) })
        : plain(options);
    request.once('error', reject);
    request.once('response', (response) => {
      const status = response.statusCode ?? 0;
      const ok = status >= 200 && status < 300;
      const where = response.headers.location === undefined ? '' : ', which is not followed';
      let body = '';
      const settle = (): void => resolve({ ok, answer: oneLine(`${status}${where} ${ok ? '' : body}`) });
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text.slice(0, SHOWN);
        if (body.length < SHOWN) return;
        // Heard or not, the status has said it; the rest of what it says is not waited for.
        settle();
        request.destroy();
      });
      response.once('error', reject);
      response.once('close', settle);
    });
    request.end(payload);
  });
}

function oneLine(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, SHOWN);
}
