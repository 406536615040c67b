import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { DeliveredMonth } from '../../src/domain/line-item/delivered-month.ts';
import {
  addExact,
  EXACT_ZERO,
  type ExactAmount,
  exactToText,
  sumExact,
} from '../../src/domain/money/exact-amount.ts';
import { csvText, gz, linesOf, newFolder, put, putParquet, readAll } from './made-files.ts';

type Sum = { readonly rows: number; readonly sum: string };
type Truth = {
  readonly file: string;
  readonly rows: number;
  readonly total_cost: string;
  readonly payers: readonly string[];
  readonly by_type: readonly (Sum & { readonly type: string })[];
  readonly by_account: readonly (Sum & { readonly acct: string })[];
  readonly by_invoice: readonly (Sum & { readonly inv: string })[];
  readonly credits: {
    readonly by_account_description_product: readonly (Sum & {
      readonly acct: string;
      readonly desc: string;
      readonly prod: string;
    })[];
  };
};

const SAMPLES = join(import.meta.dirname, '../../../shared/samples');
const truths = existsSync(SAMPLES)
  ? globSync('*/*.truth.json', { cwd: SAMPLES })
      .sort()
      .map((path) => ({
        sampleFolder: join(SAMPLES, path, '..'),
        truth: JSON.parse(readFileSync(join(SAMPLES, path), 'utf8')) as Truth,
      }))
  : [];

/** Adds up what has the same key, as `key: sum (rows)` texts. */
function added(
  items: readonly { readonly key: string; readonly exact: ExactAmount; readonly lines: number }[],
): Record<string, string> {
  const sums = new Map<string, { exact: ExactAmount; lines: number }>();
  for (const { key, exact, lines } of items) {
    const old = sums.get(key) ?? { exact: EXACT_ZERO, lines: 0 };
    sums.set(key, { exact: addExact(old.exact, exact), lines: old.lines + lines });
  }
  return Object.fromEntries(
    [...sums].map(([key, { exact, lines }]) => [key, `${exactToText(exact)} (${lines})`]),
  );
}

const truly = (items: readonly (Sum & { readonly key: string })[]) =>
  Object.fromEntries(items.map(({ key, sum, rows }) => [key, `${sum} (${rows})`]));

/** What was read, in the shape of a truth file. */
function figuresOf(months: readonly DeliveredMonth[]): unknown {
  const all = months.flatMap((month) => month.totals);
  const by = (kind: string) => added(all.filter((total) => total.by === kind));
  const credits = months.flatMap((month) => month.creditLines);
  const every = months.flatMap((month) => [...month.charges, ...month.creditLines]);
  return {
    types: by('line-type'),
    accounts: by('usage-account'),
    invoices: by('invoice'),
    credits: added(
      credits.map((line) => ({ ...line, key: `${line.usageAccount}|${line.description}|${line.service}` })),
    ),
    total: exactToText(sumExact(every.map((sum) => sum.exact))),
    lines: months.reduce((lines, month) => lines + month.delivery.lines, 0),
    payers: [...new Set(months.map((month) => month.delivery.payerAccount))].toSorted(),
  };
}

function figuresIn(truth: Truth): unknown {
  const credits = truth.credits.by_account_description_product;
  return {
    types: truly(truth.by_type.map((one) => ({ ...one, key: one.type }))),
    accounts: truly(truth.by_account.map((one) => ({ ...one, key: one.acct }))),
    invoices: truly(truth.by_invoice.map((one) => ({ ...one, key: one.inv }))),
    credits: truly(credits.map((one) => ({ ...one, key: `${one.acct}|${one.desc}|${one.prod}` }))),
    total: truth.total_cost,
    lines: truth.rows,
    payers: truth.payers,
  };
}

describe.skipIf(truths.length === 0)(
  'the sample files beside the project (skipped where they are absent)',
  () => {
    for (const { sampleFolder, truth } of truths) {
      const path = join(sampleFolder, truth.file);
      it(`${truth.file}: every total is the true one, to the last digit (C8)`, async () => {
        expect(figuresOf(await readAll([path]))).toEqual(figuresIn(truth));
      });

      it(`${truth.file}: the same lines as Parquet with doubles give the same sums`, async () => {
        const cost = ['lineItem/UnblendedCost', 'line_item_unblended_cost', 'BilledCost'].find((name) =>
          readFileSync(path, 'utf8').split('\n')[0]?.split(',').includes(name),
        );
        const parquet = await putParquet(
          join(newFolder(), 'lines.parquet'),
          `SELECT * REPLACE (CAST("${cost}" AS DOUBLE) AS "${cost}") FROM read_csv('${path}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`,
        );
        const [fromParquet, fromCsv] = [await readAll([parquet]), await readAll([path])];
        expect(figuresOf(fromParquet)).toEqual(figuresIn(truth));
        expect(fromParquet.map(linesOf)).toEqual(fromCsv.map(linesOf));
      });

      it(`${truth.file}: split into three packed files, lines and columns turned round, nothing changes (N1)`, async () => {
        const [header = [], ...rows] = parse(readFileSync(path), { bom: true }) as string[][];
        const parts: string[][][] = [[], [], []];
        for (const [index, row] of rows.toReversed().entries())
          parts[(index * 7) % 3]?.push(row.toReversed());
        const folder = newFolder();
        for (const [index, part] of parts.entries())
          put(folder, `part-${index}.csv.gz`, gz(csvText([header.toReversed(), ...part])));
        expect((await readAll([folder])).map(linesOf)).toEqual((await readAll([path])).map(linesOf));
      });
    }
  },
);
