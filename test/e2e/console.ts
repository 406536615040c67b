import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { type RunningService, serve } from '../../src/main/serve.ts';
import { type ExampleService, type LastMonth, loadMonths, serviceOver } from '../http/example-service.ts';
import { bookLike, type FreshBook } from '../support/book.ts';
import { WATCH_SHIFTS } from './accessible.ts';
import { startBrowser } from './browser.ts';

const ROOT = join(import.meta.dirname, '../..');
export const BUILT = join(ROOT, 'dist/web');
export const PASSWORD = 'a long enough password';
const WAIT_MS = 15_000;

/** Who signs in: the first-run admin makes the others. */
const PEOPLE = {
  admin: { name: 'Ada Winter', role: 'distributor-admin', party: null },
  analyst: { name: 'Anton Lee', role: 'distributor-analyst', party: null },
  auditor: { name: 'Aude Reed', role: 'auditor', party: null },
  reseller: { name: 'Hal Quay', role: 'reseller-admin', party: 'harbor' },
  customer: { name: 'Bo Kiln', role: 'customer-user', party: 'blue-kiln' },
} as const;
export type Person = keyof typeof PEOPLE;

export type Console = {
  readonly url: string;
  readonly example: ExampleService;
  /** A page of its own, signed in through the form the first time and by the same session afterwards. */
  readonly signIn: (person: Person, view?: View) => Promise<Page>;
  readonly open: (path: string) => Promise<Page>;
  readonly close: () => Promise<void>;
};
type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;
export type View = { readonly width?: number };

/** The example book behind the real service and a real browser. */
export async function startConsole(last: Exclude<LastMonth, null> = '2026-03'): Promise<Console> {
  build();
  const example = await serviceOver(await bookWithPeople(last), { consoleFolder: BUILT });
  const url = example.service.url;
  const browser = await startBrowser();
  const sessions = new Map<Person, SignedIn>();
  const fresh = async ({ width = 1440 }: View = {}, person?: Person): Promise<Page> => {
    const known = person === undefined ? undefined : sessions.get(person);
    const context = await browser.newContext({
      baseURL: url,
      ...(known === undefined ? {} : { storageState: known }),
      viewport: { width, height: 900 },
      locale: 'en-US',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(WAIT_MS);
    await context.addInitScript(WATCH_SHIFTS);
    return await context.newPage();
  };
  return {
    url,
    example,
    open: async (path) => {
      const page = await fresh();
      await page.goto(path);
      return page;
    },
    signIn: async (person, view) => {
      const page = await fresh(view, person);
      if (sessions.has(person)) {
        await page.goto('/');
        return page;
      }
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill(emailOf(person));
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL((at) => at.pathname !== '/sign-in');
      sessions.set(person, await page.context().storageState());
      return page;
    },
    close: async () => {
      await browser.close();
      await example.close();
    },
  };
}

/** `npm test` has built the console before; a single file's run builds it where there is none, as it is for people. */
function build(): void {
  if (existsSync(join(BUILT, 'index.html'))) return;
  execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: 'inherit',
    },
  );
}

function emailOf(person: Person): string {
  return `${person}@book.example`;
}

/** Five passwords take longer to hash than many a test of the console takes. */
async function bookWithPeople(last: Exclude<LastMonth, null>): Promise<FreshBook> {
  return await bookLike(`console_${last.replace('-', '_')}`, async (book) => {
    await loadMonths(book, last);
    const filesFolder = await mkdtemp(join(tmpdir(), 'creditbook-received-'));
    const service = await serve(book, { port: 0, filesFolder, log: () => undefined });
    try {
      await addPeople(service);
    } finally {
      await service.close();
      await rm(filesFolder, { recursive: true, force: true });
    }
  });
}

async function addPeople(service: RunningService): Promise<void> {
  const post = async (
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const reply = await fetch(`${service.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: service.url, ...headers },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
    return reply;
  };
  const token = new URLSearchParams(new URL(service.firstRunUrl ?? '').hash.slice(1)).get('token');
  const first = await post('/setup', {
    token,
    name: PEOPLE.admin.name,
    email: emailOf('admin'),
    password: PASSWORD,
  });
  const { csrf } = (await first.json()) as { csrf: string };
  const cookie = first.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  for (const [person, details] of Object.entries(PEOPLE)) {
    if (person === 'admin') continue;
    const user = { ...details, email: emailOf(person as Person), password: PASSWORD };
    await post('/users', user, { cookie, 'x-csrf-token': csrf });
  }
}
