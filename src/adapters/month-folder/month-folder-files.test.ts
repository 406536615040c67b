import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writtenFolder } from '../../../test/support/written-folder.ts';
import type { MonthFolder, Reading } from '../../application/month-folder/month-folder.ts';
import type { CompileRegex } from '../../domain/credit-rule/description.ts';
import { monthFolderFiles } from './month-folder-files.ts';
import { tableOpener } from './open-table.ts';

const compile: CompileRegex = (pattern) => (pattern === 'broken(' ? { fault: 'no )' } : () => true);
const files = monthFolderFiles(compile);
const BILLING = { 'cur/march.csv': 'not looked into here' };

async function sound(written: Record<string, string>): Promise<MonthFolder> {
  const { folder, faults } = await files.month(writtenFolder({ ...BILLING, ...written }));
  expect(faults).toEqual([]);
  return folder;
}

async function pricesIn(path: string): Promise<Reading> {
  const { rows, reading } = await tableOpener(compile)('prices', path);
  return reading(rows);
}

function values<T>(placed: readonly { readonly value: T }[]): T[] {
  return placed.map((one) => one.value);
}

describe('a month folder', () => {
  it('may hold billing files only', async () => {
    const folder = writtenFolder(BILLING);
    const { folder: read, faults } = await files.month(folder);
    expect(faults).toEqual([]);
    expect(read).toMatchObject({
      settings: null,
      rules: [],
      grants: [],
      billingPaths: [join(folder, 'cur')],
    });
  });

  it('that is not there, or is a file, is refused', async () => {
    const folder = writtenFolder({ 'a-file': '' });
    const seen = async (path: string) => (await files.month(path)).faults.map((fault) => fault.seen);
    expect(await seen(join(folder, 'nowhere'))).toEqual(['no such folder']);
    expect(await seen(join(folder, 'a-file'))).toEqual(['something that is not a folder']);
  });

  it('gives resellers and customers with what is blank, left out or said', async () => {
    const { resellers, customers } = await sound({
      'resellers.csv':
        'reseller_id,name,use_credits\nnorth,North Ltd,OFF\nsouth,South Ltd,on\nwest,West Ltd,\n',
      'customers.csv':
        'customer_id,name,email,tax_percent,tax_position\nacme,Acme Inc,a@x.example; b@x.example,7.70,before_tax\nbolt,Bolt Inc,,,\n',
    });
    expect(values(resellers).map(({ id, email, useCredits }) => [id, email, useCredits])).toEqual([
      ['north', null, false],
      ['south', null, true],
      ['west', null, null],
    ]);
    expect(values(customers)).toEqual([
      {
        id: 'acme',
        name: 'Acme Inc',
        email: 'a@x.example; b@x.example',
        taxPercent: { digits: 77n, scale: 1 },
        taxPosition: 'before_tax',
      },
      { id: 'bolt', name: 'Bolt Inc', email: null, taxPercent: null, taxPosition: 'after_tax' },
    ]);
  });

  it('gives one customer with several tenures, a blank reseller being direct (P1)', async () => {
    const { customers, resellerTenures } = await sound({
      'resellers.csv': 'reseller_id,name\nnorth,North Ltd\n',
      'customers.csv':
        'customer_id,name,reseller_id,from,to,tax_percent\nacme,Acme Inc,,2026-03-16,,10\nacme,Acme Inc,north,,2026-03-16,10.0\n',
    });
    expect(values(customers).map((customer) => customer.id)).toEqual(['acme']);
    expect(resellerTenures).toEqual([
      {
        file: 'customers.csv',
        row: 2,
        value: { customer: 'acme', reseller: null, from: '2026-03-16', to: null },
      },
      {
        file: 'customers.csv',
        row: 3,
        value: { customer: 'acme', reseller: 'north', from: null, to: '2026-03-16' },
      },
    ]);
  });

  it('gives account tenures that keep their leading zeros, and other clouds’ ids as they are', async () => {
    const { accountTenures } = await sound({
      'customers.csv': 'customer_id,name\nacme,Acme Inc\n',
      'accounts.csv':
        'usage_account_id,customer_id,payer_account_id\n000012345678,acme,900000000001\nexamplecorp-data-739104,acme,01A2B3-C4D5E6-F70819\n33333333-3333-4333-8333-333333333333,acme,\n',
    });
    expect(values(accountTenures).map((tenure) => [tenure.usageAccount, tenure.payerAccount])).toEqual([
      ['000012345678', '900000000001'],
      ['examplecorp-data-739104', '01A2B3-C4D5E6-F70819'],
      ['33333333-3333-4333-8333-333333333333', null],
    ]);
  });

  it('takes a short number for an account of a cloud whose ids have no one length', async () => {
    const { accountTenures } = await sound({
      'customers.csv': 'customer_id,name\nacme,Acme Inc\n',
      'accounts.csv':
        'usage_account_id,customer_id,payer_account_id\n33333333-3333-4333-8333-333333333333,acme,8608480\n739104,acme,01A2B3-C4D5E6-F70819\n739105,acme,8608480\n',
    });
    expect(values(accountTenures).map((tenure) => [tenure.usageAccount, tenure.payerAccount])).toEqual([
      ['33333333-3333-4333-8333-333333333333', '8608480'],
      ['739104', '01A2B3-C4D5E6-F70819'],
      ['739105', '8608480'],
    ]);
  });

  it('takes a tenure that begins on the day another ends (P1)', async () => {
    const { accountTenures } = await sound({
      'customers.csv': 'customer_id,name\nacme,Acme Inc\nbolt,Bolt Inc\n',
      'accounts.csv':
        'usage_account_id,customer_id,from,to\n100000000001,bolt,2026-03-16,\n100000000001,acme,,2026-03-16\n',
    });
    expect(accountTenures).toHaveLength(2);
  });

  it('gives prices with exact uplifts, discounts too (T2)', async () => {
    const { prices } = await sound({
      'resellers.csv': 'reseller_id,name\nnorth,North Ltd\n',
      'prices.csv':
        'seller,buyer,service,uplift_percent,from_period\ndistributor,*,*,7.125,\ndistributor,north,AmazonEC2,-3,2026-03\n',
    });
    expect(values(prices)).toEqual([
      {
        seller: 'distributor',
        buyer: '*',
        service: '*',
        upliftPercent: { digits: 7125n, scale: 3 },
        fromPeriod: null,
      },
      {
        seller: 'distributor',
        buyer: 'north',
        service: 'AmazonEC2',
        upliftPercent: { digits: -3n, scale: 0 },
        fromPeriod: '2026-03',
      },
    ]);
  });

  it('gives settings as far as they are said', async () => {
    const { settings } = await sound({
      'settings.json':
        '\ufeff{ "distributor": { "name": " Ample Clouds " }, "useCredits": false, "services": { "Amazon S3": "AmazonS3" } }',
    });
    expect(settings).toEqual({
      distributorName: 'Ample Clouds',
      useCredits: false,
      services: { 'Amazon S3': 'AmazonS3' },
    });
  });

  it('says on which line settings stop being JSON, whatever is wrong there', async () => {
    const seen = async (text: string) => {
      const { faults } = await files.month(writtenFolder({ ...BILLING, 'settings.json': text }));
      return faults.map((fault) => fault.seen);
    };
    expect(await seen('{\n  "noRule": hold\n}')).toEqual(['text that is not JSON (line 2, column 13)']);
    expect(await seen('{\n  "noRule": "hold"\n  "currency": "USD"\n}')).toEqual([
      'text that is not JSON (line 3, column 3)',
    ]);
    expect(await seen('')).toEqual(['text that is not JSON (line 1, column 1)']);
  });

  it('notices a file whose name is almost right, and leaves others alone', async () => {
    const { faults } = await files.month(
      writtenFolder({
        ...BILLING,
        'Rules.csv': '',
        'grant.csv': '',
        'notes.csv': '',
        'credits.json': '',
        'README.md': '',
      }),
    );
    expect(faults.map((fault) => fault.file)).toEqual(['Rules.csv', 'grant.csv']);
  });
});

