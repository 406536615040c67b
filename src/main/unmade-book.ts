import type { Book, Shelves } from '../application/book.ts';
import { DEFAULT_SETTINGS } from '../domain/party/settings.ts';

type Answers = { readonly [Shelf in keyof Shelves]?: Partial<Shelves[Shelf]> };

const none = async (): Promise<never[]> => [];

/** What a month or a load asks before it saves anything, as a book without a row answers it. */
const NOTHING: Answers = {
  settings: { load: async () => DEFAULT_SETTINGS },
  parties: { resellers: none, customers: none, accountTenures: none, resellerTenures: none },
  prices: { versions: none },
  rules: { newest: none },
  periods: { earliestOpen: async () => null },
  deliveries: { ofMonths: none, withContent: none, current: none, periodsOfAccounts: none },
  records: { list: none, drawdowns: none },
  ledger: { contentHashes: async () => new Map() },
};

/** Somebody asked what is not answered above: the book itself has to. */
class AskTheBook extends Error {}

/**
 * A book that is not there yet, and is made by what is first saved into it. Until then it is read as empty, so that input
 * which is refused leaves no book behind. `make` opens the book that another command made meanwhile, if one did.
 */
export function unmadeBook(idOf: Book['idOf'], make: () => Promise<Book>): Book {
  let made: Promise<Book> | null = null;
  const theBook = (): Promise<Book> => {
    made ??= make();
    return made;
  };
  return {
    idOf,
    write: async (verb) => (await theBook()).write(verb),
    read: async (verb) => {
      if (made === null) {
        try {
          return await verb(emptyShelves());
        } catch (error) {
          if (!(error instanceof AskTheBook)) throw error;
        }
      }
      return (await theBook()).read(verb);
    },
    readTogether: async (verb) => (await theBook()).readTogether(verb),
  };
}

function emptyShelves(): Shelves {
  return new Proxy(NOTHING, {
    get: (answers, shelf: keyof Shelves) =>
      new Proxy(answers[shelf] ?? {}, {
        get: (known, method): unknown =>
          Reflect.get(known, method) ?? (() => Promise.reject(new AskTheBook(`${shelf}.${String(method)}`))),
      }),
  }) as Shelves;
}
