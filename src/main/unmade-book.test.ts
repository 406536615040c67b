import { expect, it } from 'vitest';
import type { Book, Shelves } from '../application/book.ts';
import { unmadeBook } from './unmade-book.ts';

const idOf = (kind: string, key: string): string => `${kind}-${key}`;

/** A book of which only two questions are asked; `makings` says how often it was made. */
function makeable() {
  const makings: string[] = [];
  const shelves = {
    rules: { newest: async () => [{ id: 'made' }] },
    credits: { list: async () => [{ id: 'credit' }] },
  } as unknown as Shelves;
  const book: Book = {
    idOf,
    read: (verb) => verb(shelves),
    readTogether: (verb) => verb(shelves, shelves),
    write: (verb) => verb(shelves),
  };
  const make = async (): Promise<Book> => {
    makings.push('made');
    return book;
  };
  return { makings, book: unmadeBook(idOf, make) };
}

it('a book that is not there is read as empty, and stays unmade', async () => {
  const { book, makings } = makeable();
  expect(await book.read((shelves) => shelves.rules.newest())).toEqual([]);
  expect(
    await book.read(async ({ parties, ledger }) => [
      await parties.customers(),
      await ledger.contentHashes([]),
    ]),
  ).toEqual([[], new Map()]);
  await expect(book.read(() => Promise.reject(new Error('bad input')))).rejects.toThrow('bad input');
  expect(makings).toEqual([]);
});

it('the first thing that is saved makes it, once, and from then on it is read', async () => {
  const { book, makings } = makeable();
  await Promise.all([book.write(async () => undefined), book.write(async () => undefined)]);
  expect(await book.read(async ({ rules }) => (await rules.newest()).map((rule) => rule.id))).toEqual([
    'made',
  ]);
  expect(makings).toEqual(['made']);
});

it('whoever asks what is not known by heart is answered by the book itself', async () => {
  const { book, makings } = makeable();
  expect(await book.read(async ({ credits }) => (await credits.list({})).map((credit) => credit.id))).toEqual(
    ['credit'],
  );
  expect(makings).toEqual(['made']);
});
