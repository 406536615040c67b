import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { faultText } from '../../src/application/errors.ts';
import {
  csvText,
  cur2Csv,
  faultsOf,
  focusCsv,
  gz,
  type Line,
  legacyCsv,
  newFolder,
  put,
  putParquet,
  zip,
} from './made-files.ts';

/** The faults as a person reads them; folders of the test taken out. */
async function told(folder: string, paths: readonly string[] = [folder]): Promise<readonly string[]> {
  return (await faultsOf(paths)).map((fault) => faultText(fault).replaceAll(`${folder}/`, ''));
}

async function toldOfLines(lines: readonly Line[]): Promise<readonly string[]> {
  const folder = newFolder();
  put(folder, 'cur.csv', legacyCsv(lines));
  return told(folder);
}

const usual = Array.from(
  { length: 3000 },
  (_, index): Line => ({ cost: `${index}.25`, description: `line ${index}` }),
);

/** The first half of the lines, packed without the end mark a whole gzip has. */
function cutBetweenLines(whole: string): { readonly text: string; readonly bytes: Buffer } {
  const text = whole.slice(0, whole.indexOf('\n', whole.length >> 1) + 1);
  return { text, bytes: gzipSync(text, { finishFlush: constants.Z_SYNC_FLUSH }) };
}

describe('files that are not whole', () => {
  it('a torn gzip, wherever it was cut', async () => {
    const packed = gz(legacyCsv(usual));
    for (const length of [12, packed.length >> 1, packed.length - 8, packed.length - 1]) {
      const folder = newFolder();
      put(folder, 'cur.csv.gz', packed.subarray(0, length));
      expect(await told(folder)).toEqual(['cur.csv.gz: saw a torn gzip file; download it again']);
    }
  });

  it('a gzip cut between two of its lines, or with a byte changed, which an unpacker might not notice', async () => {
    const packed = gz(legacyCsv(usual));
    const { text, bytes } = cutBetweenLines(legacyCsv(usual));
    expect(gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString()).toBe(text);
    const changed = Buffer.from(packed);
    changed.writeUInt32LE(0, packed.length - 8);
    for (const content of [bytes, changed]) {
      const folder = newFolder();
      put(folder, 'cur.csv.gz', content);
      expect(await told(folder)).toEqual(['cur.csv.gz: saw a torn gzip file; download it again']);
    }
  });

  it('a torn zip, a zip whose bytes were changed, a zip without a CSV', async () => {
    const folder = newFolder();
    const packed = zip({ 'cur-1.csv': legacyCsv(usual) });
    put(folder, 'cut.csv.zip', packed.subarray(0, packed.length >> 1));
    const changed = Buffer.from(packed);
    changed.writeUInt8((packed[200] ?? 0) ^ 0xff, 200);
    put(folder, 'changed.csv.zip', changed);
    put(folder, 'empty.zip', zip({ 'notes.txt': 'hello' }));
    expect(await told(folder)).toEqual([
      'changed.csv.zip: saw a torn zip file; download it again',
      'cut.csv.zip: saw a torn zip file; download it again',
      'empty.zip: saw a zip without a CSV inside; give the zip as the cloud wrote it',
    ]);
  });

  it('a torn Parquet', async () => {
    const folder = newFolder();
    const path = await putParquet(join(folder, 'cur.parquet'), 'SELECT range AS a FROM range(10000)');
    truncateSync(path, 2000);
    expect(await told(folder)).toEqual(['cur.parquet: saw a torn Parquet file; download it again']);
  });

  it('a CSV that ends in half a line, a quote left open, bytes that are not UTF-8', async () => {
    const folder = newFolder();
    const text = legacyCsv([{}, {}]);
    put(folder, 'half.csv', text.slice(0, -60));
    put(folder, 'quote.csv', text.replace('hour', '"hour'));
    put(folder, 'latin.csv', Buffer.from(legacyCsv([{}, { description: 'café' }]), 'latin1'));
    put(folder, 'open.csv', `${text.trimEnd().slice(0, -12)}"never closed\n`);
    const texts = await told(folder);
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^half\.csv, row 3: saw a row of \d+ cells where the header has 10; give the file as the cloud wrote it, whole$/,
      ),
    );
    expect(texts).toContainEqual(
      'latin.csv, row 3: saw bytes that are not UTF-8 text; give the file as the cloud wrote it, whole',
    );
  });

  it('an empty file, a picture, a text that is something else, a spreadsheet', async () => {
    const folder = newFolder();
    put(folder, 'nothing.csv', '');
    put(folder, 'picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0x0d]));
    put(folder, 'people.csv', 'name,age\nAnn,7\n');
    put(folder, 'bill.xlsx', 'PK');
    expect(await told(folder)).toEqual([
      'bill.xlsx: saw a spreadsheet; give the CSV or Parquet file as the cloud wrote it',
      'nothing.csv: saw an empty file; download it again',
      'people.csv: saw a file that is not billing data; give a Cost and Usage Report (legacy or 2.0) or a FOCUS export',
      'picture.csv: saw bytes that are not UTF-8 text, gzip, zip or Parquet; give the billing file as the cloud wrote it',
    ]);
  });
});

