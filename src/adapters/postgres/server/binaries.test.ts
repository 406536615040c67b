import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { binariesFor, findBinaries, type ServerBinaries } from './binaries.ts';

const ORDINARY = { uid: 65_534, gid: 65_534 };

let root: string;
/** Stands for the package's binaries: in a folder that only its owner may enter. */
let installed: ServerBinaries;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'creditbook-binaries-'));
  process.env['CREDITBOOK_SERVER_HOME'] = join(root, 'home');
  const folder = join(root, 'closed', 'native');
  await mkdir(join(folder, 'bin'), { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'bin', 'postgres'), 'the server', { mode: 0o700 });
  installed = { ...findBinaries(), folder, postgres: join(folder, 'bin', 'postgres') };
});

afterEach(async () => {
  delete process.env['CREDITBOOK_SERVER_HOME'];
  await rm(root, { recursive: true });
});

test('the package’s binaries are of the version its name says', () => {
  const { major, version } = findBinaries();
  expect(version.startsWith(`${major}.`)).toBe(true);
  expect(major).toBeGreaterThanOrEqual(18);
});

test('binaries that the server’s user may not reach are copied once to where it may', async () => {
  await chmod(root, 0o755);
  const copied = await binariesFor(installed, ORDINARY);
  expect(copied.postgres).toBe(join(root, 'home', `server-${installed.version}`, 'bin', 'postgres'));
  expect(await readFile(copied.postgres, 'utf8')).toBe('the server');
  expect((await stat(copied.postgres)).mode & 0o777).toBe(0o755);
  const madeAt = (await stat(copied.postgres)).ino;
  await binariesFor(installed, ORDINARY);
  expect((await stat(copied.postgres)).ino).toBe(madeAt);
});

test('a server home that the server’s user may not reach either is refused with what to do', async () => {
  await expect(binariesFor(installed, ORDINARY)).rejects.toThrow(/chmod o\+x.*CREDITBOOK_SERVER_HOME/);
});

test('an ordinary user’s command runs the binaries where they are', async () => {
  expect(await binariesFor(installed, null)).toBe(installed);
});
