import { describe, expect, it } from 'vitest';
import { billingFiles } from '../../src/adapters/billing-files/billing-files.ts';
import { exactToText, sumExact } from '../../src/domain/money/exact-amount.ts';
import {
  csvText,
  EVERYTHING,
  focusCsv,
  gz,
  type Line,
  legacyCsv,
  newFolder,
  put,
  readAll,
  readMonth,
  totals,
} from './made-files.ts';

const month = async (lines: readonly Line[], question = {}) =>
  readMonth([put(newFolder(), 'cur.csv', legacyCsv(lines))], question);
const focusMonth = async (lines: readonly Line[], without: readonly string[] = [], question = {}) =>
  readMonth([put(newFolder(), 'focus.csv', focusCsv(lines, without))], question);
const amounts = (
  sums: readonly { readonly lineType: string; readonly exact: Parameters<typeof exactToText>[0] }[],
) => Object.fromEntries(sums.map((sum) => [sum.lineType, exactToText(sum.exact)]));

describe('every line is somewhere (C8)', () => {
  it('charges, kept discounts, tax and unknown types stand in charges, credits and refunds by description', async () => {
    const types = [
      'Usage',
      'RIFee',
      'EdpDiscount',
      'SppDiscount',
      'Tax',
      'SomethingNew',
      '',
      'Credit',
      'Refund',
      'SavingsPlanNegation',
    ];
    const {
      charges,
      creditLines,
      delivery,
      totals: control,
    } = await month(types.map((type, index) => ({ type, cost: `${index}.1` })));
    expect(Object.keys(amounts(charges))).toEqual([
      '',
      'EdpDiscount',
      'RIFee',
      'SavingsPlanNegation',
      'SomethingNew',
      'SppDiscount',
      'Tax',
      'Usage',
    ]);
    expect(amounts(creditLines)).toEqual({ Credit: '7.1', Refund: '8.1' });
    for (const by of ['line-type', 'usage-account', 'invoice']) {
      expect(
        exactToText(sumExact(control.filter((total) => total.by === by).map((total) => total.exact))),
      ).toBe('46');
    }
    expect(exactToText(sumExact([...charges, ...creditLines].map((sum) => sum.exact)))).toBe('46');
    expect(delivery.lines).toBe(10);
  });

  it('credit lines keep apart account, service, raw description and currency, and add up exactly (C3)', async () => {
    const credit = { type: 'Credit', description: 'MAP, credit from account: 391835788720' };
    const { creditLines } = await month([
      { ...credit, cost: '-7.0E-10' },
      { ...credit, cost: '-47.6816938991' },
      { ...credit, cost: '-1', service: 'AWSDataTransfer' },
      { ...credit, cost: '-1', description: 'MAP' },
      { ...credit, cost: '2', account: '000000000043' },
    ]);
    expect(
      creditLines.map((line) => [
        line.usageAccount,
        line.service,
        line.description,
        exactToText(line.exact),
        line.lines,
      ]),
    ).toEqual([
      ['000000000042', 'AWSDataTransfer', 'MAP, credit from account: 391835788720', '-1', 1],
      ['000000000042', 'AmazonEC2', 'MAP', '-1', 1],
      ['000000000042', 'AmazonEC2', 'MAP, credit from account: 391835788720', '-47.6816938998', 2],
      ['000000000043', 'AmazonEC2', 'MAP, credit from account: 391835788720', '2', 1],
    ]);
  });

  it('a non-zero line without an invoice id keeps the month an estimate; a zero one does not (C6)', async () => {
    const lines = [
      { invoice: '', cost: '0' },
      { invoice: '', cost: '0.00000000000000000' },
      { invoice: 'INV-2', cost: '3' },
    ];
    expect((await month(lines)).delivery.linesWithoutInvoice).toBe(0);
    expect((await month([...lines, { invoice: '', cost: '1E-30' }])).delivery.linesWithoutInvoice).toBe(1);
  });
});