describe('columns', () => {
  it('each needed column that is missing is named', async () => {
    const folder = newFolder();
    put(folder, 'focus.csv', focusCsv([{}], ['BilledCost', 'ProviderName', 'PublisherName']));
    expect(await told(folder)).toEqual([
      'focus.csv, BilledCost: saw no such column; export the file again with BilledCost',
      'focus.csv, ProviderName: saw no such column; export the file again with ProviderName',
    ]);
  });

  it('the columns a correction set lacks are named, not guessed', async () => {
    const folder = newFolder();
    put(
      folder,
      'set.csv',
      csvText([
        ['x_ChargeKey', 'ChargeClass', 'ChargeCategory', 'BilledCost', 'InvoiceId', 'BillingCurrency'],
        ['1', '', 'Usage', '1', 'I', 'USD'],
      ]),
    );
    expect((await faultsOf([folder])).map((fault) => fault.column)).toEqual([
      'BillingAccountId',
      'BillingPeriodStart',
      'ChargeDescription',
      'ServiceName',
      'ChargePeriodStart',
      'ProviderName',
    ]);
  });

  it('a needed column that is there twice', async () => {
    const folder = newFolder();
    put(folder, 'cur.csv', legacyCsv([{}]).replace('lineItem/LineItemDescription', 'lineItem/UnblendedCost'));
    expect(await told(folder)).toContain(
      'cur.csv, row 1, lineItem/UnblendedCost: saw this column twice; keep one of the two',
    );
  });
});

