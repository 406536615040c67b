import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startDueLooks } from '../../src/application/access/due-looks.ts';
import { askAgain } from '../support/ask-again.ts';
import { BUCKET, type LoopbackStore, loopbackStore, settingsOf } from '../support/loopback-store.ts';
import { type ExampleService, exampleService, MONTHS } from './example-service.ts';

type Look = {
  readonly id: string;
  readonly state: string;
  readonly by: string;
  readonly detail: string | null;
  readonly errors: readonly { readonly field: string; readonly seen: string; readonly todo: string }[];
  readonly result: Readonly<Record<string, unknown>> | null;
};
type Source = {
  readonly id: string;
  readonly etag: string;
  readonly nextLookAt: string | null;
  readonly actions: readonly { readonly name: string; readonly allowed: boolean }[];
};

let store: LoopbackStore;
let house: ExampleService;
/** What the service takes for the time of day. */
let clock = '2026-03-05T10:00:00.000Z';
let watched: Source;
let january = '';
let cache = '';

beforeAll(async () => {
  store = await loopbackStore();
  for (const [name, value] of Object.entries(settingsOf(store.url))) vi.stubEnv(name, value);
  cache = await mkdtemp(join(tmpdir(), 'creditbook-cache-'));
  vi.stubEnv('CREDITBOOK_CACHE', cache);
  january = await azure('2026-01');
  house = await exampleService('2026-01', { now: () => new Date(clock) });
});
afterAll(async () => {
  await house.close();
  await store.close();
  await rm(cache, { recursive: true });
});
beforeEach(() => {
  store.weather = () => null;
  store.asked();
});

async function azure(month: string): Promise<string> {
  const folder = join(MONTHS, month, 'cur', 'azure');
  const [name = ''] = (await readdir(folder)).filter((file) => file.includes(month));
  return readFile(join(folder, name), 'utf8');
}

const items = async <T>(path: string): Promise<T[]> =>
  (await house.ask('admin', 'GET', path)).json<{ items: T[] }>().items;
const looks = (): Promise<Look[]> => items<Look>(`/sources/${watched.id}/looks`);
const now = async (): Promise<Source> =>
  (await items<Source>('/sources')).find(({ id }) => id === watched.id) ?? watched;
const fetched = (): string[] =>
  store
    .asked()
    .filter(({ method, key }) => method === 'GET' && key !== 'list')
    .map(({ key }) => key);

/** Asks until so many looks are over, and gives the newest. */
async function lookNumber(count: number): Promise<Look> {
  return askAgain(async () => {
    const all = await looks();
    const [newest] = all;
    const isOver = all.length >= count && ['done', 'failed'].includes(newest?.state ?? '');
    return isOver ? (newest ?? null) : null;
  });
}

async function lookNow(count: number, body: object = {}): Promise<Look> {
  const started = await house.ask('admin', 'POST', `/sources/${watched.id}/looks`, { body });
  expect(started.status).toBe(202);
  return lookNumber(count);
}

test('a source is looked at as soon as it is watched, and its new deliveries are imported', async () => {
  const body = { name: 'Azure', place: `s3://${BUCKET}/azure`, schedule: { everyHours: 6 } };
  const wrong = await house.ask('admin', 'POST', '/sources', {
    body: { ...body, place: 'gs://other/azure' },
  });
  expect(wrong.status).toBe(422);
  expect(wrong.json<{ errors: unknown }>().errors).toEqual([
    {
      field: 'place',
      seen: 'gs://other/azure',
      todo: 'write the place as s3://bucket/prefix: no other store is read',
    },
  ]);
  await store.put('azure/focus-2026-02.csv', await azure('2026-02'));
  const made = await house.ask('admin', 'POST', '/sources', { body });
  expect(made.status).toBe(201);
  watched = made.json<Source>();
  expect(await lookNumber(1)).toMatchObject({
    state: 'done',
    by: 'the schedule',
    result: {
      outcome: 'imported',
      found: 1,
      changed: 1,
      files: 1,
      months: [{ period: '2026-02', outcome: 'new' }],
    },
  });
  expect((await now()).nextLookAt).toBe('2026-03-05T16:00:00.000Z');
  expect(fetched()).toEqual(['azure/focus-2026-02.csv']);
  const [delivery] = await items<{ id: string }>('/deliveries?period=2026-02');
  const story = (await house.ask('analyst', 'GET', `/deliveries/${delivery?.id}`)).json<{
    files: unknown[];
  }>();
  expect(story.files).toMatchObject([{ name: `s3://${BUCKET}/azure/focus-2026-02.csv` }]);
  const audit = await items<{ who: string; object: string }>('/audit?what=lookAtSource');
  expect(audit).toMatchObject([{ who: 'the schedule', object: watched.id }]);

  const twice = await house.ask('admin', 'POST', '/sources', { body: { ...body, name: 'Again' } });
  expect(twice.json<{ errors: unknown }>().errors).toMatchObject([
    { field: 'place', todo: 'Azure watches it already' },
  ]);
});