describe('the billing period and the usage day (P3)', () => {
  it('the month is the bill’s, not the usage date’s; a line used outside it keeps its day', async () => {
    const { delivery, charges } = await month([
      {},
      { type: 'Fee', start: '2026-03-31T23:00:00Z' },
      { type: 'Tax', start: '' },
    ]);
    expect([delivery.period, delivery.lastUsageDay]).toEqual(['2026-04', '2026-04-02']);
    expect(charges.map((charge) => [charge.lineType, charge.usageDay])).toEqual([
      ['Fee', '2026-03-31'],
      ['Tax', null],
      ['Usage', null],
    ]);
  });

  it('charges of an account that changes hands in the period come per UTC day, others in one sum', async () => {
    const days = ['2026-04-09T23:00:00Z', '2026-04-10T00:00:00Z', '2026-04-10T09:00:00Z'];
    const lines = ['000000000042', '000000000043'].flatMap((account) =>
      days.map((start) => ({ account, start })),
    );
    const { charges } = await month(lines, {
      changers: [
        { usageAccount: '000000000042', period: '2026-04' },
        { usageAccount: '000000000043', period: '2026-05' },
      ],
    });
    expect(charges.map((charge) => [charge.usageAccount, charge.usageDay, charge.lines])).toEqual([
      ['000000000042', '2026-04-09', 1],
      ['000000000042', '2026-04-10', 2],
      ['000000000043', null, 3],
    ]);
  });

  it('a tenure corrected later can ask for its accounts only', async () => {
    const lines = [
      {},
      { account: '000000000043', cost: '7' },
      { account: '000000000044', type: 'Credit', cost: '-2' },
    ];
    const read = await month(lines, { onlyAccounts: ['000000000043', '000000000044'] });
    expect(totals(read, 'usage-account')).toEqual({ '000000000043': '7', '000000000044': '-2' });
    expect(
      await readAll([put(newFolder(), 'cur.csv', legacyCsv(lines))], { onlyAccounts: ['000000000099'] }),
    ).toEqual([]);
  });
});

describe('text that bites', () => {
  it('a byte order mark, Windows line ends, quoted commas, quotes and line breaks do no harm', async () => {
    const text = legacyCsv([
      { type: 'Credit', description: 'Amazon, "Inc."\r\nsecond line', cost: '-1' },
      { account: '000000000007' },
    ]);
    const windows = `\uFEFF${text.replaceAll(/(?<!\r)\n/g, '\r\n')}`;
    for (const content of [windows, gz(windows)]) {
      const { creditLines, delivery } = await readMonth([put(newFolder(), 'cur.csv', content)]);
      expect(creditLines[0]?.description).toBe('Amazon, "Inc."\r\nsecond line');
      expect(delivery.usageAccounts).toEqual(['000000000007', '000000000042']);
    }
  });

  it('columns whose names differ only in case, or are hard to quote, are other columns', async () => {
    const rows = legacyCsv([{ cost: '2' }])
      .trimEnd()
      .split('\n');
    const text =
      `${rows[0]},resourceTags/user:Name,resourceTags/user:name,a "quoted' name\n${rows[1]},x,y,z\n`.replace(
        'a "quoted\' name',
        `"a ""quoted' name"`,
      );
    expect(totals(await readMonth([put(newFolder(), 'cur.csv', text)]), 'line-type')).toEqual({ Usage: '2' });
  });

  it('a file is what its bytes say, whatever it is called', async () => {
    const folder = newFolder();
    put(folder, 'really-gzip.csv', gz(legacyCsv([{ cost: '2' }])));
    put(folder, 'really-text.csv.gz', legacyCsv([{ cost: '3' }]));
    expect(totals(await readMonth([folder]), 'line-type')).toEqual({ Usage: '5' });
  });
});

