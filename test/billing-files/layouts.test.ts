import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { billingFiles } from '../../src/adapters/billing-files/billing-files.ts';
import {
  cur2Csv,
  faultsOf,
  focusCsv,
  gz,
  legacyCsv,
  newFolder,
  put,
  putParquet,
  readAll,
  readMonth,
  totals,
  zip,
} from './made-files.ts';

const OLD = gz(legacyCsv([{ cost: '100' }]));
const NEW_1 = gz(legacyCsv([{ cost: '1.25' }]));
const NEW_2 = gz(legacyCsv([{ cost: '2.50' }]));

const reportManifest = (assemblyId: string, keys: readonly string[]) =>
  JSON.stringify({
    assemblyId,
    account: '111122223333',
    reportName: 'cur',
    reportId: 'r-1',
    billingPeriod: { start: '20260401T000000.000Z', end: '20260501T000000.000Z' },
    reportKeys: keys,
  });

function keepAllReport(folder: string): void {
  const dates = 'reports/cur/20260401-20260501';
  const keys = ['new-id/cur-1.csv.gz', 'new-id/cur-2.csv.gz'].map((key) => `${dates}/${key}`);
  put(folder, `${dates}/old-id/cur-1.csv.gz`, OLD);
  put(
    folder,
    `${dates}/old-id/cur-Manifest.json`,
    reportManifest('old-id', [`${dates}/old-id/cur-1.csv.gz`]),
  );
  put(folder, `${dates}/new-id/cur-1.csv.gz`, NEW_1);
  put(folder, `${dates}/new-id/cur-2.csv.gz`, NEW_2);
  put(folder, `${dates}/new-id/cur-Manifest.json`, reportManifest('new-id', keys));
  put(folder, `${dates}/cur-Manifest.json`, reportManifest('new-id', keys));
}

describe('a legacy report that keeps all versions', () => {
  it('counts the files of the date folder’s manifest, never an older assembly, never the assembly’s copy twice', async () => {
    const folder = newFolder();
    keepAllReport(folder);
    const month = await readMonth([folder]);
    expect(totals(month, 'line-type')).toEqual({ Usage: '3.75' });
    expect(month.delivery.files.map((file) => file.path.split('/').slice(-2).join('/'))).toEqual([
      'new-id/cur-1.csv.gz',
      'new-id/cur-2.csv.gz',
    ]);
  });

  it('is found from the date folder alone too', async () => {
    const folder = newFolder();
    keepAllReport(folder);
    expect(totals(await readMonth([join(folder, 'reports/cur/20260401-20260501')]), 'line-type')).toEqual({
      Usage: '3.75',
    });
  });

  it('takes its time from an assembly id that is an instant', async () => {
    const folder = newFolder();
    const key = '20260401-20260501/20260430T221500Z/cur-1.csv.gz';
    put(folder, key, NEW_1);
    put(folder, '20260401-20260501/cur-Manifest.json', reportManifest('20260430T221500Z', [`p/cur/${key}`]));
    expect((await readMonth([folder])).delivery.manifestTime).toBe('2026-04-30T22:15:00.000Z');
  });

  it('with two assemblies, no date folder’s manifest and no time, cannot say which is newer', async () => {
    const folder = newFolder();
    for (const [id, file] of [
      ['a', NEW_1],
      ['b', NEW_2],
    ] as const) {
      put(folder, `20260401-20260501/${id}/cur-1.csv.gz`, file);
      put(
        folder,
        `20260401-20260501/${id}/cur-Manifest.json`,
        reportManifest(id, [`20260401-20260501/${id}/cur-1.csv.gz`]),
      );
    }
    expect((await faultsOf([folder])).map((fault) => fault.seen)).toEqual([
      expect.stringMatching(/^a second manifest of the same report and month as .*, neither of them newer$/),
    ]);
  });
});

