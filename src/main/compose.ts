import { stat } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Intent, MailDesk, World } from '../adapters/cli/world.ts';
import type { FilesElsewhere } from '../adapters/file-sources/files-elsewhere.ts';
import type { OpenBook, Shape } from '../adapters/postgres/connect.ts';
import type { BookOffice } from '../application/access/act.ts';
import type { CommandSignature } from '../application/access/command-signature.ts';
import type { SourceOffice } from '../application/access/source-desk.ts';
import type { Book } from '../application/book.ts';
import type { Desk } from '../application/desk.ts';
import { BadInput } from '../application/errors.ts';
import type { BillingFiles, DocumentPrinter } from '../application/ports.ts';
import { type CutOff, cutOffOf } from './busy-connections.ts';
import type { RunningService } from './serve.ts';
import type { Closing } from './signals.ts';

/**
 * The house put together: the only place that knows which technology stands behind which port. Everything heavy is
 * imported when it is first needed.
 */
export function openWorld(): {
  readonly world: World;
  readonly close: (how: Closing) => Promise<void>;
  /** A service ends when it is told to; a command that is told to has not done its work. */
  readonly isServing: () => boolean;
} {
  const opened: Promise<CuttableBook>[] = [];
  const serving: Serving[] = [];
  let cutOff = false;
  const { documentPrinter, stopPrinting } = printing();
  const { lookers, deskOver, deskOn, sourcesOver, letGo } = desks();
  const open = (where: string, shape?: Shape): Promise<CuttableBook> => {
    const opening = openCuttable(where, shape);
    opened.push(opening);
    return opening;
  };
  const world: World = {
    stdout: process.stdout,
    stderr: process.stderr,
    stdinText: async () => (await import('node:stream/consumers')).text(process.stdin),
    signsAs: () => ({ who: nameOfUser(), origin: hostname() }),
    openDesk: async (where, intent, signature) => {
      const openNow = async (): Promise<Desk> => deskOn(await open(where), signature);
      if (await isThere(where)) return openNow();
      if (intent !== 'make') throw noBook(where, intent);
      await (await import('../adapters/postgres/server/make-book.ts')).refuseUnusable(where);
      return deskOver(await unmade(async () => (await openNow()).book));
    },
    openMailDesk: async (where, intent, signature) => {
      if (!(await isThere(where))) throw noBook(where, intent);
      return mailDeskOn(await open(where), signature, deskOn);
    },
    openServiceBook: async (where) => {
      if (!(await isThere(where))) throw noBook(where, 'read');
      const { serviceBook } = await import('../adapters/postgres/service-book.ts');
      // Whoever runs a command on the book's machine sees everything: the portals' wall is for the portals.
      return serviceBook((await open(where)).pool, false);
    },
    bookOffice: async (where, signature) => {
      if (!(await isThere(where))) throw noBook(where, 'write');
      const { serviceBook } = await import('../adapters/postgres/service-book.ts');
      const book = serviceBook((await open(where)).pool, false, signature);
      return { ...(await lookers()), book, today: world.today };
    },
    sourceOffice: async (where, signature) => sourcesOver(await world.bookOffice(where, signature)),
    ...lazyTexts,
    serve: async (asked) => {
      const { consoleSettings, refuseNotBuilt, openConsole } = await import('./open-console.ts');
      await refuseNotBuilt();
      const settings = consoleSettings(process.env);
      const service = await openConsole(await open(asked.book), asked, settings);
      const { promise, resolve } = Promise.withResolvers<void>();
      serving.push({ service, ended: resolve });
      return { url: service.url, firstRunUrl: service.firstRunUrl, ended: promise };
    },
    documentPrinter,
    documentFolder: lazyDocumentFolder,
    ...wholeBooks(open, deskOn),
    programId: async () => (await import('./program-id.ts')).programId(),
    today: () => new Date().toISOString().slice(0, 10),
    isCutOff: () => cutOff,
  };
  const close = async (how: Closing): Promise<void> => {
    cutOff ||= how === 'cut-off';
    await endAll(opened, serving, how);
    await stopPrinting();
    await letGo();
  };
  return { world, close, isServing: () => serving.length > 0 };
}