test('where nothing is new nothing is fetched, read, or written to the audit log', async () => {
  expect(await lookNow(2)).toMatchObject({
    state: 'done',
    by: 'key admin',
    result: { outcome: 'nothing-new', found: 1, changed: 0, files: 0 },
  });
  expect(fetched()).toEqual([]);
  expect(await items('/audit?what=lookAtSource')).toHaveLength(2);
  // A look that found nothing is no long work worth telling of.
  const jobs = await items<{ kind: string }>('/jobs');
  expect(jobs.filter(({ kind }) => kind === 'look')).toHaveLength(1);
});

test('by the schedule it is looked at when its time has come, once however many services there are', async () => {
  clock = '2026-03-05T15:59:59.000Z';
  await startDueLooks(house.service.office);
  expect(await looks()).toHaveLength(2);
  clock = '2026-03-05T16:00:00.000Z';
  await Promise.all([1, 2, 3].map(() => startDueLooks(house.service.office)));
  await lookNumber(3);
  expect(await looks()).toHaveLength(3);
  expect((await now()).nextLookAt).toBe('2026-03-05T22:00:00.000Z');
});

const [CHARGED, CREDITED] = [10, 12].map((n) => `a2c40000-00${n}-4000-8000-000000000001`);

/** The sum of each account stays: a charge goes from one service to another, and a part of a credit to a new one. */
function changedWithin(csv: string): string {
  const [head = '', ...rows] = csv.trimEnd().split('\n');
  const names = head.split(',');
  const change = (category: string, account = '', column: string, to: string): void => {
    const at = rows.findIndex((row) => row.includes(`,${account},`) && row.includes(`,${category},`));
    const cells = rows[at]?.split(',') ?? [];
    rows[at] = cells.with(names.indexOf(column), to).join(',');
  };
  change('Usage', CHARGED, 'ServiceName', 'Bandwidth');
  change('Credit', CREDITED, 'ChargeDescription', 'Another credit');
  return `${[head, ...rows].join('\n')}\n`;
}

test('a delivery that changes what was billed is told until somebody saw to it, and to webhooks', async () => {
  const hook = { url: 'https://hook.example.com/', events: ['delivery.changed-billed'] };
  const { webhook } = (await house.ask('admin', 'POST', '/webhooks', { body: hook })).json<{
    webhook: { id: string };
  }>();
  expect(await items('/billed-changes')).toEqual([]);
  await store.put('azure/focus-2026-01.csv', changedWithin(january));
  expect(await lookNow(4)).toMatchObject({
    state: 'done',
    result: { found: 1, changed: 1, files: 1, months: [{ outcome: 'newer' }, { outcome: 'unchanged' }] },
  });
  const changes = await items<{
    delivery: string;
    period: string;
    usageAccounts: string[];
    statements: { number: number; buyer: { id: string } }[];
  }>('/billed-changes');
  expect(changes).toMatchObject([{ period: '2026-01', usageAccounts: [CHARGED, CREDITED] }]);
  expect(changes[0]?.statements.length).toBeGreaterThan(0);
  const messages = await items<{ payload: string }>(`/webhooks/${webhook.id}/messages`);
  expect(messages.map(({ payload }) => JSON.parse(payload) as unknown)).toMatchObject([
    { type: 'delivery.changed-billed', data: { delivery: changes[0]?.delivery, period: '2026-01' } },
  ]);
  const path = `/billed-changes/${changes[0]?.delivery}/notice`;
  expect((await house.ask('admin', 'POST', path, { body: {} })).status).toBe(204);
  expect(await items('/billed-changes')).toEqual([]);
  expect((await house.ask('admin', 'POST', path, { body: {} })).status).toBe(404);
  expect(await items('/audit?what=noticeBilledChange')).toHaveLength(1);
});