describe('a legacy report in Parquet for Athena', () => {
  it('is read from year and month folders without zero padding', async () => {
    const folder = newFolder();
    await putParquet(
      join(folder, 'cur/cur/year=2026/month=4/cur-00001.snappy.parquet'),
      `SELECT 'INV-9' AS bill_invoice_id, '111122223333' AS bill_payer_account_id, TIMESTAMP '2026-04-01' AS bill_billing_period_start_date,
        '000000000042' AS line_item_usage_account_id, 'Usage' AS line_item_line_item_type, TIMESTAMP '2026-04-30 23:00:00' AS line_item_usage_start_date,
        'AmazonS3' AS line_item_product_code, 'USD' AS line_item_currency_code, 0.1::DOUBLE AS line_item_unblended_cost,
        'd' AS line_item_line_item_description FROM range(3)`,
    );
    const { delivery, charges } = await readMonth([folder]);
    expect([delivery.format, delivery.period, delivery.lastUsageDay]).toEqual([
      'legacy-cur',
      '2026-04',
      '2026-04-30',
    ]);
    expect(charges).toEqual([
      {
        usageAccount: '000000000042',
        service: 'AmazonS3',
        lineType: 'Usage',
        currency: 'USD',
        usageDay: null,
        exact: { digits: 3n, scale: 1 },
        lines: 3,
      },
    ]);
  });
});

describe('a CUR 2.0 Data Export', () => {
  const execution = (time: string, id: string) => `BILLING_PERIOD=2026-04/${time}-${id}`;
  const older = execution('2026-04-16T15:24:15.653Z', 'aaaa');
  const newer = execution('2026-04-17T08:00:00.000Z', 'bbbb');
  const manifest = (where: string) =>
    JSON.stringify({
      executionId: 'x',
      exportArn: 'arn:aws:bcm-data-exports:us-east-1:1:export/e',
      columns: [],
      dataFiles: [`s3://bucket/pre/e/data/${where}/e-00001.csv.gz`],
    });

  it('counts the newest execution only and takes its time from the folder of its files', async () => {
    const folder = newFolder();
    for (const [where, cost] of [
      [older, '7'],
      [newer, '9'],
    ] as const) {
      put(folder, `e/data/${where}/e-00001.csv.gz`, gz(cur2Csv([{ cost }])));
      put(folder, `e/metadata/${where}/e-Manifest.json`, manifest(where));
    }
    const month = await readMonth([folder]);
    expect([month.delivery.format, month.delivery.manifestTime]).toEqual([
      'cur-2.0',
      '2026-04-17T08:00:00.000Z',
    ]);
    expect(totals(month, 'line-type')).toEqual({ Usage: '9' });
  });

  it('that overwrites has one manifest for the month; a file it does not name is left over and not counted', async () => {
    const folder = newFolder();
    put(folder, 'e/data/BILLING_PERIOD=2026-04/e-00001.csv.gz', gz(cur2Csv([{ cost: '7' }])));
    put(folder, 'e/data/BILLING_PERIOD=2026-04/e-00002.csv.gz', gz(cur2Csv([{ cost: '8' }])));
    put(folder, 'e/metadata/BILLING_PERIOD=2026-04/e-Manifest.json', manifest('BILLING_PERIOD=2026-04'));
    const month = await readMonth([folder]);
    expect(totals(month, 'line-type')).toEqual({ Usage: '7' });
    expect(month.delivery.manifestTime).toBeNull();
  });

  it('may have its manifest lying beside its files, with files of other payers around', async () => {
    const folder = newFolder();
    put(folder, 'Manifest.json', manifest(newer));
    put(folder, 'e-00001.csv.gz', gz(cur2Csv([{ cost: '9' }])));
    put(folder, 'other.csv', legacyCsv([{ payer: '999988887777', cost: '4' }]));
    const months = await readAll([folder]);
    expect(months.map(({ delivery }) => [delivery.payerAccount, delivery.manifestTime])).toEqual([
      ['111122223333', '2026-04-17T08:00:00.000Z'],
      ['999988887777', null],
    ]);
  });

  it('in Parquet may have MAP columns and no column that would name a format', async () => {
    const path = await putParquet(
      join(newFolder(), 'e-00001.snappy.parquet'),
      `SELECT MAP {'product_name': 'EC2'} AS product, MAP {'user_team': 'a'} AS resource_tags, '' AS bill_invoice_id,
        '111122223333' AS bill_payer_account_id, TIMESTAMPTZ '2026-04-01 00:00:00+00' AS bill_billing_period_start_date,
        '000000000042' AS line_item_usage_account_id, 'Credit' AS line_item_line_item_type,
        TIMESTAMPTZ '2026-04-03 00:00:00+00' AS line_item_usage_start_date, 'AmazonEC2' AS line_item_product_code,
        'USD' AS line_item_currency_code, -7.0E-10::DOUBLE AS line_item_unblended_cost,
        'Activate, credit from account: 391835788720' AS line_item_line_item_description`,
    );
    const { delivery, creditLines } = await readMonth([path]);
    expect([delivery.format, delivery.period, delivery.lastUsageDay, delivery.linesWithoutInvoice]).toEqual([
      'cur-2.0',
      '2026-04',
      '2026-04-03',
      1,
    ]);
    expect(creditLines[0]).toMatchObject({
      description: 'Activate, credit from account: 391835788720',
      exact: { digits: -7n, scale: 10 },
    });
  });
});