describe('FOCUS files', () => {
  it('tell their version by their columns', async () => {
    const formatOf = async (line: Line, without: readonly string[]) =>
      (await focusMonth([line], without)).delivery.format;
    expect(await formatOf({}, ['InvoiceId'])).toBe('focus-1.0');
    expect(await formatOf({ SkuMeter: 'x' }, ['InvoiceId'])).toBe('focus-1.1');
    expect(await formatOf({ SkuMeter: 'x', x_Own: '1' }, [])).toBe('focus-1.2');
    expect(await formatOf({ ServiceProviderName: 'AWS' }, ['ProviderName', 'PublisherName'])).toBe(
      'focus-1.3',
    );
  });

  it('before 1.2 have no invoice id, so every non-zero line counts as without one (C6)', async () => {
    expect(
      (await focusMonth([{}, { BilledCost: '0' }, { BilledCost: '-3' }], ['InvoiceId'])).delivery
        .linesWithoutInvoice,
    ).toBe(2);
  });

  it('a negative correction of usage or of a purchase is a refund; an adjustment keeps its own name', async () => {
    const correction = { ChargeClass: 'Correction' };
    const { charges, creditLines } = await focusMonth([
      { ...correction, BilledCost: '-1' },
      { ...correction, ChargeCategory: 'Purchase', BilledCost: '-2' },
      { ...correction, BilledCost: '4' },
      { ...correction, ChargeCategory: 'Credit', BilledCost: '-8' },
      { ChargeCategory: 'Adjustment', BilledCost: '-16' },
      { BilledCost: '-32' },
    ]);
    expect(amounts(creditLines)).toEqual({ Credit: '-8', Refund: '-3' });
    expect(amounts(charges)).toEqual({ Adjustment: '-16', Usage: '-28' });
  });

  it('a service is its code where the file has one, else its alias, else its name', async () => {
    const { charges } = await focusMonth(
      [
        { x_ServiceCode: 'AmazonS3', ServiceName: 'Storage' },
        { x_ServiceCode: '' },
        { x_ServiceCode: '', ServiceName: 'Azure VM' },
      ],
      [],
      { serviceAliases: { 'Amazon Elastic Compute Cloud': 'AmazonEC2' } },
    );
    expect(charges.map((charge) => charge.service)).toEqual(['AmazonEC2', 'AmazonS3', 'Azure VM']);
  });

  it('a line without a sub-account is used by its billing account', async () => {
    expect((await focusMonth([{ SubAccountId: '' }])).delivery.usageAccounts).toEqual(['111122223333']);
    expect((await focusMonth([{}], ['SubAccountId'])).delivery.usageAccounts).toEqual(['111122223333']);
  });
});

it('progress is told file by file, and by the bytes of all of them', async () => {
  const folder = newFolder();
  for (const cost of ['1', '2', '3']) put(folder, `${cost}.csv`, legacyCsv([{ cost }]));
  const files = billingFiles();
  const notes: string[] = [];
  const shares: string[] = [];
  await files.summarise(await files.find([folder]), EVERYTHING, ({ file, done, of, bytes, ofBytes }) => {
    notes.push(`${file.at(-5)} ${done}/${of}`);
    shares.push(`${(bytes * 3) / ofBytes}/3`);
  });
  expect(shares).toEqual(['1/3', '2/3', '3/3']);
  expect(notes.map((note) => note.slice(2))).toEqual(['1/3', '2/3', '3/3']);
  expect(notes.map((note) => note[0]).sort()).toEqual(['1', '2', '3']);
});

it('a column the file lacks is not a blank one: tags and products may be absent', async () => {
  const text = csvText([
    [
      'lineItem/UnblendedCost',
      'lineItem/CurrencyCode',
      'bill/PayerAccountId',
      'lineItem/UsageAccountId',
      'lineItem/LineItemType',
      'lineItem/LineItemDescription',
      'lineItem/ProductCode',
      'bill/BillingPeriodStartDate',
      'lineItem/UsageStartDate',
    ],
    [
      '1',
      'USD',
      '111122223333',
      '000000000001',
      'Usage',
      '',
      'AmazonS3',
      '2026-04-01T00:00:00Z',
      '2026-04-01T00:00:00Z',
    ],
  ]);
  expect((await readMonth([put(newFolder(), 'cur.csv', text)])).delivery.linesWithoutInvoice).toBe(1);
});
