import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { billingFiles } from '../../src/adapters/billing-files/billing-files.ts';
import { monthFolderFiles } from '../../src/adapters/month-folder/month-folder-files.ts';
import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import { runMonth } from '../../src/application/month/run-month.ts';
import { openStatements } from '../../src/application/statements/open-statements.ts';
import type { RoleName } from '../../src/contract/primitives.ts';
import { API_BASE } from '../../src/contract/routes.ts';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import { type RunningService, type ServeOptions, serve } from '../../src/main/serve.ts';
import { bookLike, type FreshBook, freshBook } from '../support/book.ts';

export const MONTHS = join(import.meta.dirname, '../../examples/months');

/** The people of the example book: each role once, and a second reseller and customer. */
export const PEOPLE = {
  admin: ['distributor-admin', null],
  analyst: ['distributor-analyst', null],
  auditor: ['auditor', null],
  harborAdmin: ['reseller-admin', 'harbor'],
  harborUser: ['reseller-user', 'harbor'],
  lanternAdmin: ['reseller-admin', 'lantern'],
  blueKiln: ['customer-user', 'blue-kiln'],
  copperFern: ['customer-user', 'copper-fern'],
} as const satisfies Record<string, readonly [RoleName, string | null]>;
export type Person = keyof typeof PEOPLE;

export type Reply = {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly headers: Headers;
  readonly json: <T = Record<string, unknown>>() => T;
};
export type AskOptions = {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly raw?: string | FormData | Uint8Array<ArrayBuffer>;
};

export type ExampleService = {
  readonly book: FreshBook;
  readonly service: RunningService;
  readonly log: string[];
  /** Asks as one of the people, by an API key; null asks as nobody. */
  readonly ask: (who: Person | null, method: string, path: string, options?: AskOptions) => Promise<Reply>;
  /** The service ends, as if its machine went down; `start` is the next one at the same address. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const ADMIN: Viewer = { id: 'test', name: 'the test', kind: 'user', role: 'distributor-admin', party: null };

/** The last month in the example book; null: it is empty. */
export type LastMonth = '2026-01' | '2026-02' | '2026-03' | null;

/** The example months up to `last` in a book of their own, January opened, and the service over it with a key for everybody. */
export async function exampleService(
  last: LastMonth = '2026-03',
  options: Partial<ServeOptions> = {},
): Promise<ExampleService> {
  const book =
    last === null
      ? await freshBook()
      : await bookLike(`example_${last.replace('-', '_')}`, (empty) => loadMonths(empty, last));
  return serviceOver(book, options);
}

/** The service over a book that is closed with it, with a key for everybody. */
export async function serviceOver(
  book: FreshBook,
  options: Partial<ServeOptions> = {},
): Promise<ExampleService> {
  const log: string[] = [];
  const filesFolder = await mkdtemp(join(tmpdir(), 'creditbook-received-'));
  const begin = (port: number): Promise<RunningService> =>
    serve(book, { port, filesFolder, log: (text) => log.push(text), ...options });
  let service = await begin(0);
  let running = true;
  const keys = new Map<string, string>();
  for (const [person, [role, party]] of Object.entries(PEOPLE)) {
    const { secret, start, hash } = await service.office.credentials.newKey();
    keys.set(person, secret);
    const key = { id: randomUUID(), name: person, start, role, party, madeBy: 'test', days: 1 };
    await service.office.book.writeAs(ADMIN, 'keep', (shelves) => shelves.accounts.addKey(key, hash));
  }
  return {
    book,
    get service() {
      return service;
    },
    log,
    ask: async (who, method, path, { body, headers = {}, raw } = {}) => {
      const key: Record<string, string> = who === null ? {} : { authorization: `Bearer ${keys.get(who)}` };
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
      const url = path.startsWith('/api') ? path : API_BASE + path;
      const reply = await fetch(service.url + url, {
        method,
        headers: { ...key, ...type, ...headers },
        body: sent,
      });
      const bytes = new Uint8Array(await reply.arrayBuffer());
      const text = new TextDecoder().decode(bytes);
      return {
        status: reply.status,
        bytes,
        text,
        headers: reply.headers,
        json: <T>() => JSON.parse(text) as T,
      };
    },
    stop: async () => {
      running = false;
      await service.close();
    },
    start: async () => {
      service = await begin(Number(new URL(service.url).port));
      running = true;
    },
    close: async () => {
      if (running) await service.close();
      await book.close();
      await rm(filesFolder, { recursive: true, force: true });
    },
  };
}

export async function loadMonths(book: FreshBook, last: string): Promise<void> {
  const desk = {
    book: postgresBook(book.pool),
    compileRegex: compileLinearRegex,
    billingFiles: billingFiles(),
  };
  const files = monthFolderFiles(compileLinearRegex);
  for (const month of ['2026-01', '2026-02', '2026-03'].filter((one) => one <= last)) {
    const reading = await files.month(join(MONTHS, month));
    await runMonth(
      desk,
      reading,
      { final: false, replace: false, useCredits: null, program: null },
      () => undefined,
    );
  }
  await openStatements(desk, { period: '2026-01' });
}