describe('a single file', () => {
  it('that is not there is refused, where a folder would do without it', async () => {
    const folder = writtenFolder({});
    for (const read of [files.rules, pricesIn]) {
      const { faults } = await read(join(folder, 'x.csv'));
      expect(faults).toEqual([
        { file: 'x.csv', row: null, column: null, seen: 'no such file', todo: 'check the path' },
      ]);
    }
    expect((await files.parties(folder)).faults.map((fault) => fault.seen)).toEqual([
      'none of the files that name parties',
    ]);
  });

  it('of parties needs no billing files', async () => {
    const { folder, faults } = await files.parties(
      writtenFolder({ 'customers.csv': 'customer_id,name\nacme,Acme Inc\n' }),
    );
    expect(faults).toEqual([]);
    expect(values(folder.customers).map((customer) => customer.id)).toEqual(['acme']);
  });

  it('of 100,000 rows is read whole', async () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => `distributor,*,service-${at},${at % 100}`);
    const path = join(
      writtenFolder({ 'p.csv': `seller,buyer,service,uplift_percent\n${rows.join('\n')}\n` }),
      'p.csv',
    );
    const { folder, faults } = await pricesIn(path);
    expect(faults).toEqual([]);
    expect(folder.prices).toHaveLength(100_000);
    expect(folder.prices.at(-1)).toMatchObject({ row: 100_001, value: { service: 'service-99999' } });
  });

  it('gives a fault of every bad row, and no row twice', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `distributor,*,service-${at},x`);
    const path = join(
      writtenFolder({ 'p.csv': `seller,buyer,service,uplift_percent\n${rows.join('\n')}` }),
      'p.csv',
    );
    const { faults } = await pricesIn(path);
    expect(faults.map((fault) => fault.row)).toEqual(rows.map((_, at) => at + 2));
  });
});
