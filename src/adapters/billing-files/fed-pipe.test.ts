import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { scanFed } from './fed-pipe.ts';

const folder = mkdtempSync(join(tmpdir(), 'fed-pipe-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (content: string) => async () => Readable.from([Buffer.from(content)]);

it('the scan reads what is unpacked, from one byte to many megabytes, and leaves nothing behind', async () => {
  const large = 'lines and lines\n'.repeat(500_000);
  for (const content of ['', 'x', large]) {
    expect(await scanFed(folder, text(content), (path) => readFile(path, 'utf8'))).toBe(content);
  }
  expect(readdirSync(folder)).toEqual([]);
});

it('a failure of the unpacking is told rather than what the scan made of half a text', async () => {
  const torn = async () =>
    Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('torn');
      })(),
    );
  await expect(scanFed(folder, torn, (path) => readFile(path, 'utf8'))).rejects.toThrow('torn');
});

it('a scan that fails before it opens the text leaves nobody waiting', async () => {
  const refuse = () => Promise.reject(new Error('no such column'));
  await expect(scanFed(folder, text('x'), refuse)).rejects.toThrow('no such column');
});

it('a scan that needs only the beginning may stop reading', async () => {
  const large = 'lines and lines\n'.repeat(500_000);
  const beginning = async (path: string): Promise<string> => {
    const { open } = await import('node:fs/promises');
    const handle = await open(path);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, null);
    await handle.close();
    return buffer.toString('utf8', 0, bytesRead);
  };
  expect(await scanFed(folder, text(large), beginning)).toBe('lines');
});

it('a process that exits in the middle of a scan exits', () => {
  const here = (name: string) => JSON.stringify(join(import.meta.dirname, name));
  const code = `
    import { Readable } from 'node:stream';
    import { withEngine } from ${here('engine.ts')};
    import { scanFed } from ${here('fed-pipe.ts')};
    import { csvSource } from ${here('scan-sql.ts')};
    const open = async () => new Readable({ read() { process.exit(3); } });
    await withEngine((engine) => engine.connected((connection) =>
      scanFed(${JSON.stringify(folder)}, open, (path) => connection.run('SELECT count(*) FROM ' + csvSource(path, 2)))));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], { timeout: 20_000 });
  expect([child.status, child.signal]).toEqual([3, null]);
}, 30_000);
