import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';

/** One request as it reaches the store. */
export type Asked = {
  readonly method: string;
  /** `list`, or the key that is asked for. */
  readonly key: string;
  readonly range: string | null;
};

/** What happens to a request on its way: refused by the store, cut off after some bytes, or a byte turned over. */
export type Storm =
  | { readonly status: number; readonly code: string }
  | { readonly cutAfter: number }
  | { readonly turned: number };

export type LoopbackStore = {
  readonly url: string;
  readonly put: (key: string, content: string | Buffer) => Promise<void>;
  /** Everything that was asked since the last time. */
  readonly asked: () => Asked[];
  /** Decides for each request; null is fair weather. */
  weather: (asked: Asked) => Promise<Storm | null> | Storm | null;
  readonly close: () => Promise<void>;
};

export const BUCKET = 'billing-exports';

/** A store that speaks S3 on loopback, reached through a line on which anything may happen. */
export async function loopbackStore(): Promise<LoopbackStore> {
  const app = buildApp({ logger: false });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const behind = (app.server.address() as AddressInfo).port;
  let seen: Asked[] = [];
  const line = createServer((asking, answer) => {
    const asked = askedIn(asking);
    if (asking.method !== 'PUT') seen.push(asked);
    void carry(asking, answer, asking.method === 'PUT' ? null : store.weather(asked));
  });
  const carry = async (
    asking: IncomingMessage,
    answer: ServerResponse,
    weather: Promise<Storm | null> | Storm | null,
  ): Promise<void> => {
    const storm = await weather;
    if (storm !== null && 'code' in storm) refuse(answer, storm);
    else passOn(asking, answer, behind, storm);
  };
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  const s3 = new S3Client({
    endpoint: url,
    forcePathStyle: true,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'writer', secretAccessKey: 'writer' },
  });
  await fetch(`${url}/${BUCKET}`, { method: 'PUT' });
  const store: LoopbackStore = {
    url,
    put: async (key, content) => {
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: content }));
    },
    asked: () => {
      const all = seen;
      seen = [];
      return all;
    },
    weather: () => null,
    close: async () => {
      s3.destroy();
      await closed(line);
      await app.close();
    },
  };
  return store;
}

/** What the SDK reads from the environment to come to this store and no other. */
export function settingsOf(url: string): Readonly<Record<string, string | undefined>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'reader',
    AWS_SECRET_ACCESS_KEY: 'reader',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_CONFIG_FILE: '/nowhere/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function askedIn(asking: IncomingMessage): Asked {
  const { pathname } = new URL(asking.url ?? '', 'http://store');
  const [, , ...key] = pathname.split('/').map(decodeURIComponent);
  return {
    method: asking.method ?? '',
    key: key.join('/') === '' ? 'list' : key.join('/'),
    range: asking.headers.range ?? null,
  };
}

function refuse(answer: ServerResponse, { status, code }: { status: number; code: string }): void {
  answer.writeHead(status, { 'content-type': 'application/xml' });
  answer.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`,
  );
}

function passOn(
  asking: IncomingMessage,
  answer: ServerResponse,
  port: number,
  storm: Exclude<Storm, { code: string }> | null,
): void {
  const { method, url: path, headers } = asking;
  const onwards = request({ host: '127.0.0.1', port, method, path, headers }, (come) => {
    answer.writeHead(come.statusCode ?? 500, come.headers);
    let at = 0;
    come.on('data', (chunk: Buffer) => {
      if (storm !== null && 'turned' in storm && storm.turned >= at && storm.turned < at + chunk.length) {
        const place = storm.turned - at;
        chunk.writeUInt8(chunk.readUInt8(place) ^ 1, place);
      }
      const cut = storm !== null && 'cutAfter' in storm ? storm.cutAfter - at : chunk.length;
      at += chunk.length;
      if (cut >= chunk.length) answer.write(chunk);
      else answer.write(chunk.subarray(0, Math.max(cut, 0)), () => answer.destroy());
    });
    come.on('end', () => {
      if (!answer.destroyed) answer.end();
    });
  });
  asking.pipe(onwards);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
