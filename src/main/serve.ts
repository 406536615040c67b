import { rm, stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { OpenIdSettings } from '../adapters/accounts/auth.ts';
import { credentials } from '../adapters/accounts/credentials.ts';
import { serviceSecret } from '../adapters/accounts/service-secrets.ts';
import { signInOver } from '../adapters/accounts/sign-in.ts';
import { documentPrinter } from '../adapters/documents/document-printer.ts';
import { serviceApp } from '../adapters/http/app.ts';
import { attempts } from '../adapters/http/attempts.ts';
import type { House, Limits } from '../adapters/http/call.ts';
import { type JobPlace, jobRunner } from '../adapters/http/job-runner.ts';
import { outboxRunner } from '../adapters/http/outbox-runner.ts';
import { mailCarrier, mailServerTrial } from '../adapters/mail/mail-carrier.ts';
import { monthFolderFiles } from '../adapters/month-folder/month-folder-files.ts';
import { tableOpener } from '../adapters/month-folder/open-table.ts';
import { writeTable } from '../adapters/month-folder/write-table.ts';
import type { OpenBook } from '../adapters/postgres/connect.ts';
import { hasPortalWall, serviceBook } from '../adapters/postgres/service-book.ts';
import { compileLinearRegex } from '../adapters/regex/linear-regex.ts';
import { systemCsv } from '../adapters/system-files/system-csv.ts';
import { webhookAddressFault } from '../adapters/webhooks/address.ts';
import { newWebhookSecret } from '../adapters/webhooks/signature.ts';
import { webhookCarrier } from '../adapters/webhooks/webhook-carrier.ts';
import type { Office } from '../application/access/act.ts';
import type { ImportInput } from '../application/access/job-desk.ts';
import type { Carriers } from '../application/access/outbox.ts';
import { DOES_NOT_OPEN, type SecretSeal, sealAnew } from '../application/access/secret-seal.ts';
import { cautionsOf, NO_WALL } from './cautions.ts';
import { bound } from './listen.ts';
import { type SealingKeys, sealOf } from './sealing-keys.ts';
import { filesWherever } from './wherever.ts';

export type ServeOptions = {
  /** 0: any free port. */
  readonly port: number;
  /** The address to listen on; the own machine alone unless it is said. */
  readonly host?: string;
  /** How browsers reach it, when that is not http://host:port: https makes its cookies secure. */
  readonly baseUrl?: string;
  /** Believe X-Forwarded-For of a proxy in front. */
  readonly trustsProxy?: boolean;
  readonly openId?: OpenIdSettings | null;
  /** The built console; the API alone without it. */
  readonly consoleFolder?: string | null;
  /** Where received files wait for their job; it must outlive a restart. */
  readonly filesFolder?: string;
  /** Webhooks may lead to addresses of the own machine and network. */
  readonly tellsPrivateAddresses?: boolean;
  /** What seals secrets; the book's own key unless they are said. */
  readonly sealingKeys?: SealingKeys;
  readonly limits?: Partial<Limits>;
  /** The time of day, by which sources are looked at. */
  readonly now?: () => Date;
  readonly log?: (text: string) => void;
};

export type RunningService = {
  readonly url: string;
  /** null: the book has its admin. Else the address that makes one. */
  readonly firstRunUrl: string | null;
  /** The service without its socket: a request in, a response out. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly office: Office;
  readonly close: () => Promise<void>;
};

const LIMITS: Limits = { jsonBytes: 4_500_000, fileBytes: 20_000_000_000, files: 500, bodySeconds: 30 };
const QUARTER_HOUR = 900;
/** What has to be let go of, in the order in which it was taken. */
type Taken = (() => Promise<unknown>)[];

/**
 * Starts the service and console over an open book. Closing it leaves the book open; one that cannot be started leaves
 * nothing open but the book.
 */
export async function serve(book: OpenBook, options: ServeOptions): Promise<RunningService> {
  const taken: Taken = [];
  const close = async (): Promise<void> => {
    for (const letGo of taken.splice(0).toReversed()) await letGo();
  };
  try {
    return { ...(await begun(book, options, taken)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function begun(
  book: OpenBook,
  options: ServeOptions,
  taken: Taken,
): Promise<Omit<RunningService, 'close'>> {
  const log = options.log ?? ((text) => process.stderr.write(`${text}\n`));
  const host = options.host ?? '127.0.0.1';
  const pool = accountsPool(book.pool);
  taken.push(() => pool.end());
  const wall = await hasPortalWall(book.pool);
  const cautions = cautionsOf({ wall, keys: options.sealingKeys ?? [] });
  if (!wall) log(NO_WALL);
  const seal = await sealOf(book.pool, options.sealingKeys ?? []);
  const allowsPrivate = options.tellsPrivateAddresses === true;
  const now = options.now ?? (() => new Date());
  const files = filesWherever(process.env, now);
  taken.push(files.close);
  const { billingFiles, source: fileSource } = files;
  const office = officeOver(book, wall, { seal, cautions, allowsPrivate, billingFiles, fileSource, now });
  taken.push(() => office.printer.close());
  const { unopened } = await sealAnew(office.book, seal);
  if (unopened > 0) log(`${unopened} secrets do not open: ${DOES_NOT_OPEN}`);
  const socket = await bound(options.port, host);
  taken.push(socket.close);
  const url = options.baseUrl ?? `http://${isIP(host) === 6 ? `[${host}]` : host}:${socket.port}`;
  const signIn = signInOver(
    pool,
    { secret: await serviceSecret(pool, 'cookies'), baseUrl: url },
    options.openId ?? null,
  );
  const logError = (error: unknown): void =>
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const jobs = jobRunner(office, { ...RECEIVED, log: logError });
  const clock = (): number => Date.now();
  const outbox = outboxRunner(office.book, carriersOf(seal, allowsPrivate, clock), logError);
  taken.push(async () => {
    // First of all nothing new is begun: what is under way is left while the last callers are answered.
    const left = Promise.all([jobs.stop(), outbox.stop()]);
    await socket.close();
    await left;
  });
  const house: House = {
    office,
    signIn,
    jobs,
    outbox,
    failures: { byAddress: attempts(50, QUARTER_HOUR, clock), byEmail: attempts(10, QUARTER_HOUR, clock) },
    filesFolder: options.filesFolder ?? join(tmpdir(), 'creditbook-received'),
    limits: { ...LIMITS, ...options.limits },
  };
  const app = serviceApp(house, {
    baseUrl: url,
    consoleFolder: options.consoleFolder ?? null,
    log: logError,
  });
  const env = { trustsProxy: options.trustsProxy === true };
  socket.answer(async (request, bindings) => app.fetch(request, { ...env, ...bindings }));
  jobs.wake();
  return {
    url,
    firstRunUrl: (await hasNobody(pool)) ? `${url}/setup#token=${signIn.firstRunToken}` : null,
    fetch: async (request) => app.fetch(request, env),
    office,
  };
}

async function hasNobody(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ empty: boolean }>(
    'select not exists (select from accounts."user") as empty',
  );
  return rows[0]?.empty === true;
}

/** Received files lie where they were received, until their import is over. */
const RECEIVED: Omit<JobPlace, 'log'> = {
  canRun: async (job) => job.kind !== 'import' || (await isThere((job.input as ImportInput).folder)),
  afterwards: async (job) => {
    if (job.kind === 'import') await rm((job.input as ImportInput).folder, { recursive: true, force: true });
  },
};

function carriersOf({ open }: SecretSeal, allowsPrivate: boolean, now: () => number): Carriers {
  return { webhook: webhookCarrier({ allowsPrivate, openSecret: open, now }), mail: mailCarrier(open) };
}

type Means = Pick<Office, 'seal' | 'cautions' | 'billingFiles' | 'fileSource'> & {
  readonly allowsPrivate: boolean;
  readonly now: () => Date;
};

function officeOver(
  book: OpenBook,
  wall: boolean,
  { seal, cautions, billingFiles, fileSource, allowsPrivate, now }: Means,
): Office {
  return {
    book: serviceBook(book.pool, wall),
    compileRegex: compileLinearRegex,
    billingFiles,
    fileSource,
    seal,
    cautions,
    printer: documentPrinter(),
    systemCsv,
    tables: { open: tableOpener(compileLinearRegex), write: writeTable },
    readCreditRecords: monthFolderFiles(compileLinearRegex).creditRecords,
    credentials: { ...credentials, newWebhookSecret },
    today: () => now().toISOString().slice(0, 10),
    now: () => now().toISOString(),
    tryMailServer: mailServerTrial(),
    webhookAddressFault: (url) => webhookAddressFault(url, allowsPrivate),
  };
}

/** The sign-in library reads dates as dates and finds its tables by the search path. */
function accountsPool(book: pg.Pool): pg.Pool {
  const { connectionString, host, port, user, password, database, ssl } = book.options;
  const same =
    connectionString === undefined ? { host, port, user, password, database, ssl } : { connectionString };
  const pool = new pg.Pool({
    ...same,
    max: 4,
    application_name: 'creditbook accounts',
    options: '-c search_path=accounts -c timezone=UTC',
  } as pg.PoolConfig);
  pool.on('error', () => undefined);
  return pool;
}

/** Received files lie where their service runs: a service on another machine leaves such a job to that one. */
async function isThere(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => null)) !== null;
}
