import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { cur2Csv, focusCsv, gz, legacyCsv, newFolder, put } from '../billing-files/made-files.ts';
import { BUCKET, type LoopbackStore, loopbackStore, settingsOf } from '../support/loopback-store.ts';
import { monthsAt, newElsewhere, toldOf } from './made-source.ts';

let store: LoopbackStore;
let prefix = 0;

beforeAll(async () => {
  store = await loopbackStore();
});
afterAll(() => store.close());
beforeEach(() => {
  for (const [name, value] of Object.entries(settingsOf(store.url))) vi.stubEnv(name, value);
  store.weather = () => null;
  store.asked();
  prefix += 1;
});

const at = (key: string): string => `t${prefix}/${key}`;
const place = (key = ''): string => `s3://${BUCKET}/${at(key)}`;
const fetched = (): string[] =>
  store
    .asked()
    .filter(({ method, key }) => method === 'GET' && key !== 'list')
    .map(({ key }) => key.replace(/^t\d+\//, ''));

function manifest(keys: readonly string[], assemblyId: string): string {
  return JSON.stringify({ assemblyId, reportName: 'cur', account: '111122223333', reportKeys: keys });
}

test('of a legacy report the manifest of the date folder decides, and older assemblies are not even fetched', async () => {
  const home = at('cur/cur/20260401-20260501');
  const keys = (assembly: string): string[] => [1, 2].map((n) => `${home}/${assembly}/cur-0000${n}.csv.gz`);
  for (const [assembly, cost] of [
    ['a', '1'],
    ['b', '2'],
  ] as const) {
    for (const key of keys(assembly)) await store.put(key, gz(legacyCsv([{ cost, description: key }])));
    await store.put(`${home}/${assembly}/cur-Manifest.json`, manifest(keys(assembly), assembly));
    await store.put(`${home}/cur-Manifest.json`, manifest(keys(assembly), assembly));
  }
  const elsewhere = newElsewhere();
  const [month, ...others] = await monthsAt(elsewhere, [place()]);
  expect(others).toEqual([]);
  expect(month?.delivery).toMatchObject({ payerAccount: '111122223333', period: '2026-04', lines: 2 });
  expect(month?.delivery.files.map(({ path }) => path)).toEqual(
    keys('b').map((key) => `s3://${BUCKET}/${key}`),
  );
  expect(
    fetched()
      .filter((key) => key.endsWith('.gz'))
      .sort(),
  ).toEqual(keys('b').map((key) => key.replace(/^t\d+\//, '')));

  await monthsAt(elsewhere, [place()]);
  expect(fetched()).toEqual([]);
});

test('of a newer delivery only what changed is fetched', async () => {
  const home = at('exp/data/BILLING_PERIOD=2026-04');
  const keys = [1, 2].map((n) => `${home}/exp-${n}.csv.gz`);
  const about = { exportArn: 'arn:exp', executionId: 'e1', dataFiles: keys };
  await store.put(at('exp/metadata/BILLING_PERIOD=2026-04/exp-Manifest.json'), JSON.stringify(about));
  for (const key of keys) await store.put(key, gz(cur2Csv([{ description: key }])));
  const elsewhere = newElsewhere();
  expect((await monthsAt(elsewhere, [place('exp')]))[0]?.delivery.lines).toBe(2);
  store.asked();

  await store.put(`${home}/exp-2.csv.gz`, gz(cur2Csv([{ cost: '5' }, { cost: '6' }])));
  expect((await monthsAt(elsewhere, [place('exp')]))[0]?.delivery.lines).toBe(3);
  expect(fetched()).toEqual(['exp/data/BILLING_PERIOD=2026-04/exp-2.csv.gz']);
});

test('a look says what each delivery is now, and fetches the chosen ones', async () => {
  for (const month of ['2026-03', '2026-04']) {
    const key = at(`exp/data/BILLING_PERIOD=${month}/exp-1.csv`);
    await store.put(key, cur2Csv([{ period: `${month}-01T00:00:00Z` }]));
    await store.put(
      at(`exp/metadata/BILLING_PERIOD=${month}/exp-Manifest.json`),
      JSON.stringify({ exportArn: 'arn:exp', dataFiles: [`s3://${BUCKET}/${key}`] }),
    );
  }
  await store.put(at('focus-a.csv'), focusCsv([{ BillingPeriodStart: '2026-04-01T00:00:00Z' }]));
  const { source } = newElsewhere();
  const first = await source.look(place(), null);
  expect(first.deliveries.map(({ name }) => name.replace(place(), ''))).toEqual([
    'exp/metadata/BILLING_PERIOD=2026-03/exp-Manifest.json',
    'exp/metadata/BILLING_PERIOD=2026-04/exp-Manifest.json',
    '',
  ]);
  expect((await source.look(place(), '2026-04')).deliveries).toHaveLength(2);
  expect((await source.look(place('exp'), '2026-12')).deliveries).toEqual([]);

  await store.put(at('exp/data/BILLING_PERIOD=2026-04/exp-1.csv'), cur2Csv([{ cost: '9' }, { cost: '8' }]));
  const second = await source.look(place(), null);
  const stamps = new Set(first.deliveries.map(({ stamp }) => stamp));
  const changed = second.deliveries.filter(({ stamp }) => !stamps.has(stamp));
  expect(changed.map(({ name }) => name)).toEqual([
    place('exp/metadata/BILLING_PERIOD=2026-04/exp-Manifest.json'),
  ]);
  const { found, files, release } = await second.fetch(changed, () => undefined);
  expect(files).toBe(1);
  expect(found.flatMap((one) => one.files.map(({ path }) => path))).toEqual([
    place('exp/data/BILLING_PERIOD=2026-04/exp-1.csv'),
  ]);
  await release();
});

test('what lies under a hidden name is read where that is named, and is passed over within a place', async () => {
  await store.put(at('.exports/cur/april.csv'), legacyCsv([{ cost: '1' }]));
  await store.put(at('.exports/cur/.copy/april.csv'), legacyCsv([{ cost: '2' }, { cost: '3' }]));
  await store.put(at('other.csv'), legacyCsv([{ cost: '4' }, { cost: '5' }, { cost: '6' }]));
  const elsewhere = newElsewhere();
  const linesAt = async (key: string) => (await monthsAt(elsewhere, [place(key)]))[0]?.delivery.lines;
  expect(await linesAt('.exports/cur')).toBe(1);
  expect(await linesAt('.exports/cur/.copy/april.csv')).toBe(2);
  expect(await linesAt('')).toBe(3);
  expect((await elsewhere.source.look(place('.exports'), '2020-01')).deliveries).toHaveLength(1);
});

test('one file may be named, and a prefix ends where a folder ends', async () => {
  await store.put(at('cur/april.csv'), legacyCsv([{ cost: '1' }]));
  await store.put(at('cur-old/april.csv'), legacyCsv([{ cost: '2' }, { cost: '3' }]));
  const elsewhere = newElsewhere();
  expect((await monthsAt(elsewhere, [place('cur')]))[0]?.delivery.lines).toBe(1);
  expect((await monthsAt(elsewhere, [place('cur-old/april.csv')]))[0]?.delivery.lines).toBe(2);
});

test('files here and files there make one month, and content given twice is found across both', async () => {
  const folder = newFolder();
  put(folder, 'april-1.csv', legacyCsv([{ cost: '1' }]));
  await store.put(at('april-2.csv'), legacyCsv([{ cost: '2' }]));
  const elsewhere = newElsewhere();
  const [month] = await monthsAt(elsewhere, [folder, place()]);
  expect(month?.delivery.lines).toBe(2);

  put(folder, 'april-2.csv', legacyCsv([{ cost: '2' }]));
  const twice = [join(folder, 'april-2.csv'), place('april-2.csv')];
  const same = ([one, other]: readonly string[]): string =>
    `${one}: saw the same content as ${other}; give each file once`;
  const told = await toldOf(monthsAt(elsewhere, [folder, place()]));
  expect([same(twice), same(twice.toReversed())]).toContain(told.split('\n')[0]);
});

test('a fault in a file is told by the name it has in the store', async () => {
  await store.put(at('april.csv'), legacyCsv([{ cost: '1' }, { cost: 'a lot' }]));
  expect(await toldOf(monthsAt(newElsewhere(), [place()]))).toContain(
    `${place('april.csv')}, row 3, lineItem/UnblendedCost: saw "a lot"`,
  );
});

test('a manifest whose files are not there, and one that is not JSON, are told', async () => {
  const home = at('cur/20260401-20260501');
  await store.put(`${home}/cur-Manifest.json`, manifest([`${home}/a/cur-1.csv.gz`], 'a'));
  await store.put(at('torn-Manifest.json'), '{"reportKeys": [');
  expect(await toldOf(monthsAt(newElsewhere(), [place()]))).toBe(
    [
      `${place('torn-Manifest.json')}: saw a manifest that is not JSON; download it again`,
      `${place('cur/20260401-20260501/cur-Manifest.json')}: saw ${home}/a/cur-1.csv.gz, which is not there; ` +
        'name a place that holds the whole export, or wait until its delivery is complete',
    ].join('\n'),
  );
});

test('a listing of more than one page is read to its end', async () => {
  const noise = Array.from({ length: 1_050 }, (_, n) => at(`a/readme-${n}.txt`));
  for (let n = 0; n < noise.length; n += 50) {
    await Promise.all(noise.slice(n, n + 50).map((key) => store.put(key, 'not a billing file')));
  }
  await store.put(at('z/april.csv'), legacyCsv([{ cost: '1' }]));
  store.asked();
  expect((await monthsAt(newElsewhere(), [place()]))[0]?.delivery.lines).toBe(1);
  expect(store.asked().filter(({ key }) => key === 'list')).toHaveLength(2);
  expect(await toldOf(monthsAt(newElsewhere({ mostFiles: 1_000 }), [place()]))).toBe(
    `${place()}: saw more than 1,000 files; name a longer prefix, such as that of one export or one month`,
  );
});

test('keys that are no paths stay inside the cache, and each is its own file', async () => {
  const outside = newFolder();
  const cacheFolder = join(outside, 'cache');
  const keys = [
    '../../up/april-1.csv',
    'a//april-2.csv',
    './april-3.csv',
    '%2E/april-4.csv',
    `${'x'.repeat(300)}.csv`,
  ];
  for (const [n, key] of keys.entries()) await store.put(at(key), legacyCsv([{ cost: `${n + 1}` }]));
  const [month] = await monthsAt(newElsewhere({ cacheFolder }), [place()]);
  expect(month?.delivery.files.map(({ path }) => path).sort()).toEqual(keys.map((key) => place(key)).sort());
  expect(readdirSync(outside)).toEqual(['cache']);
  expect(existsSync(join(outside, '../up'))).toBe(false);
});

test('a manifest cannot name a file outside of what was fetched', async () => {
  const outside = newFolder();
  put(outside, 'secret.csv', legacyCsv([{ cost: '1' }]));
  await store.put(
    at('cur-Manifest.json'),
    manifest([`../../../../../../../../../..${outside}/secret.csv`], 'a'),
  );
  expect(await toldOf(monthsAt(newElsewhere(), [place()]))).toContain('secret.csv, which is not there');
});

test('a file with the name of a folder that holds files is refused', async () => {
  await store.put(at('april.csv'), legacyCsv([{ cost: '1' }]));
  await store.put(at('april.csv/part-1.csv'), legacyCsv([{ cost: '2' }]));
  expect(await toldOf(monthsAt(newElsewhere(), [place()]))).toBe(
    `${place('april.csv')}: saw a file with the name of a folder that holds billing files too; name the place of one of the two`,
  );
});
