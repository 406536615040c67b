import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeExamples } from '../../examples/make.ts';

const COMMITTED = join(import.meta.dirname, '../../examples');
const LIMIT_BYTES = 2_000_000;

type Truth = { folder: string; payer: string; period: string; files: string; lines: number; total: string };

describe('the example months', () => {
  let made = '';

  beforeAll(async () => {
    made = await mkdtemp(join(tmpdir(), 'creditbook-examples-'));
    await makeExamples(made);
  });

  afterAll(async () => {
    await rm(made, { recursive: true });
  });

  it('are what examples/make.ts writes, file by file and byte by byte', async () => {
    const committed = await filesUnder(join(COMMITTED, 'months'));
    expect(await filesUnder(join(made, 'months'))).toEqual(committed);
    for (const file of committed) {
      const [ours, theirs] = await Promise.all([contentOf(made, file), contentOf(COMMITTED, file)]);
      expect({ file, same: ours.equals(theirs) }).toEqual({ file, same: true });
    }
  });

  it('come with the totals that examples/make.ts works out', async () => {
    const [ours, theirs] = await Promise.all(
      [made, COMMITTED].map((folder) => readFile(join(folder, 'expected-totals.json'), 'utf8')),
    );
    expect(ours).toBe(theirs);
  });

  it('are together under 2 MB', async () => {
    const sizes = await Promise.all(
      (await filesUnder(join(COMMITTED, 'months'))).map(
        async (file) => (await readFile(join(COMMITTED, 'months', file))).length,
      ),
    );
    expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThan(LIMIT_BYTES);
  });

  it('hold in their files the lines and the total that expected-totals.json says, to the last digit', async () => {
    const truths = JSON.parse(await readFile(join(COMMITTED, 'expected-totals.json'), 'utf8')) as Truth[];
    expect(truths.length).toBeGreaterThan(0);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const { folder, files, lines, total } of truths) {
      const paths = files
        .split(';')
        .map((file) => `'${join(COMMITTED, 'months', folder, 'cur', file)}'`)
        .join(', ');
      const reader = await connection.runAndReadAll(totalSql(files, paths, total));
      const [found] = reader.getRowObjectsJson();
      expect({ files, lines: found?.['lines'], rest: found?.['rest'] }).toEqual({
        files,
        lines: `${lines}`,
        rest: '0',
      });
    }
    connection.closeSync();
    instance.closeSync();
  });
});

function totalSql(names: string, paths: string, total: string): string {
  const [from, cost] = names.endsWith('.parquet')
    ? [`read_parquet([${paths}])`, 'line_item_unblended_cost::VARCHAR']
    : [`read_csv([${paths}], all_varchar = true, header = true)`, costColumn(names)];
  const rest = `sum(CAST(${cost} AS DECIMAL(38, 15))) - CAST('${total}' AS DECIMAL(38, 15))`;
  return `SELECT count(*) AS lines, CASE WHEN ${rest} = 0 THEN '0' ELSE CAST(${rest} AS VARCHAR) END AS rest FROM ${from}`;
}

function costColumn(file: string): string {
  return file.endsWith('.gz') ? '"lineItem/UnblendedCost"' : 'BilledCost';
}

async function filesUnder(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** Gzip is compared by what it holds: its compressor differs between processor families, its text may not. */
async function contentOf(examples: string, file: string): Promise<Buffer> {
  const bytes = await readFile(join(examples, 'months', file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
