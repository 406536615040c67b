import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addExact,
  EXACT_ZERO,
  type ExactAmount,
  exactFromText,
  exactToText,
} from '../../src/domain/money/exact-amount.ts';
import { cur2Csv, faultsOf, legacyCsv, newFolder, put, putParquet, readMonth } from './made-files.ts';

const costs = (texts: readonly string[]) =>
  legacyCsv(texts.map((cost, index) => ({ cost, account: String(index).padStart(12, '0') })));

async function readCosts(path: string): Promise<readonly string[]> {
  const { charges } = await readMonth([path]);
  return charges.map((charge) => exactToText(charge.exact));
}

function exact(text: string): ExactAmount {
  const amount = exactFromText(text);
  if (amount === null) throw new Error(`${text} is no decimal`);
  return amount;
}

const plain = (text: string): string => exactToText(exact(text));

const NASTY = [
  '0',
  '-0.0',
  '0.00000000000000000000',
  '1',
  '-1',
  '+2.5',
  '.5',
  '5.',
  '1e3',
  '1E+3',
  '12.5E-7',
  '-7.0E-10',
  '1.5E2',
  '999.999999999999',
  '999.9999999999999',
  '-999.999999999999',
  '1000',
  '123456.789012345678',
  '99999999999999999999999',
  '0.1234567890123456789',
  '1.33650169321284',
  '0.000000000000001',
  '0.0000000000000001',
  '0.123456789012345',
  '-0.123456789012345678901',
  '1E-20',
  '-3.0000000001E-21',
  '0.000000000000000000000000000000001',
  '12345678901234567890.123456789012345678901234567890123',
  '-12.345678901234567E-5',
  '4.35',
  '0.285',
  '1.005',
];

describe('costs are exact to the last digit (C3)', () => {
  it('whatever the notation, the size or the number of decimals up to 33', async () => {
    expect(await readCosts(put(newFolder(), 'cur.csv', costs(NASTY)))).toEqual(NASTY.map(plain));
  });

  it('and so is their sum: 0.1 and 0.2 are 0.3, and many decimals beside few lose nothing', async () => {
    const texts = ['0.1', '0.2', '1E-21', '-0.000000000000000000001', '1234567.1', '0.12345678901234567'];
    const { charges } = await readMonth([
      put(newFolder(), 'cur.csv', legacyCsv(texts.map((cost) => ({ cost })))),
    ]);
    expect(charges.map((charge) => exactToText(charge.exact))).toEqual(['1234567.52345678901234567']);
  });

  it('a thousand decimals as a cloud, a generator or a spreadsheet would write them', async () => {
    const decimal = fc.tuple(
      fc.boolean(),
      fc.integer({ min: 0, max: 10 ** 6 }),
      fc.bigInt({ min: 0n, max: 10n ** 21n - 1n }),
      fc.integer({ min: 0, max: 21 }),
      fc.option(fc.integer({ min: -12, max: 4 })),
    );
    const texts = fc
      .sample(decimal, { numRuns: 1000 })
      .map(([negative, whole, digits, decimals, exponent]) => {
        const fraction = String(digits).padStart(21, '0').slice(0, decimals);
        return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}${exponent === null ? '' : `E${exponent}`}`;
      });
    expect(await readCosts(put(newFolder(), 'cur.csv', costs(texts)))).toEqual(texts.map(plain));
  });

  it('a double in Parquet means its shortest decimal, the same as that text in CSV (fact 4)', async () => {
    const doubles = fc
      .sample(
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e7, max: 1e7 }),
          fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).map((units) => units / 1e10),
        ),
        { numRuns: 1000 },
      )
      .filter((double) => double === 0 || Math.abs(double) > 1e-15)
      .concat([0.1 + 0.2, 0.1, 1e-10, -7e-10, 999.9999999999999, 123456.78901234567, 1e21, -0]);
    const texts = doubles.map((double) => String(double));
    const folder = newFolder();
    const csv = put(
      folder,
      'cur.csv',
      cur2Csv(texts.map((cost, index) => ({ cost, account: String(index).padStart(12, '0') }))),
    );
    const parquet = await putParquet(
      join(folder, 'cur.parquet'),
      `SELECT * REPLACE (CAST(line_item_unblended_cost AS DOUBLE) AS line_item_unblended_cost) FROM read_csv('${csv}', all_varchar = true, header = true)`,
    );
    expect(await readCosts(parquet)).toEqual(texts.map(plain));
    expect(await readCosts(csv)).toEqual(texts.map(plain));
  });

  it('a decimal column in Parquet is taken as it is', async () => {
    const folder = newFolder();
    const csv = put(folder, 'cur.csv', cur2Csv([{ cost: '0.123456789012345678' }, { cost: '-3.1' }]));
    const parquet = await putParquet(
      join(folder, 'cur.parquet'),
      `SELECT * REPLACE (CAST(line_item_unblended_cost AS DECIMAL(30, 18)) AS line_item_unblended_cost) FROM read_csv('${csv}', all_varchar = true, header = true)`,
    );
    expect(await readCosts(parquet)).toEqual(['-2.976543210987654322']);
  });

  it('a cost finer than 33 decimals is refused, never rounded', async () => {
    const path = put(
      newFolder(),
      'cur.csv',
      legacyCsv([{}, { cost: '1E-34' }, { cost: '1E-400' }, { cost: '1E999999999' }]),
    );
    expect((await faultsOf([path])).map((fault) => [fault.row, fault.seen])).toEqual([
      [3, '"1E-34", which has more than 33 decimals (and 1 more such row)'],
      [5, '"1E999999999", which is not a number the book can hold'],
    ]);
  });
});

it('the sums of many lines are what adding them one by one gives', async () => {
  const texts = fc
    .sample(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), { numRuns: 5000 })
    .map((units) => exactToText(addExact(EXACT_ZERO, { digits: BigInt(units), scale: 11 })));
  const sum = texts.reduce((total, text) => addExact(total, exact(text)), EXACT_ZERO);
  const { charges } = await readMonth([
    put(newFolder(), 'cur.csv', legacyCsv(texts.map((cost) => ({ cost })))),
  ]);
  expect(charges.map((charge) => charge.exact)).toEqual([sum]);
});
