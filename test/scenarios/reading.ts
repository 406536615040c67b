import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tableOpener } from '../../src/adapters/month-folder/open-table.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import {
  EMPTY_MONTH_FOLDER,
  type MonthFolderFiles,
  type Reading,
} from '../../src/application/month-folder/month-folder.ts';

const openTable = tableOpener(compileLinearRegex);

const PARTIES = ['resellers.csv', 'customers.csv', 'accounts.csv'];

/** What `parties load`, `rules load`, `prices load` and `grants load` would read of a folder, as one load. */
export async function readingOf(readers: MonthFolderFiles, folder: string): Promise<Reading> {
  const names = await readdir(folder);
  const readings: Reading[] = [];
  if (PARTIES.some((name) => names.includes(name))) readings.push(await readers.parties(folder));
  for (const part of ['rules', 'prices', 'grants'] as const) {
    if (!names.includes(`${part}.csv`)) continue;
    const { rows, reading } = await openTable(part, join(folder, `${part}.csv`));
    readings.push(reading(rows));
  }
  if (names.includes('credit-records'))
    readings.push(await readers.creditRecords([join(folder, 'credit-records')]));
  return readings.reduce(joined, { folder: EMPTY_MONTH_FOLDER, faults: [] });
}

function joined(a: Reading, b: Reading): Reading {
  const [x, y] = [a.folder, b.folder];
  return {
    faults: [...a.faults, ...b.faults],
    folder: {
      settings: null,
      resellers: [...x.resellers, ...y.resellers],
      customers: [...x.customers, ...y.customers],
      resellerTenures: [...x.resellerTenures, ...y.resellerTenures],
      accountTenures: [...x.accountTenures, ...y.accountTenures],
      prices: [...x.prices, ...y.prices],
      rules: [...x.rules, ...y.rules],
      grants: [...x.grants, ...y.grants],
      records: {
        creditRecords: [...x.records.creditRecords, ...y.records.creditRecords],
        drawdowns: [...x.records.drawdowns, ...y.records.drawdowns],
        warnings: [...x.records.warnings, ...y.records.warnings],
      },
      billingPaths: [],
      references: [...x.references, ...y.references],
      defines: {
        resellers: [...x.defines.resellers, ...y.defines.resellers],
        customers: [...x.defines.customers, ...y.defines.customers],
      },
    },
  };
}