type Serving = { readonly service: RunningService; readonly ended: () => void };

/** First the services, which may still be asked; then the books, at once where the command is cut off. */
async function endAll(
  opened: readonly Promise<CuttableBook>[],
  serving: Serving[],
  how: Closing,
): Promise<void> {
  const ending = serving.map(({ service }) => service.close());
  for (const opening of opened) if (how === 'cut-off') (await opening.catch(() => null))?.cutOff();
  await Promise.all(ending);
  for (const opening of opened) await (await opening.catch(() => null))?.close();
  for (const { ended } of serving.splice(0)) ended();
}

/** A whole book into one file and out of it again. */
function wholeBooks(
  open: (where: string, shape?: Shape) => Promise<CuttableBook>,
  deskOn: DeskOn,
): Pick<World, 'exportBook' | 'importBook'> {
  return {
    exportBook: async (where, file) => {
      if (!(await isThere(where))) throw noBook(where, 'read');
      const { exportBook } = await import('../adapters/postgres/whole-book/export-book.ts');
      return exportBook((await open(where)).pool, file);
    },
    importBook: async (where, file, signature) => {
      const { importBook, readBook } = await import('../adapters/postgres/whole-book/import-book.ts');
      const sums = await readBook(file);
      const desk = await deskOn(await open(where, (pool) => importBook(pool, file, signature)), signature);
      return { sums, desk };
    },
  };
}

type DeskOn = (book: CuttableBook, signature: CommandSignature) => Promise<Desk>;

/** The seal is the service's own: what is sealed here opens there. */
async function mailDeskOn(
  book: CuttableBook,
  signature: CommandSignature,
  deskOn: DeskOn,
): Promise<MailDesk> {
  const { sealOf, sealingKeysOf } = await import('./sealing-keys.ts');
  const { mailServerTrial } = await import('../adapters/mail/mail-carrier.ts');
  const seal = await sealOf(book.pool, sealingKeysOf(process.env));
  return { desk: await deskOn(book, signature), seal, tryMailServer: mailServerTrial() };
}

/** The printer, made when the first document is printed. */
function printing() {
  let printer: Promise<DocumentPrinter> | null = null;
  return {
    documentPrinter: (): Promise<DocumentPrinter> => {
      printer ??= newPrinter();
      return printer;
    },
    stopPrinting: async (): Promise<void> => (await printer?.catch(() => null))?.close(),
  };
}

const lazyDocumentFolder: World['documentFolder'] = async (option, path) =>
  (await import('../adapters/documents/document-folder.ts')).documentFolder(option, path);

const lazyMonthFolderFiles: World['monthFolderFiles'] = async () => {
  const { monthFolderFiles } = await import('../adapters/month-folder/month-folder-files.ts');
  const { compileLinearRegex } = await import('../adapters/regex/linear-regex.ts');
  return monthFolderFiles(compileLinearRegex);
};

const readFocus: World['readFocus'] = async (path) =>
  (await import('../adapters/system-files/focus-reader.ts')).readFocus(path);

const systemCsv: World['systemCsv'] = async (table) =>
  (await import('../adapters/system-files/system-csv.ts')).systemCsv(table);
const lazyTableFiles: World['tableFiles'] = async () => {
  const { tableOpener } = await import('../adapters/month-folder/open-table.ts');
  const { writeTable } = await import('../adapters/month-folder/write-table.ts');
  const { compileLinearRegex } = await import('../adapters/regex/linear-regex.ts');
  return { open: tableOpener(compileLinearRegex), write: writeTable };
};

