import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPlace, type ServerPlace } from './place.ts';
import { isServerOf, readPostmasterFile } from './postmaster.ts';
import { type Seat, takeSeat } from './seat.ts';

const asRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const HOLD_SEAT = join(import.meta.dirname, '../../../../test/support/hold-seat.ts');

let root: string;
/** A book that most tests share; each leaves it stopped. */
let folder: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'creditbook-seat-'));
  await chmod(root, 0o755);
  folder = join(root, 'book');
  await (await takeSeat(folder)).leave();
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

async function placeOf(book: string): Promise<ServerPlace> {
  const place = await findPlace(book);
  if (place === null) throw new Error(`no book in ${book}`);
  return place;
}

/** The pid of the running server; null: none runs. */
async function serverPid(book: string): Promise<number | null> {
  const { dataDirectory } = await placeOf(book);
  const file = await readPostmasterFile(dataDirectory);
  return file !== null && (await isServerOf(file.pid, dataDirectory)) ? file.pid : null;
}

/** A command in a process of its own that has taken its seat. */
async function command(book: string, uid?: number): Promise<ChildProcess> {
  const user = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, [HOLD_SEAT, book], { ...user, stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const said = once(child.stdout, 'data');
  await Promise.race([said, exit.then(() => Promise.reject(new Error('the command ended without a seat')))]);
  return child;
}

async function leave(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.stdin?.end();
  await exit;
  expect(child.exitCode).toBe(0);
}

async function sql(seat: Seat, text: string): Promise<readonly unknown[][]> {
  const client = new pg.Client(seat.connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

test('the last command out stops the server, the ones before do not', async () => {
  const first = await takeSeat(folder);
  const second = await takeSeat(folder);
  await first.leave();
  expect(await sql(second, 'select 1')).toEqual([[1]]);
  await second.leave();
  expect(await serverPid(folder)).toBeNull();
});

test('the server listens on a socket only, and only its own user may pass to it', async () => {
  const seat = await takeSeat(folder);
  expect(await sql(seat, 'show listen_addresses')).toEqual([['']]);
  expect(await sql(seat, 'show fsync')).toEqual([['on']]);
  expect(seat.connection.host.length).toBeLessThan(60);
  await seat.leave();
  await mkdir(seat.connection.host);
  await chmod(seat.connection.host, 0o777);
  await expect(takeSeat(folder)).rejects.toThrow('only the database server may enter');
  await rm(seat.connection.host, { recursive: true });
});

test('two commands that make one new book at once share one server, and the second one out stops it', async () => {
  const book = join(root, 'made-twice');
  const [first, second] = await Promise.all([command(book), command(book)]);
  const pid = await serverPid(book);
  expect(pid).not.toBeNull();
  expect((await readdir(book)).filter((name) => name.startsWith('data-'))).toHaveLength(1);
  await leave(first);
  expect(await serverPid(book)).toBe(pid);
  await leave(second);
  expect(await serverPid(book)).toBeNull();
});

test('commands that come and go all at once each find a server', async () => {
  const visits = Array.from({ length: 12 }, async () => {
    for (let visit = 0; visit < 4; visit += 1) {
      const seat = await takeSeat(folder);
      expect(await sql(seat, 'select 1')).toEqual([[1]]);
      await seat.leave();
    }
  });
  await Promise.all(visits);
  expect(await serverPid(folder)).toBeNull();
});

test('a command killed with kill -9 leaves the server to the next one, which stops it', async () => {
  const killed = await command(folder);
  const pid = await serverPid(folder);
  const exit = once(killed, 'exit');
  killed.kill('SIGKILL');
  await exit;
  const seat = await takeSeat(folder);
  expect(await serverPid(folder)).toBe(pid);
  await seat.leave();
  expect(await serverPid(folder)).toBeNull();
});

test('a server killed with kill -9 recovers at the next command with all that was confirmed', async () => {
  const seat = await takeSeat(folder);
  await sql(seat, 'create table kept (word text)');
  await sql(seat, "insert into kept values ('confirmed')");
  process.kill((await serverPid(folder)) ?? 0, 'SIGKILL');
  const next = await takeSeat(folder);
  expect(await sql(next, 'select word from kept')).toEqual([['confirmed']]);
  await next.leave();
  await seat.leave();
  expect(await serverPid(folder)).toBeNull();
});

test('a pid file left by a dead server is not believed when another process bears that pid', async () => {
  const { dataDirectory, socketFolder, user } = await placeOf(folder);
  const other = spawn('sleep', ['600'], { ...user });
  const lines = [
    other.pid,
    dataDirectory,
    1_700_000_000,
    5432,
    socketFolder,
    '',
    '  1234567   9999999',
    'ready   ',
  ];
  const pidFile = join(dataDirectory, 'postmaster.pid');
  await writeFile(pidFile, `${lines.join('\n')}\n`);
  if (user !== null) await chown(pidFile, user.uid, user.gid);
  try {
    const seat = await takeSeat(folder);
    expect(await sql(seat, 'select 1')).toEqual([[1]]);
    await seat.leave();
    expect(other.exitCode).toBeNull();
  } finally {
    other.kill();
  }
});

test('what a killed maker left half-made is removed and the book is made', async () => {
  const book = join(root, 'half-made');
  const maker = spawn('true');
  await once(maker, 'exit');
  await mkdir(join(book, `data-${maker.pid}-0a1b2c`, 'base'), { recursive: true });
  await (await takeSeat(book)).leave();
  const names = await readdir(book);
  expect(names).toContain('book.json');
  expect(names).not.toContain(`data-${maker.pid}-0a1b2c`);
});

test.skipIf(!asRoot)('root makes and reopens a book under a parent that only root may enter', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'creditbook-closed-'));
  const home = join(root, 'server-home');
  process.env['CREDITBOOK_SERVER_HOME'] = home;
  try {
    await (await takeSeat(join(parent, 'book'))).leave();
    const seat = await takeSeat(join(parent, 'book'));
    expect((await placeOf(join(parent, 'book'))).dataDirectory.startsWith(`${home}/data-`)).toBe(true);
    expect(await readdir(join(parent, 'book'))).toEqual(['book.json']);
    await seat.leave();
  } finally {
    delete process.env['CREDITBOOK_SERVER_HOME'];
    await rm(parent, { recursive: true });
  }
});

test.skipIf(!asRoot)(
  'an ordinary user keeps the data in the book folder, and root may open that book too',
  async () => {
    const book = join(root, 'of-nobody');
    await mkdir(book);
    await chown(book, NOBODY, NOBODY);
    const theirs = await command(book, NOBODY);
    const pid = await serverPid(book);
    const ours = await takeSeat(book);
    expect(await serverPid(book)).toBe(pid);
    await leave(theirs);
    expect(await serverPid(book)).toBe(pid);
    await ours.leave();
    expect(await serverPid(book)).toBeNull();
  },
);

test.skipIf(!asRoot)('a book whose data belong to another user is refused to an ordinary one', async () => {
  const child = spawn(process.execPath, [HOLD_SEAT, folder], { uid: NOBODY, gid: NOBODY });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  await once(child, 'exit');
  expect(child.exitCode).not.toBe(0);
  expect(said).toMatch(/run the command as that user or as root/);
});
