import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { legacyCsv, newFolder } from '../billing-files/made-files.ts';
import {
  type Asked,
  BUCKET,
  type LoopbackStore,
  loopbackStore,
  type Storm,
  settingsOf,
} from '../support/loopback-store.ts';
import { monthsAt, newElsewhere, toldOf } from './made-source.ts';

let store: LoopbackStore;
let prefix = 0;
let april = '';

beforeAll(async () => {
  store = await loopbackStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  for (const [name, value] of Object.entries(settingsOf(store.url))) vi.stubEnv(name, value);
  prefix += 1;
  april = `w${prefix}/april.csv`;
  store.weather = () => null;
  await store.put(april, APRIL);
  store.asked();
});

const LINES = 10_000;
const APRIL = legacyCsv(Array.from({ length: LINES }, (_, n) => ({ cost: `${n}` })));
const PLACE = (): string => `s3://${BUCKET}/w${prefix}`;

const isRead = ({ method, key }: Asked): boolean => method === 'GET' && key !== 'list';
/** From which byte on each reading was asked for. */
const readFrom = (): number[] =>
  store
    .asked()
    .filter(isRead)
    .map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));

/** The storms that come over the reading of a file, one after the other. */
function readingThrough(...storms: readonly (Storm | null)[]): void {
  const waiting = [...storms];
  store.weather = (asked) => (isRead(asked) ? (waiting.shift() ?? null) : null);
}

/** What lies in the cache, whole and torn. */
function cached(cacheFolder: string): Record<string, number> {
  const names = (folder: string): number => {
    try {
      return readdirSync(join(cacheFolder, folder)).length;
    } catch {
      return 0;
    }
  };
  return { files: names('files'), parts: names('parts'), looks: names('looks') };
}

test('a transfer that is cut off goes on where it was cut, and is whole in the end', async () => {
  readingThrough({ cutAfter: 400_000 }, { cutAfter: 300_000 });
  const cacheFolder = newFolder();
  const [month] = await monthsAt(newElsewhere({ cacheFolder }), [PLACE()]);
  expect(month?.delivery.lines).toBe(LINES);
  const [first, second, third, ...more] = readFrom();
  expect([first, more]).toEqual([0, []]);
  expect(second).toBeGreaterThan(0);
  expect(second).toBeLessThanOrEqual(400_000);
  // What was on its way when the line was cut may be lost; what came is not asked for again.
  expect(third).toBeGreaterThan(second ?? 0);
  expect(third).toBeLessThanOrEqual((second ?? 0) + 300_000);
  expect(cached(cacheFolder)).toEqual({ files: 1, parts: 0, looks: 0 });
});

test('one that comes no further is given up, and the next import goes on from there', async () => {
  const nothing = { cutAfter: 0 };
  readingThrough({ cutAfter: 400_000 }, nothing, nothing, nothing);
  const cacheFolder = newFolder();
  const told = await toldOf(monthsAt(newElsewhere({ cacheFolder }), [PLACE()]));
  const had = Number(/ at (\d+) of /.exec(told)?.[1]);
  expect(told).toBe(
    `s3://${BUCKET}/${april}: saw a transfer that broke off at ${had} of ${APRIL.length} bytes; try again: it goes on from there`,
  );
  expect(had).toBeGreaterThan(0);
  expect(cached(cacheFolder)).toEqual({ files: 0, parts: 1, looks: 0 });
  store.asked();
  const [month] = await monthsAt(newElsewhere({ cacheFolder }), [PLACE()]);
  expect(month?.delivery.lines).toBe(LINES);
  expect(readFrom()).toEqual([had]);
});

