import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishBookFile, readBookFile } from './book-file.ts';
import { takeSeat } from './seat.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'creditbook-file-'));
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

async function folderWith(name: string, content: string): Promise<string> {
  const folder = await mkdtemp(join(root, 'book-'));
  await writeFile(join(folder, name), content);
  return folder;
}

test('of two makers of one book the first one wins and the second one is told', async () => {
  const folder = await mkdtemp(join(root, 'book-'));
  expect(await publishBookFile(folder, { serverMajor: 18, dataDirectory: 'data-1' })).toBe(true);
  expect(await publishBookFile(folder, { serverMajor: 18, dataDirectory: 'data-2' })).toBe(false);
  expect(await readBookFile(folder)).toEqual({ serverMajor: 18, dataDirectory: 'data-1' });
});

test('a book of another major version of the server is refused, with a way on that exists', async () => {
  const newer = await folderWith('book.json', '{"book":1,"serverMajor":99,"dataDirectory":"data-1"}');
  await expect(takeSeat(newer)).rejects.toMatchObject({ name: 'Refusal', code: 'other-server-version' });
  await expect(takeSeat(newer)).rejects.toThrow(
    /made by PostgreSQL 99, a newer one .*book export FILE --book .*book import FILE --book NEW-FOLDER/,
  );
  const older = await folderWith('book.json', '{"book":1,"serverMajor":9,"dataDirectory":"data-1"}');
  await expect(takeSeat(older)).rejects.toThrow(
    /made by PostgreSQL 9, an older one .*book export FILE --book .*book import FILE --book NEW-FOLDER/,
  );
});

test('a book.json of a later form is refused as a newer book', async () => {
  const folder = await folderWith('book.json', '{"book":2,"serverMajor":18,"dataDirectory":"data-1"}');
  await expect(takeSeat(folder)).rejects.toMatchObject({ name: 'Refusal', code: 'newer-book' });
});

test('a torn book.json, one without its fields and one whose data are gone are bad input', async () => {
  const torn = await folderWith('book.json', '{"book":1,"serv');
  await expect(takeSeat(torn)).rejects.toThrow(/book\.json: saw text that is not JSON/);
  const other = await folderWith('book.json', '{"title":"Ulysses"}');
  await expect(takeSeat(other)).rejects.toThrow(/saw JSON without book, serverMajor and dataDirectory/);
  const gone = await folderWith('book.json', '{"book":1,"serverMajor":18,"dataDirectory":"data-1"}');
  await expect(takeSeat(gone)).rejects.toThrow(/dataDirectory: saw .*data-1, which is not there/);
});

test('no book is made in a folder that holds other things, nor in the place of a file', async () => {
  const folder = await folderWith('customers.csv', 'customer_id,name\n');
  await expect(takeSeat(folder)).rejects.toMatchObject({ name: 'BadInput' });
  await expect(takeSeat(folder)).rejects.toThrow(/holds other things \(customers\.csv\)/);
  await mkdir(join(root, 'place'), { recursive: true });
  await writeFile(join(root, 'place', 'file'), '');
  await expect(takeSeat(join(root, 'place', 'file'))).rejects.toThrow(
    /name a folder that this user may write/,
  );
});