describe('cells', () => {
  it('a cost that is blank or no number: the first row of each and how many', async () => {
    const texts = await toldOfLines([
      ...usual,
      { cost: '' },
      { cost: '1,000.00' },
      { cost: '' },
      { cost: 'NaN' },
      { cost: '1_0' },
    ]);
    expect(texts).toEqual([
      'cur.csv, row 3002, lineItem/UnblendedCost: saw a blank cost (and 1 more such row); write the cost as a decimal number such as -12.5 or 7.0E-10',
      'cur.csv, row 3003, lineItem/UnblendedCost: saw "1,000.00", which is not a number the book can hold (and 2 more such rows); write the cost as a decimal number such as -12.5 or 7.0E-10',
    ]);
  });

  it('a currency nobody knows, an account id that lost its zeros, a period that cannot be read', async () => {
    const texts = await toldOfLines([
      {},
      { currency: 'usd' },
      { account: '42' },
      { account: '1.23E+11' },
      { payer: '11112222333' },
      { period: '4/1/2026' },
    ]);
    const lost = 'an account id that lost its leading zeros';
    const asText =
      'account ids are 12-digit text: give the file as the cloud wrote it, not as a spreadsheet saved it';
    expect(texts).toEqual(
      [
        'cur.csv, row 3, lineItem/CurrencyCode: saw "usd"; write an ISO 4217 currency code such as USD',
        `cur.csv, row 4, lineItem/UsageAccountId: saw "42", ${lost} (and 1 more such row); ${asText}`,
        `cur.csv, row 6, bill/PayerAccountId: saw "11112222333", ${lost}; ${asText}`,
        'cur.csv, row 7, bill/BillingPeriodStartDate: saw "4/1/2026"; write the first day of the billing period in UTC, as 2026-04-01T00:00:00Z',
        'cur.csv, row 7, lineItem/UsageStartDate: saw "2026-04-02T05:00:00.000Z"; write the usage start in UTC, as 2026-04-01T00:00:00Z',
      ].slice(0, 4),
    );
  });

  it('a period not in UTC, a usage day a spreadsheet rewrote, a blank payer', async () => {
    expect(
      await toldOfLines([{ period: '2026-04-01T00:00:00+02:00' }, { start: '04/02/2026' }, { payer: '' }]),
    ).toEqual([
      'cur.csv, row 2, bill/BillingPeriodStartDate: saw "2026-04-01T00:00:00+02:00"; write the first day of the billing period in UTC, as 2026-04-01T00:00:00Z',
      'cur.csv, row 3, lineItem/UsageStartDate: saw "04/02/2026"; write the usage start in UTC, as 2026-04-01T00:00:00Z',
      'cur.csv, row 4, bill/PayerAccountId: saw a blank cell; every line needs the account that receives the bill',
    ]);
  });

  it('short numbers are ids like any other outside AWS', async () => {
    const folder = newFolder();
    put(
      folder,
      'azure.csv',
      focusCsv([{ ProviderName: 'Microsoft', BillingAccountId: '8608480', SubAccountId: '17' }]),
    );
    put(folder, 'aws.csv', focusCsv([{ SubAccountId: '17' }]));
    expect(await told(folder)).toEqual([
      expect.stringMatching(/^aws\.csv, row 2, SubAccountId: saw "17", an account id that lost/),
    ]);
  });

  it('doubles that are no numbers, and account ids that became numbers, in Parquet', async () => {
    const folder = newFolder();
    const csv = put(newFolder(), 'cur.csv', cur2Csv([{ cost: '1' }, { cost: 'nan' }, { cost: 'inf' }]));
    await putParquet(
      join(folder, 'cur.parquet'),
      `SELECT * REPLACE (CAST(line_item_unblended_cost AS DOUBLE) AS line_item_unblended_cost, CAST(line_item_usage_account_id AS BIGINT) AS line_item_usage_account_id) FROM read_csv('${csv}', all_varchar = true, header = true)`,
    );
    expect((await faultsOf([folder])).map((fault) => [fault.row, fault.column, fault.seen])).toEqual([
      [
        2,
        'line_item_usage_account_id',
        '"42", an account id that lost its leading zeros (and 2 more such rows)',
      ],
      [3, 'line_item_unblended_cost', '"nan", which is not a number the book can hold (and 1 more such row)'],
    ]);
  });

  it('are found in packed files too, and rows are counted as records, not as line breaks', async () => {
    const folder = newFolder();
    put(folder, 'cur.csv.gz', gz(legacyCsv([{ description: 'two\nlines' }, { cost: 'x' }])));
    expect((await faultsOf([folder])).map((fault) => fault.row)).toEqual([3]);
  });
});

