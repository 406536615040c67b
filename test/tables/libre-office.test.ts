import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { writeTable } from '../../src/adapters/month-folder/write-table.ts';
import type { RowOut } from '../../src/application/tables/table.ts';
import { TABLES } from '../../src/application/tables/tables.ts';

const there = spawnSync('soffice', ['--version']).status === 0;
/** Comma, double quote, UTF-8, every cell as it is shown. */
const AS_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true';

const ROWS: readonly RowOut[] = [
  row('g-1', '1234.50', 'plain'),
  row('0042', '-5.00', '=1+1'),
  row('g-3', '123456789012345.67', '+41 79'),
  row('g-4', '0.01', '@SUM(A1:A9)'),
  row('g-5', '60.00', '-5'),
  row('g-6', '7.00', 'née, "Łódź"; 株式会社'),
];

function row(grant_id: string, amount: string, comment: string): RowOut {
  const edge = { seller: 'distributor', buyer: 'harbor', currency: 'USD', granted_on: '2026-03-31' };
  return { ...edge, grant_id, amount, comment, usage_account_id: '004471010001' };
}

test.skipIf(!there)(
  `LibreOffice opens a table and shows what it says${there ? '' : ' (LibreOffice is not installed here)'}`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'creditbook-office-'));
    try {
      const pages = async function* () {
        yield ROWS;
      };
      const pieces: Uint8Array[] = [];
      for await (const piece of writeTable(TABLES.grants, pages(), 'xlsx')) pieces.push(piece);
      await writeFile(join(folder, 'grants.xlsx'), Buffer.concat(pieces));
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      const convert = ['--headless', '--convert-to', AS_CSV, '--outdir', folder, join(folder, 'grants.xlsx')];
      execFileSync('soffice', [profile, ...convert], { stdio: 'ignore', timeout: 110_000 });
      const shown = parse(await readFile(join(folder, 'grants.csv'), 'utf8'), { columns: true }) as RowOut[];
      const told = (rows: readonly RowOut[]) =>
        rows.map((one) => [
          one['grant_id'],
          one['amount'],
          one['comment'],
          one['usage_account_id'],
          one['granted_on'],
        ]);
      expect(told(shown)).toEqual(told(ROWS));
      expect(Object.keys(shown[0] ?? {})).toEqual(TABLES.grants.columns.map(({ name }) => name));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