test('what a killed import left is taken up by the next one, once', async () => {
  const nothing = { cutAfter: 0 };
  readingThrough({ cutAfter: 400_000 }, nothing, nothing, nothing);
  const cacheFolder = newFolder();
  await toldOf(monthsAt(newElsewhere({ cacheFolder }), [PLACE()]));
  const [part = ''] = readdirSync(join(cacheFolder, 'parts'));
  // No process has this number: Linux ends below it.
  renameSync(join(cacheFolder, 'parts', part), join(cacheFolder, 'parts', `${part}.4194305.dead`));
  store.asked();
  const both = [newElsewhere({ cacheFolder }), newElsewhere({ cacheFolder })];
  const months = await Promise.all(both.map((one) => monthsAt(one, [PLACE()])));
  expect(months.map(([month]) => month?.delivery.lines)).toEqual([LINES, LINES]);
  expect(readFrom().filter((from) => from > 0)).toHaveLength(1);
  expect(cached(cacheFolder)).toEqual({ files: 1, parts: 0, looks: 0 });
});

test('a file that changes while it is fetched is refused, and never mixed of two', async () => {
  store.weather = async (asked) => {
    if (!isRead(asked)) return null;
    if (asked.range !== null) return null;
    await store.put(april, legacyCsv([{ cost: '1' }]));
    return null;
  };
  const cacheFolder = newFolder();
  expect(await toldOf(monthsAt(newElsewhere({ cacheFolder }), [PLACE()]))).toBe(
    `s3://${BUCKET}/${april}: saw a file that changed while it was fetched; wait until its delivery is complete, and try again`,
  );
  expect(cached(cacheFolder)).toMatchObject({ files: 0, looks: 0 });
  store.weather = () => null;
  expect((await monthsAt(newElsewhere({ cacheFolder }), [PLACE()]))[0]?.delivery.lines).toBe(1);
});

test('it is refused too when it changes between two pieces', async () => {
  store.weather = async (asked) => {
    if (!isRead(asked)) return null;
    if (asked.range === null) return { cutAfter: 400_000 };
    await store.put(april, legacyCsv([{ cost: '1' }]));
    return null;
  };
  expect(await toldOf(monthsAt(newElsewhere(), [PLACE()]))).toContain(
    'saw a file that changed while it was fetched',
  );
});

test('a byte that is turned over on the way is found by the checksum, and the copy is not kept', async () => {
  readingThrough({ turned: 50_000 });
  const cacheFolder = newFolder();
  expect(await toldOf(monthsAt(newElsewhere({ cacheFolder }), [PLACE()]))).toBe(
    `s3://${BUCKET}/${april}: saw a content that does not come to its CRC32; try again`,
  );
  expect(cached(cacheFolder)).toEqual({ files: 0, parts: 0, looks: 0 });
  expect((await monthsAt(newElsewhere({ cacheFolder }), [PLACE()]))[0]?.delivery.lines).toBe(LINES);
});

test('a turned byte is found after a resumed transfer too', async () => {
  readingThrough({ cutAfter: 400_000 }, { turned: 10 });
  expect(await toldOf(monthsAt(newElsewhere(), [PLACE()]))).toContain('does not come to its CRC32');
});

test('a store that is too busy for a moment is asked again', async () => {
  const busy = { status: 503, code: 'SlowDown' };
  const waiting = [busy, null, busy, null];
  store.weather = ({ method }) => (method === 'GET' ? (waiting.shift() ?? null) : null);
  expect((await monthsAt(newElsewhere(), [PLACE()]))[0]?.delivery.lines).toBe(LINES);
  expect(waiting).toEqual([]);
});

const ELSEWHERE = 'check the network, and AWS_ENDPOINT_URL if it is a store of your own';
const GIVE =
  'name a profile with AWS_PROFILE, or give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role';
const RENEW = 'renew them, for example with aws sso login, and try again';

