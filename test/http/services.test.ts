import { cpSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { JOB_LOCK } from '../../src/adapters/postgres/job-claims.ts';
import { BIN, runBin } from '../cli/run-bin.ts';
import { whole } from '../crash/whole-book.ts';
import { askAgain } from '../support/ask-again.ts';
import { bookLike, type FreshBook } from '../support/book.ts';
import { type Started, started } from '../support/started.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { MONTHS } from './example-service.ts';

const ADMIN = { id: 'test', name: 'the test', kind: 'user', role: 'distributor-admin', party: null };
/** January was drafted with credits: this drafts it anew. */
const GENERATE = { period: '2026-01', useCredits: false, late: false, seller: null, buyers: null };
/** What stops a job in the middle of its transaction: reads pass, what it writes there waits. */
const MIDDLE = { import: 'control_totals', generate: 'statements' } as const;

/** A book with January in it, its parties and rules, and nothing billed. */
async function januaryBook(): Promise<FreshBook> {
  const cwd = writtenFolder({});
  const book = await bookLike('january', async ({ url }) => {
    const read = await runBin(['month', join(MONTHS, '2026-01'), '--book', url], { cwd });
    expect(read.code).toBe(0);
  });
  onTestFinished(() => book.close());
  return book;
}

async function service(book: FreshBook): Promise<Started & { readonly url: string }> {
  const own = started(BIN, ['serve', '--port', '0', '--book', book.url]);
  const [, url = ''] = await own.until(/^Creditbook is at (\S+)$/m);
  return { ...own, url };
}

function receivedFebruary(): string {
  const folder = writtenFolder({});
  cpSync(join(MONTHS, '2026-02/cur'), folder, { recursive: true });
  return folder;
}

async function addJob(book: FreshBook, id: string, kind: keyof typeof MIDDLE, input: object): Promise<void> {
  await book.pool.query(
    `insert into jobs (job_id, kind, state, viewer, origin, input) values ($1, $2, 'waiting', $3, 'test', $4)`,
    [id, kind, JSON.stringify(ADMIN), JSON.stringify(input)],
  );
}

/** Holds everybody up who writes into the table, until it is let go. */
async function held(book: FreshBook, table: string): Promise<() => Promise<void>> {
  const other = new pg.Client({ connectionString: book.url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query('begin');
  await other.query(`lock table ${table} in exclusive mode`);
  return async () => {
    await other.query('commit');
  };
}

/** Asks the book again and again until it has something to tell. */
async function until<Row extends pg.QueryResultRow>(
  book: FreshBook,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row> {
  return askAgain(async () => (await book.pool.query<Row>(sql, [...values])).rows[0] ?? null);
}

/** The server process of the connection that runs the job, once its transaction waits for the held table. */
async function inTheMiddle(book: FreshBook, table: string, notPid = 0): Promise<number> {
  await until(
    book,
    `select 1 from pg_locks where relation = $1::regclass and not granted
       and database = (select oid from pg_database where datname = current_database())`,
    [table],
  );
  const { pid } = await until<{ pid: number }>(
    book,
    `select pid from pg_locks where locktype = 'advisory' and classid = $1 and granted and pid <> $2
       and database = (select oid from pg_database where datname = current_database())`,
    [JOB_LOCK, notPid],
  );
  return pid;
}

/** How often it was lost with its service. */
const lost = async (book: FreshBook, id: string): Promise<number | undefined> =>
  (await book.pool.query<{ lost: number }>('select lost from jobs where job_id = $1', [id])).rows[0]?.lost;

const over = (book: FreshBook, id: string) =>
  until<{ state: string; begun: number }>(
    book,
    `select state, begun from jobs where job_id = $1 and state in ('done', 'failed', 'cancelled')`,
    [id],
  );

async function deeds(book: FreshBook): Promise<{ readonly what: string; readonly times: number }[]> {
  const { rows } = await book.pool.query<{ what: string; times: number }>(
    "select what, count(*)::int4 as times from audit_log where role <> 'command line' group by what order by what",
  );
  return rows;
}

describe('two services on one book', () => {
  test('do each job once', async () => {
    const book = await januaryBook();
    const ids = Array.from({ length: 6 }, (_, n) => `job-${n}`);
    for (const id of ids) await addJob(book, id, 'generate', GENERATE);
    await Promise.all([service(book), service(book)]);
    const ended = await Promise.all(ids.map((id) => over(book, id)));
    expect(ended).toEqual(ids.map(() => ({ state: 'done', begun: 1 })));
    expect(await deeds(book)).toEqual([{ what: 'generateStatements', times: 6 }]);
  });

  test('when the one that runs a job is killed, the other one takes it over', async () => {
    const book = await januaryBook();
    const letGo = await held(book, MIDDLE.import);
    await addJob(book, 'import', 'import', { folder: receivedFebruary(), final: false, replace: false });
    const first = await service(book);
    const pid = await inTheMiddle(book, MIDDLE.import);
    await service(book);
    first.process.kill('SIGKILL');
    await first.ended;
    expect(await inTheMiddle(book, MIDDLE.import, pid)).not.toBe(pid);
    await letGo();
    expect(await over(book, 'import')).toEqual({ state: 'done', begun: 2 });
    expect(await lost(book, 'import')).toBe(1);
    expect(await deeds(book)).toEqual([{ what: 'startImport', times: 1 }]);
  });
});

describe('a service in the middle of long work', () => {
  test.each(['import', 'generate'] as const)(
    'is killed during %s: the next one ends with the same book as if nothing had been',
    async (kind) => {
      const work = async (book: FreshBook) => {
        const folder = receivedFebruary();
        await addJob(
          book,
          'job',
          kind,
          kind === 'generate' ? GENERATE : { folder, final: false, replace: false },
        );
      };
      const undisturbed = await januaryBook();
      await work(undisturbed);
      await service(undisturbed);
      await over(undisturbed, 'job');
      const book = await januaryBook();
      const letGo = await held(book, MIDDLE[kind]);
      await work(book);
      const killed = await service(book);
      await inTheMiddle(book, MIDDLE[kind]);
      killed.process.kill('SIGKILL');
      await killed.ended;
      await letGo();
      await service(book);
      expect(await over(book, 'job')).toEqual({ state: 'done', begun: 2 });
      expect(await whole(book.pool)).toEqual(await whole(undisturbed.pool));
    },
  );

  test('is told to stop: it ends at once, and the next one goes on', async () => {
    const book = await januaryBook();
    const letGo = await held(book, MIDDLE.generate);
    await addJob(book, 'job', 'generate', GENERATE);
    const stopped = await service(book);
    await inTheMiddle(book, MIDDLE.generate);
    stopped.process.kill('SIGTERM');
    expect(await stopped.ended).toBe(0);
    await until(book, `select from jobs where state = 'waiting'`);
    await letGo();
    await service(book);
    expect(await over(book, 'job')).toEqual({ state: 'done', begun: 2 });
    expect(await lost(book, 'job')).toBe(0);
  });

  test.each(['import', 'generate'] as const)('%s is cancelled half-way and leaves nothing', async (kind) => {
    const book = await januaryBook();
    const before = await whole(book.pool);
    const running = await service(book);
    const [, token] = await running.until(/setup#token=(\S+)/);
    const ask = await signedIn(running.url, token ?? '');
    const letGo = await held(book, MIDDLE[kind]);
    const folder = receivedFebruary();
    await addJob(
      book,
      'job',
      kind,
      kind === 'generate' ? GENERATE : { folder, final: false, replace: false },
    );
    await inTheMiddle(book, MIDDLE[kind]);
    const cancelling = ask('jobs/job/cancel');
    // Heard although the job has the writers' turn.
    await until(book, 'select from jobs where cancel_asked');
    await letGo();
    expect(await over(book, 'job')).toEqual({ state: 'cancelled', begun: 1 });
    expect((await cancelling).status).toBe(200);
    expect(await whole(book.pool)).toEqual(before);
    expect((await deeds(book)).map(({ what }) => what)).toEqual(['cancelJob', 'setUpAdmin']);
  });
});

/** The book's first admin, as one who asks this service for something. */
async function signedIn(url: string, token: string): Promise<(path: string) => Promise<Response>> {
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const person = { name: 'Ada', email: 'ada@example.com', password: 'a long enough password' };
  const reply = await post('setup', { ...person, token });
  const { csrf } = (await reply.json()) as { csrf: string };
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .join('; ');
  return (path) => post(path, {}, { cookie, 'x-csrf-token': csrf });
}
