import { randomBytes } from 'node:crypto';
import { link, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { BadInput, Refusal } from '../../../application/errors.ts';

/** `book.json` in the book folder: which server holds this book, and where its data lies. */
export type BookFile = {
  /** The data directory belongs to this major version of PostgreSQL and to no other. */
  readonly serverMajor: number;
  /** Relative to the book folder, or absolute where the server's own user cannot reach the book folder. */
  readonly dataDirectory: string;
};

const NAME = 'book.json';
const FORMAT = 1;

/** null: there is no book.json here. Throws BadInput when it cannot be read, Refusal `newer-book` for a later format. */
export async function readBookFile(folder: string): Promise<BookFile | null> {
  const path = join(folder, NAME);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  }
  return parseBookFile(path, text);
}

function parseBookFile(path: string, text: string): BookFile {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw unreadable(path, 'text that is not JSON');
  }
  const { book, serverMajor, dataDirectory } = Object(said) as Partial<
    Record<keyof BookFile | 'book', unknown>
  >;
  if (typeof book !== 'number' || typeof serverMajor !== 'number' || typeof dataDirectory !== 'string') {
    throw unreadable(path, 'JSON without book, serverMajor and dataDirectory');
  }
  if (book > FORMAT) {
    throw new Refusal(
      'newer-book',
      `${path} was written by a newer creditbook: open the book with that program`,
    );
  }
  return { serverMajor, dataDirectory };
}

/** Writes book.json whole or not at all. False: another command made the book first, and its book.json stands. */
export async function publishBookFile(folder: string, file: BookFile): Promise<boolean> {
  const draft = join(folder, `.${NAME}-${randomBytes(6).toString('hex')}`);
  await writeFile(draft, `${JSON.stringify({ book: FORMAT, ...file }, null, 2)}\n`, { flush: true });
  try {
    // A link, unlike a rename, refuses to replace what is there: exactly one maker wins.
    await link(draft, join(folder, NAME));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The absolute, real path of the book's data. Throws BadInput when it is gone. */
export async function dataDirectoryOf(folder: string, file: BookFile): Promise<string> {
  const path = isAbsolute(file.dataDirectory) ? file.dataDirectory : join(folder, file.dataDirectory);
  return await realpath(path).catch(() => {
    throw new BadInput([
      {
        file: join(folder, NAME),
        row: null,
        column: 'dataDirectory',
        seen: `${path}, which is not there or may not be read`,
        todo: 'bring the data directory back from a backup, or name another book',
      },
    ]);
  });
}

function unreadable(path: string, seen: string): BadInput {
  const todo = 'bring book.json back from a backup, or name another folder';
  return new BadInput([{ file: path, row: null, column: null, seen, todo }]);
}