describe('loose files', () => {
  it('of one payer and period are the parts of one delivery (N1)', async () => {
    const folder = newFolder();
    put(folder, 'a.csv', legacyCsv([{ cost: '1' }]));
    put(folder, 'deep/er/b.csv.gz', gz(legacyCsv([{ cost: '2' }])));
    put(
      folder,
      'c.csv.zip',
      zip({
        'c-1.csv': legacyCsv([{ cost: '3' }]),
        'readme.txt': 'no lines',
        'c-2.csv': legacyCsv([{ cost: '4' }]),
      }),
    );
    const month = await readMonth([folder]);
    expect(totals(month, 'line-type')).toEqual({ Usage: '10' });
    expect(month.delivery.files).toHaveLength(3);
  });

  it('of several clouds, payers and periods may lie in one folder, even in one file', async () => {
    const folder = newFolder();
    put(
      folder,
      'aws.csv',
      legacyCsv([
        {},
        { payer: '222222222222' },
        { period: '2026-05-01T00:00:00Z', start: '2026-05-01T00:00:00Z' },
      ]),
    );
    put(folder, 'azure.csv', focusCsv([{ ProviderName: 'Microsoft', BillingAccountId: 'mca-1' }]));
    const months = await readAll([folder]);
    expect(
      months.map(({ delivery: { cloud, payerAccount, period, lines } }) => [
        cloud,
        payerAccount,
        period,
        lines,
      ]),
    ).toEqual([
      ['AWS', '111122223333', '2026-04', 1],
      ['AWS', '111122223333', '2026-05', 1],
      ['AWS', '222222222222', '2026-04', 1],
      ['Azure', 'mca-1', '2026-04', 1],
    ]);
  });

  it('may be named with characters that mean something to a pattern', async () => {
    const folder = newFolder();
    put(folder, "it's [1] a*.csv", legacyCsv([{ cost: '5' }]));
    put(folder, "it's [1] ab.csv", legacyCsv([{ cost: '6' }]));
    expect(totals(await readMonth([join(folder, "it's [1] a*.csv")]), 'line-type')).toEqual({ Usage: '5' });
  });

  it('whose name is also a pattern for another file are read alone', async () => {
    const folder = newFolder();
    put(folder, 'a*.csv', legacyCsv([{ cost: '5' }]));
    put(folder, 'ab.csv', legacyCsv([{ cost: '6' }]));
    expect(totals(await readMonth([join(folder, 'a*.csv')]), 'line-type')).toEqual({ Usage: '5' });
  });

  it('with a header and no lines add nothing to the files beside them', async () => {
    const folder = newFolder();
    put(folder, 'a.csv', legacyCsv([{}]));
    put(folder, 'b.csv', `${legacyCsv([])}\n`);
    expect((await readMonth([folder])).delivery.files).toHaveLength(1);
  });

  it('are hashed as they lie there, and say how large they are', async () => {
    const path = put(newFolder(), 'a.csv', legacyCsv([{}]));
    const [found] = await billingFiles().find([path, path]);
    expect(found).toEqual({
      files: [{ path, contentHash: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: legacyCsv([{}]).length }],
      manifest: null,
    });
  });
});
