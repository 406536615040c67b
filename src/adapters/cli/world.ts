import type { BookOffice } from '../../application/access/act.ts';
import type { CommandSignature } from '../../application/access/command-signature.ts';
import type { SecretSeal } from '../../application/access/secret-seal.ts';
import type { ServiceBook } from '../../application/access/service-book.ts';
import type { SourceOffice } from '../../application/access/source-desk.ts';
import type { Desk } from '../../application/desk.ts';
import type { TryMailServer } from '../../application/mail/mail-server.ts';
import type { MonthFolderFiles } from '../../application/month-folder/month-folder.ts';
import type { DocumentFolder, DocumentPrinter } from '../../application/ports.ts';
import type { FocusFile } from '../../application/systems/check-focus.ts';
import type { SystemTable } from '../../application/systems/system-table.ts';
import type { TableFiles } from '../../application/tables/table-files.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';

/** 0 done · 1 a check failed or the law refused · 2 bad input or usage · 3 internal. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command wants of the book: only to look, to write into one that is there, or to make it if there is none. */
export type Intent = 'read' | 'write' | 'make';

export const LEDGER_FORMATS = ['hledger', 'beancount', 'csv'] as const;

export type LedgerFormat = (typeof LEDGER_FORMATS)[number];

/** Where the service listens; port 0 is any free one. */
export type ServeAsked = { readonly book: string; readonly port: number; readonly host: string };

export type Served = {
  readonly url: string;
  /** null: the book has its admin. Else the address that makes one. */
  readonly firstRunUrl: string | null;
  /** Resolves when the service was told to stop and has. */
  readonly ended: Promise<void>;
};

/** A desk for the settings of mail: with what seals a password, and what tries a server. */
export type MailDesk = {
  readonly desk: Desk;
  readonly seal: SecretSeal;
  readonly tryMailServer: TryMailServer;
};

/** What an exported book holds. */
export type BookSums = { readonly tables: number; readonly rows: number; readonly sha256: string };

/** What the command line needs from outside. Who stands behind each is decided in main only. */
export type World = {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** All that comes in on standard input, as text. */
  readonly stdinText: () => Promise<string>;
  /** The operating system's user and the machine: who a command signs as. */
  readonly signsAs: () => Pick<CommandSignature, 'who' | 'origin'>;
  /** Opens the book and gives the desk, whose writes are signed; the world closes it when the command is over. */
  readonly openDesk: (where: string, intent: Intent, signature: CommandSignature) => Promise<Desk>;
  readonly openMailDesk: (where: string, intent: Intent, signature: CommandSignature) => Promise<MailDesk>;
  /** The book with what the service keeps beside it, such as the audit log; to read only: writes are a desk's, and signed. */
  readonly openServiceBook: (where: string) => Promise<Pick<ServiceBook, 'readAs'>>;
  /** The book with everything that bringing in a table needs; its writes are signed like a desk's. */
  readonly bookOffice: (where: string, signature: CommandSignature) => Promise<BookOffice>;
  /** The same with what watching places needs. */
  readonly sourceOffice: (where: string, signature: CommandSignature) => Promise<SourceOffice>;
  readonly tableFiles: () => Promise<TableFiles>;
  readonly monthFolderFiles: () => Promise<MonthFolderFiles>;
  /** A FOCUS file in CSV, row by row. */
  readonly readFocus: (path: string) => Promise<FocusFile>;
  readonly systemCsv: (table: SystemTable) => Promise<string>;
  readonly ledgerText: (format: LedgerFormat, entries: readonly Entry[]) => Promise<string>;
  /** Starts the service and the console over the book, which is made if there is none. */
  readonly serve: (asked: ServeAsked) => Promise<Served>;
  readonly documentPrinter: () => Promise<DocumentPrinter>;
  /** A folder for documents; `option` is what the person called it. */
  readonly documentFolder: (option: string, path: string) => Promise<DocumentFolder>;
  /** Writes the whole book of `where` into a new file; the same book gives the same bytes. */
  readonly exportBook: (where: string, file: string) => Promise<BookSums>;
  /** Makes the book of `where` out of such a file, and gives its desk. */
  readonly importBook: (
    where: string,
    file: string,
    signature: CommandSignature,
  ) => Promise<{ readonly sums: BookSums; readonly desk: Desk }>;
  /** The day on which the command runs, UTC: only a proposal where a person left out a date. */
  readonly today: () => CalendarDate;
  /** Another text whenever the program is another one. */
  readonly programId: () => Promise<string>;
  /** The command was told to stop: what fails from now on fails because of that. */
  readonly isCutOff: () => boolean;
};