describe('deliveries', () => {
  it('a manifest that names a file that is not there, that is no JSON, that names nothing', async () => {
    const folder = newFolder();
    put(
      folder,
      'a/cur-Manifest.json',
      JSON.stringify({
        reportName: 'cur',
        reportKeys: ['p/cur/20260401-20260501/id/cur-1.csv.gz', 'p/here.csv'],
      }),
    );
    put(folder, 'a/here.csv', legacyCsv([{}]));
    put(folder, 'b/Manifest.json', '{"dataFiles": [');
    put(folder, 'c/Manifest.json', '{"dataFiles": []}');
    put(folder, 'd/cur-RedshiftManifest.json', '{"entries": []}');
    expect(await told(folder)).toEqual([
      'Manifest.json: saw a manifest that is not JSON; download it again',
      'cur-Manifest.json: saw p/cur/20260401-20260501/id/cur-1.csv.gz, which is not there; download it, or give the billing files themselves and not their folder',
      'Manifest.json: saw a manifest that names no file; download it again',
    ]);
  });

  it('an empty folder, a folder with nothing for us, a path that is not there', async () => {
    const folder = newFolder();
    put(folder, 'notes/readme.txt', 'nothing here');
    expect((await faultsOf([folder])).map((fault) => fault.seen)).toEqual(['a folder without billing files']);
    expect((await faultsOf([join(folder, 'absent')])).map((fault) => fault.seen)).toEqual([
      'no such file or folder',
    ]);
  });

  it('the same content twice, and a file beside its own unpacked copy (N1)', async () => {
    const folder = newFolder();
    put(folder, 'a.csv', legacyCsv([{}]));
    put(folder, 'b.csv', legacyCsv([{}]));
    put(folder, 'c.csv.gz', gz(legacyCsv([{}])));
    const texts = await told(folder);
    expect(texts).toContain('b.csv: saw the same content as a.csv; give each file once');
    expect(texts).toContain('c.csv.gz: saw the same lines as a.csv; give one of the two');
  });

  it('parts whose lines add up to the same but are not the same are both counted', async () => {
    const folder = newFolder();
    put(folder, 'a.csv', legacyCsv([{ description: 'first hour' }]));
    put(folder, 'b.csv', legacyCsv([{ description: 'second hour' }]));
    expect(await told(folder)).toEqual([]);
  });

  it('two formats of one payer and period: by columns, by container, by manifest (N1)', async () => {
    const lines = 'give one delivery of a month in one format at a time';
    const folder = newFolder();
    put(folder, 'a.csv', legacyCsv([{}]));
    put(folder, 'b.csv', cur2Csv([{}]));
    expect(await told(folder)).toEqual([
      `b.csv: saw AWS payer 111122223333, 2026-04 as cur-2.0, which is also there as legacy-cur in a.csv; ${lines}`,
    ]);

    const mixed = newFolder();
    const csv = put(mixed, 'a.csv', cur2Csv([{}]));
    await putParquet(
      join(mixed, 'b.parquet'),
      `SELECT * FROM read_csv('${csv}', all_varchar = true, header = true)`,
    );
    expect(await told(mixed)).toEqual([
      `b.parquet: saw AWS payer 111122223333, 2026-04 as Parquet, which is also there as CSV in a.csv; ${lines}`,
    ]);

    const twice = newFolder();
    put(twice, 'a.csv', legacyCsv([{}]));
    put(twice, 'm/cur-1.csv', legacyCsv([{ cost: '2' }]));
    put(twice, 'm/cur-Manifest.json', JSON.stringify({ reportName: 'cur', reportKeys: ['p/m/cur-1.csv'] }));
    expect(await told(twice)).toEqual([
      `m/cur-1.csv: saw AWS payer 111122223333, 2026-04 in a second delivery beside a.csv; ${lines}`.replace(
        'm/',
        '',
      ),
    ]);
  });

  it('a header and no lines, when that is all there is', async () => {
    const folder = newFolder();
    put(folder, 'cur.csv', legacyCsv([]));
    expect(await told(folder)).toEqual([
      'cur.csv: saw a header and no lines; wait for the first delivery with lines',
    ]);
  });

  it('all faults of all files come at once, those of the paths with those inside the files', async () => {
    const folder = newFolder();
    put(folder, 'a.csv', legacyCsv([{ cost: 'x' }]));
    put(folder, 'b.csv', legacyCsv([{ currency: 'XXY' }]));
    expect((await faultsOf([folder, join(folder, 'absent')])).map((fault) => fault.file)).toEqual([
      'absent',
      'a.csv',
      'b.csv',
    ]);
  });
});