test.each<[string, Storm, string]>([
  [
    'may not be listed',
    { status: 403, code: 'AccessDenied' },
    `no right to list it; allow s3:ListBucket on arn:aws:s3:::${BUCKET}`,
  ],
  [
    'is not there',
    { status: 404, code: 'NoSuchBucket' },
    'no bucket of this name; check the name, and AWS_ENDPOINT_URL if it is a store of your own',
  ],
  [
    'is asked with expired credentials',
    { status: 400, code: 'ExpiredToken' },
    `credentials that have expired; ${RENEW}`,
  ],
  [
    'is asked with a key it does not know',
    { status: 403, code: 'InvalidAccessKeyId' },
    `an access key that the store does not know; ${GIVE}`,
  ],
  [
    'is asked with a wrong secret',
    { status: 403, code: 'SignatureDoesNotMatch' },
    `a secret key that is not the one of the access key; ${GIVE}`,
  ],
  [
    'is always too busy',
    { status: 503, code: 'SlowDown' },
    'a store that is too busy (SlowDown); try again later',
  ],
])('a bucket that %s is told with what to do', async (_, storm, told) => {
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  store.weather = ({ key }) => (key === 'list' ? storm : null);
  expect(await toldOf(monthsAt(newElsewhere(), [PLACE()]))).toBe(`${PLACE()}: saw ${told}`);
});

test.each<[string, Storm, string]>([
  [
    'may not be read',
    { status: 403, code: 'AccessDenied' },
    `no right to read it; allow s3:GetObject on arn:aws:s3:::${BUCKET}/w…/*, and kms:Decrypt if its files are encrypted with a key`,
  ],
  [
    'was removed since',
    { status: 404, code: 'NoSuchKey' },
    'a file that was removed since it was listed; try again',
  ],
  [
    'lies in an archive',
    { status: 403, code: 'InvalidObjectState' },
    'a file in an archive class; restore it in the store first',
  ],
])('a file that %s is told with what to do', async (_, storm, told) => {
  store.weather = (asked) => (isRead(asked) ? storm : null);
  const [place, rest] = [`s3://${BUCKET}/${april}`, told.replace('w…', `w${prefix}`)];
  expect(await toldOf(monthsAt(newElsewhere(), [PLACE()]))).toBe(`${place}: saw ${rest}`);
});

test('a right that is missing for the look at a file alone is told the same', async () => {
  store.weather = ({ method }) => (method === 'HEAD' ? { status: 403, code: 'AccessDenied' } : null);
  expect(await toldOf(monthsAt(newElsewhere(), [PLACE()]))).toContain(
    'saw no right to read it; allow s3:GetObject',
  );
});

test.each<[string, Readonly<Record<string, string | undefined>>, string]>([
  [
    'no region',
    { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined },
    'no region; set AWS_REGION, or a region in the profile',
  ],
  [
    'no credentials',
    { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
    `no credentials, or a profile that cannot be used; ${GIVE}`,
  ],
  [
    'a profile that is none',
    { AWS_PROFILE: 'nobody', AWS_ACCESS_KEY_ID: undefined },
    `no credentials, or a profile that cannot be used; ${GIVE}`,
  ],
  [
    'nobody at the endpoint',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' },
    `no answer from http://127.0.0.1:9 (ECONNREFUSED); ${ELSEWHERE}`,
  ],
])('%s is told with what to do', async (_, settings, told) => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  expect(await toldOf(monthsAt(newElsewhere(), [PLACE()]))).toBe(`${PLACE()}: saw ${told}`);
});

test.each([
  [
    's3://',
    'write s3:// and then the name of the bucket, which has 3 to 63 small letters, digits, dots and dashes',
  ],
  [
    's3://Upper/x',
    'write s3:// and then the name of the bucket, which has 3 to 63 small letters, digits, dots and dashes',
  ],
  ['gs://bucket/x', 'write the place as s3://bucket/prefix: no other store is read'],
  ['https://bucket.s3.amazonaws.com/x', 'write the place as s3://bucket/prefix: no other store is read'],
])('%s is no place', async (place, todo) => {
  expect(await toldOf(monthsAt(newElsewhere(), [place]))).toBe(`${place}: saw no place of a store; ${todo}`);
});

