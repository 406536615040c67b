import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atMost, type Figure, secondsText } from './figure.ts';
import type { TableStep } from './tables-child.ts';

const ROWS = 100_000;
/** About 100 MB of it are resident before anything is done: the program, the drivers, compiled code. */
const MOST_OUT_MB = 350;
const MOST_IN_MB = 800;

/**
 * A table of 100,000 grants brought into an empty book, out of it and untouched in again, as CSV and as a workbook. Each
 * step is a process of its own, as a command would be one; the memory is the most it ever had resident.
 */
export async function tables(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'creditbook-tables-'));
  const where = join(import.meta.dirname, '.data', 'book-tables');
  await rm(where, { recursive: true, force: true });
  try {
    await writeFile(join(folder, 'resellers.csv'), 'reseller_id,name\nharbor,Harbor\n');
    await writeFile(join(folder, 'new.csv'), madeGrants());
    await step(where, 'in', 'resellers', join(folder, 'resellers.csv'));
    const figures: Figure[] = [];
    const measure = async (name: string, way: 'in' | 'out', file: string, added: number): Promise<void> => {
      const { seconds, peakMegabytes, rows, ...done } = await step(where, way, 'grants', join(folder, file));
      if (rows !== ROWS || done.added !== added) throw new Error(`${name}: ${rows} rows, ${done.added} new`);
      const most = way === 'in' ? MOST_IN_MB : MOST_OUT_MB;
      figures.push(atMost(name, 'MB', peakMegabytes, most, [`in ${secondsText(seconds)}`]));
    };
    await measure('100,000 new grants in from CSV', 'in', 'new.csv', ROWS);
    for (const format of ['csv', 'xlsx']) {
      const name = format.toUpperCase();
      await measure(`100,000 grants out as ${name}`, 'out', `all.${format}`, 0);
      await measure(`the same ${name} in again, untouched`, 'in', `all.${format}`, 0);
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(where, { recursive: true, force: true });
  }
}

function madeGrants(): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const account = String(100_000_000_000 + (at % 5_000));
    return `distributor,harbor,${at + 1}.${String(at % 100).padStart(2, '0')},USD,Goodwill no. ${at},AWS,${account},MAP 2.0 Credit,2026-03-31`;
  });
  const header = 'seller,buyer,amount,currency,comment,cloud,usage_account_id,description,granted_on';
  return `${[header, ...rows].join('\n')}\n`;
}

async function step(where: string, way: 'in' | 'out', subject: string, file: string): Promise<TableStep> {
  const child = join(import.meta.dirname, 'tables-child.ts');
  const flags = ['--disable-warning=ExperimentalWarning'];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...flags,
    child,
    where,
    way,
    subject,
    file,
  ]);
  return JSON.parse(stdout) as TableStep;
}