test('a second export of a month that is put beside a known one is refused, as when both are new', async () => {
  const before = await items('/deliveries');
  const again = { reportName: 'again', reportKeys: ['azure/again/part'] };
  await store.put('azure/again/part', (await azure('2026-02')).replace('D2s v5 hour', 'D4s v5 hour'));
  await store.put('azure/again/again-manifest.json', JSON.stringify(again));
  const refused = await lookNow(5);
  expect(refused).toMatchObject({ state: 'failed', result: null });
  expect(refused.errors).toEqual([
    {
      field: `s3://${BUCKET}/azure/again/again-manifest.json`,
      seen: expect.stringMatching(/, 2026-02 in a second delivery beside s3:\/\/[^ ]+\/azure$/),
      todo: 'watch a place that holds one delivery of a month, in one format',
    },
  ]);
  expect(await items('/deliveries')).toEqual(before);
  await store.put('azure/again/again-manifest.json', '{}');
});

test('a delivery with a fault leaves nothing, and the look shows what is wrong with which file', async () => {
  const before = await items('/deliveries');
  const march = await azure('2026-03');
  await store.put('azure/focus-2026-03.csv', march.replace('2026-03-01T00:00:00Z', 'the first of March'));
  const failed = await lookNow(6);
  expect(failed).toMatchObject({ state: 'failed', detail: 'the files cannot be used', result: null });
  expect(failed.errors[0]).toMatchObject({
    field: expect.stringMatching(new RegExp(`^s3://${BUCKET}/azure/focus-2026-03.csv, row 2, `)),
    seen: '"the first of March"',
  });
  expect(await items('/deliveries')).toEqual(before);
  const listed = await items<{ lastLook: Look }>('/sources');
  expect(listed[0]?.lastLook.errors).toEqual(failed.errors);

  store.weather = ({ key }) => (key === 'list' ? { status: 403, code: 'AccessDenied' } : null);
  expect((await lookNow(7)).errors).toEqual([
    {
      field: `s3://${BUCKET}/azure`,
      seen: 'no right to list it',
      todo: `allow s3:ListBucket on arn:aws:s3:::${BUCKET}`,
    },
  ]);
});

test('what is mended is imported by the next look by itself', async () => {
  await store.put('azure/focus-2026-03.csv', await azure('2026-03'));
  clock = '2026-03-05T22:00:00.000Z';
  expect(await lookNumber(8)).toMatchObject({
    state: 'done',
    by: 'the schedule',
    result: { outcome: 'imported' },
  });
  expect(await items('/deliveries?period=2026-03')).toHaveLength(1);
});

test('a source that was stopped is not looked at, and one that is removed is not there', async () => {
  const { etag } = await now();
  const path = `/sources/${watched.id}`;
  const change = (headers: Record<string, string>, body: object) =>
    house.ask('admin', 'PATCH', path, { headers, body });
  expect((await change({ 'if-match': '"stale"' }, { active: false })).status).toBe(412);
  house.log.length = 0;
  const stopped = await change({ 'if-match': etag }, { active: false, schedule: { dailyAt: '05:30' } });
  expect(house.log).toEqual([]);
  expect(stopped.json()).toMatchObject({
    active: false,
    nextLookAt: null,
    everyHours: null,
    dailyAt: '05:30',
  });
  clock = '2026-03-09T10:00:00.000Z';
  await startDueLooks(house.service.office);
  expect(await looks()).toHaveLength(8);
  const again = await change({ 'if-match': stopped.json<Source>().etag }, { active: true });
  expect(again.json<Source>().nextLookAt).toBe(clock);
  expect(await lookNumber(9)).toMatchObject({ result: { outcome: 'nothing-new' } });
  expect((await now()).nextLookAt).toBe('2026-03-10T05:30:00.000Z');

  expect((await now()).actions.map(({ name, allowed }) => [name, allowed])).toEqual([
    ['look', true],
    ['edit', true],
    ['remove', true],
  ]);
  const seen = (await house.ask('analyst', 'GET', '/sources')).json<{ items: Source[] }>().items;
  expect(seen[0]?.actions.map(({ allowed }) => allowed)).toEqual([false, false, false]);
  expect((await house.ask('admin', 'DELETE', path)).status).toBe(204);
  expect((await house.ask('admin', 'GET', `${path}/looks`)).status).toBe(404);
  expect((await house.ask('admin', 'POST', `${path}/looks`, { body: {} })).status).toBe(404);
  expect(await items('/deliveries?period=2026-03')).toHaveLength(1);
});
