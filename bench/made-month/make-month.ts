import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, version } from '@duckdb/node-api';
import { CSV_COLUMNS, csvLines, PAYER, PREPARE, parquetLines } from './lines-sql.ts';
import { writeTables } from './tables.ts';

export type LineFormat = 'csv' | 'parquet';

/** A month folder and its billing files. */
export type MadeMonth = {
  readonly format: LineFormat;
  readonly folder: string;
  readonly files: readonly string[];
  readonly lines: number;
};

const DATA = join(import.meta.dirname, '..', '.data');
const LINES_A_FILE = 500_000;
const AT_ONCE = 2;

/**
 * The month folder with so many lines, from bench/.data where it lies from an earlier run, else made now. CSV.gz comes
 * as several files under a manifest (legacy, keep-all versions), Parquet as several files of a month folder.
 */
export async function madeMonth(format: LineFormat, lines: number): Promise<MadeMonth> {
  const folder = join(DATA, `${format}-${lines}-duckdb-${version()}`);
  const starts = Array.from({ length: Math.ceil(lines / LINES_A_FILE) }, (_, part) => part * LINES_A_FILE);
  const home =
    format === 'csv'
      ? join('cur', 'reports', 'bench', '20260301-20260401', '20260403T060000Z')
      : join('cur', 'reports', 'bench', 'bench', 'year=2026', 'month=3');
  const names = starts.map(
    (_, part) => `bench-${part + 1}.${format === 'csv' ? 'csv.gz' : 'snappy.parquet'}`,
  );
  const made = { format, folder, files: names.map((name) => join(folder, home, name)), lines };
  if (await exists(folder)) return made;
  console.error(`making ${lines.toLocaleString('en-US')} lines as ${format} in bench/.data, once`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(join(unfinished, home), { recursive: true });
  await writeTables(unfinished);
  await writeLines(
    format,
    starts.map((from, part) => ({
      from,
      until: Math.min(from + LINES_A_FILE, lines),
      path: join(unfinished, home, names[part] ?? ''),
    })),
  );
  if (format === 'csv')
    await writeManifest(join(unfinished, 'cur', 'reports', 'bench', '20260301-20260401'), names);
  await rename(unfinished, folder);
  return made;
}

type PartOfLines = { readonly from: number; readonly until: number; readonly path: string };

async function writeLines(format: LineFormat, parts: readonly PartOfLines[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: `${AT_ONCE}`, memory_limit: '2GB' });
  const setUp = await instance.connect();
  for (const sql of PREPARE) await setUp.run(sql);
  const waiting = [...parts];
  const work = async (): Promise<void> => {
    const connection = await instance.connect();
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      await writePart(connection, format, part);
      console.error(`  ${part.until.toLocaleString('en-US')} lines`);
    }
    connection.closeSync();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  setUp.closeSync();
  instance.closeSync();
}

async function writePart(
  connection: DuckDBConnection,
  format: LineFormat,
  { from, until, path }: PartOfLines,
): Promise<void> {
  const [lines, as] =
    format === 'csv'
      ? [csvLines(from, until), 'FORMAT csv, HEADER, COMPRESSION gzip']
      : [parquetLines(from, until), 'FORMAT parquet, COMPRESSION snappy'];
  await connection.run(`COPY (${lines} ORDER BY i) TO '${path}' (${as})`);
}

async function writeManifest(folder: string, names: readonly string[]): Promise<void> {
  const manifest = {
    assemblyId: '20260403T060000Z',
    account: PAYER,
    columns: CSV_COLUMNS.map((column) => ({ category: column.split('/')[0], name: column.split('/')[1] })),
    charset: 'UTF-8',
    compression: 'GZIP',
    contentType: 'text/csv',
    reportId: 'bench',
    reportName: 'bench',
    billingPeriod: { start: '20260301T000000.000Z', end: '20260401T000000.000Z' },
    reportKeys: names.map((name) => `reports/bench/20260301-20260401/20260403T060000Z/${name}`),
  };
  await writeFile(join(folder, 'bench-Manifest.json'), JSON.stringify(manifest, null, 2));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