const ledgerText: World['ledgerText'] = async (format, entries) => {
  if (format === 'csv')
    return (await import('../adapters/ledger-export/postings-csv.ts')).postingsCsv(entries);
  if (format === 'beancount')
    return (await import('../adapters/ledger-export/beancount-journal.ts')).beancountJournal(entries);
  return (await import('../adapters/ledger-export/hledger-journal.ts')).hledgerJournal(entries);
};

/** What reads and writes files of text. */
const lazyTexts: Pick<World, 'monthFolderFiles' | 'tableFiles' | 'ledgerText' | 'systemCsv' | 'readFocus'> = {
  monthFolderFiles: lazyMonthFolderFiles,
  tableFiles: lazyTableFiles,
  ledgerText,
  systemCsv,
  readFocus,
};

async function newPrinter(): Promise<DocumentPrinter> {
  return (await import('../adapters/documents/document-printer.ts')).documentPrinter();
}

type CuttableBook = OpenBook & { readonly cutOff: CutOff };

async function openCuttable(where: string, shape?: Shape): Promise<CuttableBook> {
  const { openBook } = await import('../adapters/postgres/connect.ts');
  const open = await openBook(where, shape);
  return { ...open, cutOff: cutOffOf(open.pool) };
}

async function unmade(make: () => Promise<Book>): Promise<Book> {
  const { idOf } = await import('../adapters/postgres/book.ts');
  return (await import('./unmade-book.ts')).unmadeBook(idOf, make);
}

/** Desks over a book. Whatever they read through is made when it is first needed, and let go of in the end. */
function desks() {
  let reading: Promise<FilesElsewhere> | null = null;
  const reader = (): Promise<FilesElsewhere> => {
    reading ??= newReader();
    return reading;
  };
  const lookers = async (): Promise<Omit<Desk, 'book'>> => {
    const { compileLinearRegex } = await import('../adapters/regex/linear-regex.ts');
    return { compileRegex: compileLinearRegex, billingFiles: lazyBillingFiles(reader) };
  };
  const deskOver = async (book: Book): Promise<Desk> => ({ book, ...(await lookers()) });
  return {
    lookers,
    deskOver,
    deskOn: async ({ pool }: OpenBook, signature: CommandSignature): Promise<Desk> => {
      const { postgresBook } = await import('../adapters/postgres/book.ts');
      return deskOver(postgresBook(pool, signature));
    },
    sourcesOver: async (office: BookOffice): Promise<SourceOffice> => {
      const { credentials } = await import('../adapters/accounts/credentials.ts');
      const { source: fileSource } = await reader();
      return { ...office, fileSource, credentials, now: () => new Date().toISOString() };
    },
    letGo: async (): Promise<void> => (await reading?.catch(() => null))?.close(),
  };
}

/** The scan engine is large and most commands read no billing file. */
function lazyBillingFiles(reader: () => Promise<FilesElsewhere>): BillingFiles {
  return {
    find: async (paths, fetched) => (await reader()).billingFiles.find(paths, fetched),
    summarise: async (found, question, progress) =>
      (await reader()).billingFiles.summarise(found, question, progress),
  };
}

async function newReader(): Promise<FilesElsewhere> {
  return (await import('./wherever.ts')).filesWherever(process.env);
}

/** A user that has no name is told by its number. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'without a name'}`;
  }
}

/** Whether there is a book to open: looking into a folder that is none must not make one there. */
async function isThere(where: string): Promise<boolean> {
  return where.includes('://') || (await stat(join(where, 'book.json')).catch(() => null)) !== null;
}

function noBook(where: string, intent: Intent): BadInput {
  const todo =
    intent === 'read'
      ? 'name a book with --book DIR, or make one: creditbook month FOLDER'
      : 'name a book with --book DIR, or make one first: creditbook month FOLDER';
  return new BadInput([{ file: where, row: null, column: null, seen: 'no book in this folder', todo }]);
}
