import { readdirSync, writeFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { writtenFolder } from '../../../test/support/written-folder.ts';
import { openText, type Packing, tablesOf } from './container.ts';
import { isEndless } from './unpacked-bound.ts';

const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000 * MEGABYTE;

test.each([
  ['a payer’s month of 100 GB that packs to a fortieth', 100 * GIGABYTE, 2_500 * MEGABYTE],
  ['the most monotonous month there was', 100 * GIGABYTE, GIGABYTE],
  ['a small file of one line again and again', 900 * MEGABYTE, MEGABYTE],
])('%s is read', (_, unpacked, packed) => {
  expect(isEndless(unpacked, packed)).toBe(false);
});

test.each([
  ['a gigabyte out of a megabyte', GIGABYTE + 1, MEGABYTE],
  ['200 GB out of less than one', 200 * GIGABYTE, GIGABYTE - 1],
  ['more than anybody’s month, however it was packed', 2_001 * GIGABYTE, 2_000 * GIGABYTE],
])('%s is not', (_, unpacked, packed) => {
  expect(isEndless(unpacked, packed)).toBe(true);
});

async function readThrough(path: string, packing: Packing): Promise<number> {
  const text = await openText({ kind: 'text', path, packing });
  let bytes = 0;
  text.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await finished(text);
  return bytes;
}

test('a gzip that unpacks without end is told, with its size and what to do', async () => {
  const member = gzipSync(Buffer.alloc(64 * MEGABYTE), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 17 }, () => member));
  const path = `${writtenFolder({ 'bomb.csv.gz': bomb })}/bomb.csv.gz`;
  await expect(readThrough(path, { by: 'gzip' })).rejects.toMatchObject({
    seen: `a gzip file that unpacks to more than 200 times its ${Math.ceil(bomb.length / 1_000)} kB`,
    todo: expect.stringContaining('give the CSV') as string,
  });
  writeFileSync(path, bomb.subarray(0, member.length * 15));
  expect(await readThrough(path, { by: 'gzip' })).toBe(15 * 64 * MEGABYTE);
});

/** A zip of one CSV that says of itself whatever is written over it, in both of its heads. */
function zipSaying(at: { readonly local: number; readonly central: number }, value: number): Buffer {
  const bytes = Buffer.from(zipSync({ 'a.csv': Buffer.from('a,b\n1,2\n') }, { level: 6 }));
  const central = bytes.indexOf('PK\u0001\u0002');
  bytes.writeUInt16LE(value, at.local);
  bytes.writeUInt16LE(value, central + at.central);
  return bytes;
}

test.each([
  ['by method 9', zipSaying({ local: 8, central: 10 }, 9), 'a zip that is packed by method 9'],
  ['with a password', zipSaying({ local: 6, central: 8 }, 1), 'a zip that is packed with a password'],
])('a zip that is packed %s is told, and nothing of it stays open', async (_, bytes, seen) => {
  const path = `${writtenFolder({ 'a.zip': bytes })}/a.zip`;
  const told = { seen, todo: 'unzip it and give the CSV' };
  await expect(tablesOf(path)).rejects.toMatchObject(told);
  const openFiles = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
  const before = openFiles();
  for (let nth = 0; nth < 20; nth += 1)
    await expect(openText({ kind: 'text', path, packing: { by: 'zip', member: 0 } })).rejects.toMatchObject(
      told,
    );
  expect(openFiles()).toBeLessThan(before + 10);
});
