import { spawnSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import type { TextTable } from './container.ts';
import { scanFed, type Unpacking } from './fed-pipes.ts';

const [folder, packs] = ['fed-pipes-test-', 'fed-pipes-packs-'].map((name) =>
  mkdtempSync(join(tmpdir(), name)),
) as [string, string];
afterAll(() => [folder, packs].forEach((one) => rmSync(one, { recursive: true, force: true })));

const LARGE = 'lines and lines\n'.repeat(500_000);

let files = 0;
function packed(bytes: Buffer): TextTable {
  files += 1;
  const path = join(packs, `${files}.csv.gz`);
  writeFileSync(path, bytes);
  return { kind: 'text', path, packing: { by: 'gzip' } };
}

const text = (content: string): TextTable => packed(gzipSync(content));
const torn = packed(gzipSync(LARGE).subarray(0, -9));
const A_TORN_FILE = { seen: 'a torn gzip file' };

const readOneByOne = async (paths: readonly string[]): Promise<readonly string[]> => {
  const contents: string[] = [];
  for (const path of paths) contents.push(await readFile(path, 'utf8'));
  return contents;
};
const NOBODY: Unpacking = { reached: () => undefined, unpacked: () => undefined };
const readAtOnce = (paths: readonly string[]) => Promise.all(paths.map((path) => readFile(path, 'utf8')));

it('the scan reads what is unpacked, from nothing to many megabytes, and leaves nothing behind', async () => {
  const contents = ['', 'x', LARGE, 'y'];
  for (const scan of [readOneByOne, (paths: readonly string[]) => readOneByOne(paths.toReversed())]) {
    const lengths = new Map<number, number>();
    const read = await scanFed(folder, contents.map(text), scan, {
      ...NOBODY,
      unpacked: (at, bytes) => lengths.set(at, bytes),
    });
    expect([contents, contents.toReversed()]).toContainEqual(read);
    expect([...lengths].sort(([a], [b]) => a - b)).toEqual(contents.map((one, at) => [at, one.length]));
  }
  expect(readdirSync(folder)).toEqual([]);
});

it('where the pool has too few threads to unpack meanwhile, texts are unpacked first and read then', async () => {
  vi.stubEnv('UV_THREADPOOL_SIZE', '1');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const kinds: boolean[] = [];
  const read = await scanFed(
    folder,
    ['a', LARGE].map(text),
    async (paths) => {
      for (const path of paths) kinds.push((await stat(path)).isFile());
      return readOneByOne(paths);
    },
    NOBODY,
  );
  expect([kinds, read]).toEqual([
    [true, true],
    ['a', LARGE],
  ]);
  await expect(scanFed(folder, [text('a'), torn], readOneByOne, NOBODY)).rejects.toMatchObject({
    code: 'Z_BUF_ERROR',
  });
  expect(readdirSync(folder)).toEqual([]);
});

it('several texts are read side by side, and scans that come at once take turns', async () => {
  const scans = [['a', LARGE], [LARGE, 'b'], ['c']];
  const reads = await Promise.all(
    scans.map((contents) => scanFed(folder, contents.map(text), readAtOnce, NOBODY)),
  );
  expect(reads).toEqual(scans);
});

it('a failure of the unpacking is told rather than what the scan made of half a text', async () => {
  for (const texts of [[torn], [torn, text(LARGE)], [text(LARGE), torn, text('x')]]) {
    await expect(scanFed(folder, texts, readOneByOne, NOBODY)).rejects.toMatchObject(A_TORN_FILE);
    const fails = async (paths: readonly string[]) => {
      await readOneByOne(paths);
      throw new Error('half a line');
    };
    await expect(scanFed(folder, texts, fails, NOBODY)).rejects.toMatchObject(A_TORN_FILE);
  }
});

it('a scan that fails before it opens the texts leaves nobody waiting', async () => {
  const refuse = () => Promise.reject(new Error('no such column'));
  await expect(scanFed(folder, [text('x'), text(LARGE)], refuse, NOBODY)).rejects.toThrow('no such column');
});

it('a scan that read only the beginning is no scan of the text', async () => {
  const beginning = async ([path = '']: readonly string[]): Promise<string> => {
    const handle = await open(path);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, null);
    await handle.close();
    return buffer.toString('utf8', 0, bytesRead);
  };
  await expect(scanFed(folder, [text(LARGE)], beginning, NOBODY)).rejects.toThrow('EPIPE');
});

it('how far a large text is, is told while it is unpacked, and whoever is told may end the scan', async () => {
  const large = noise(8 << 20);
  const told: number[] = [];
  const reached = (_at: number, taken: number): void => void told.push(taken);
  await scanFed(folder, [packed(gzipSync(large))], readOneByOne, { ...NOBODY, reached });
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  const ends = {
    ...NOBODY,
    reached: () => {
      throw new Error('no longer wanted');
    },
  };
  await expect(scanFed(folder, [packed(gzipSync(large))], readOneByOne, ends)).rejects.toThrow(
    'no longer wanted',
  );
  expect(readdirSync(folder)).toEqual([]);
});

/** Text that cannot be packed to less than half. */
function noise(bytes: number): Buffer {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
  return Buffer.from(cipher.update(Buffer.alloc(bytes / 2)).toString('hex'));
}

it('a process that exits in the middle of a scan exits', () => {
  const here = (name: string) => JSON.stringify(join(import.meta.dirname, name));
  const texts = JSON.stringify(['a\n', LARGE, LARGE, LARGE].map(text));
  const code = `
    import { withEngine } from ${here('engine.ts')};
    import { scanFed } from ${here('fed-pipes.ts')};
    import { csvSource } from ${here('scan-sql.ts')};
    await withEngine((engine) => engine.connected((connection) =>
      scanFed(${JSON.stringify(folder)}, ${texts}, (paths) =>
        connection.run('SELECT count(*) FROM ' + csvSource(paths, 1)), { reached: () => undefined, unpacked: () => process.exit(3) })));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], { timeout: 20_000 });
  expect([child.status, child.signal, child.stderr.toString()]).toEqual([3, null, '']);
}, 30_000);