test('an empty prefix is told, and one with nothing of ours in it', async () => {
  expect(await toldOf(monthsAt(newElsewhere(), [`${PLACE()}/nothing/`]))).toBe(
    `${PLACE()}/nothing/: saw no files there; check the bucket and the prefix`,
  );
  await store.put(`w${prefix}/text/readme.txt`, 'hello');
  expect(await toldOf(monthsAt(newElsewhere(), [`${PLACE()}/text`]))).toBe(
    `${PLACE()}/text: saw a folder without billing files; put the CSV, CSV.gz, CSV.zip or Parquet files in it`,
  );
});

test('the cache stays within its bounds: what was not used for longest goes first, what is read stays', async () => {
  const cacheFolder = newFolder();
  const day = (n: number): Date => new Date(Date.UTC(2026, 3, n));
  for (const n of [1, 2, 3])
    await store.put(`w${prefix}/${n}.csv`, legacyCsv([{ cost: `${n}` }, { cost: '7' }]));
  const use = async (n: number, on: number, mostBytes = 1_000_000): Promise<void> => {
    await monthsAt(newElsewhere({ cacheFolder, mostBytes, now: () => day(on) }), [`${PLACE()}/${n}.csv`]);
    // A copy counts as used from the moment it is asked for again.
    await monthsAt(newElsewhere({ cacheFolder, mostBytes, now: () => day(on) }), [`${PLACE()}/${n}.csv`]);
  };
  for (const n of [1, 2, 3]) await use(n, n);
  await use(1, 4);
  // Somebody reads the second one.
  const [copies, looks] = ['files', 'looks'].map((name) => join(cacheFolder, name)) as [string, string];
  expect(readdirSync(copies)).toHaveLength(3);
  store.asked();
  await use(1, 5, 600);
  expect(readdirSync(copies)).toHaveLength(1);
  expect(readFrom()).toEqual([]);
  await use(2, 6);
  mkdirSync(join(looks, 'somebody'));
  const second = readdirSync(copies).find((id) => id !== '') ?? '';
  symlinkSync(join(copies, second, 'whole'), join(looks, 'somebody', 'link'));
  await use(3, 20, 1);
  expect(readdirSync(copies)).toContain(second);
  // Where it cannot be told what the others read, nothing goes.
  await use(1, 21);
  const all = readdirSync(copies);
  writeFileSync(join(looks, 'unreadable'), '');
  await use(1, 24, 1);
  expect(readdirSync(copies)).toEqual(all);
  rmSync(join(looks, 'unreadable'));
  await use(1, 24, 1);
  expect(readdirSync(copies)).not.toEqual(all);
});

test('copies of files that are held stay while the others are fetched, however long that takes', async () => {
  const cacheFolder = newFolder();
  const [held, other] = [`w${prefix}/held`, `w${prefix}-other`];
  await store.put(`${held}/1.csv`, legacyCsv([{ cost: '1' }]));
  await monthsAt(newElsewhere({ cacheFolder }), [`s3://${BUCKET}/${held}`]);
  await store.put(`${held}/2.csv`, legacyCsv([{ cost: '2' }]));
  await store.put(`${other}/may.csv`, legacyCsv([{ cost: '3' }]));
  // While the second part is on its way, hours pass, and another import finds the cache too full.
  const hoursLater = () => new Date(Date.now() + 5 * 3_600_000);
  const another = newElsewhere({ cacheFolder, mostBytes: 1, now: hoursLater });
  const swept: number[] = [];
  store.weather = async (asked) => {
    if (!isRead(asked) || asked.key !== `${held}/2.csv`) return null;
    await monthsAt(another, [`s3://${BUCKET}/${other}`]);
    swept.push(cached(cacheFolder)['files'] ?? 0);
    return null;
  };
  const [month] = await monthsAt(newElsewhere({ cacheFolder }), [`s3://${BUCKET}/${held}`]);
  expect(swept).toHaveLength(1);
  expect(month?.delivery.lines).toBe(2);
  expect(cached(cacheFolder)).toMatchObject({ parts: 0, looks: 0 });
});
