import { signatureOf, type Viewer } from '../../domain/access/viewer.ts';
import type { CompileRegex } from '../../domain/credit-rule/description.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';
import type { Desk } from '../desk.ts';
import type { TryMailServer } from '../mail/mail-server.ts';
import type { MonthFolderFiles } from '../month-folder/month-folder.ts';
import type { BillingFiles, DocumentPrinter, FileSource } from '../ports.ts';
import type { SystemTable } from '../systems/system-table.ts';
import type { TableFiles } from '../tables/table-files.ts';
import type { Credentials } from './account-shelf.ts';
import { LostUpdate, OtherRequest } from './refusals.ts';
import type { SecretSeal } from './secret-seal.ts';
import type { ServiceBook, ServiceShelves } from './service-book.ts';

/** What the service's verbs work with. */
export type Office = {
  readonly book: ServiceBook;
  readonly compileRegex: CompileRegex;
  readonly billingFiles: BillingFiles;
  /** Where watched billing files lie. */
  readonly fileSource: FileSource;
  readonly tables: TableFiles;
  /** AWS's answers about its credits, read where they were received. */
  readonly readCreditRecords: MonthFolderFiles['creditRecords'];
  readonly credentials: Credentials;
  readonly seal: SecretSeal;
  readonly printer: DocumentPrinter;
  readonly systemCsv: (table: SystemTable) => string;
  /** The service's word for today; only a new rule's created-at and a key's end come from it. */
  readonly today: () => CalendarDate;
  readonly now: () => string;
  readonly tryMailServer: TryMailServer;
  /** What this installation lacks and what to do, for who runs it. */
  readonly cautions: readonly string[];
  /** What is wrong with the address of a webhook; null: nothing. */
  readonly webhookAddressFault: (url: string) => string | null;
};

/** What reading and writing the book itself needs of it: what a command has too. */
export type BookOffice = Pick<Office, 'book' | 'compileRegex' | 'billingFiles' | 'today'>;

/** One write as it was asked. */
export type Asked = {
  readonly viewer: Viewer;
  /** Where it came from: an address. */
  readonly origin: string;
  readonly what: string;
  /** Only try it: everything is done and nothing stays. */
  readonly dryRun: boolean;
  /** The idempotency key with the request as text, secrets blotted out; null: none was given. */
  readonly key: { readonly key: string; readonly request: string } | null;
  /** The answer as it is sent and kept. */
  readonly shape: (answer: unknown) => { readonly sent: unknown; readonly kept: string };
};

/** What was done, for the audit log, and what is answered. */
export type Deed = {
  readonly answer: unknown;
  readonly object: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** What `after` has no place for: each is told in an entry of its own. */
  readonly more?: Iterable<unknown>;
  readonly why?: string;
};

/** The desk and the shelves of one transaction: a verb that begins its own is part of it. */
export type Room = { readonly desk: Desk; readonly shelves: ServiceShelves };

/** Every change of the service: the deed, its audit entry and the answer to its key, all in one transaction or not at all. */
export async function act(
  office: BookOffice,
  asked: Asked,
  deed: (room: Room) => Promise<Deed>,
): Promise<unknown> {
  const { viewer, key } = asked;
  return office.book.writeAs(viewer, asked.dryRun ? 'try' : 'keep', async (shelves) => {
    if (key !== null && !asked.dryRun) {
      const before = await shelves.answers.find(viewer.id, key.key);
      if (before !== null) {
        if (before.request !== key.request) throw new OtherRequest(before.request, key.request);
        return JSON.parse(before.answer) as unknown;
      }
    }
    const done = await deed(roomOf(office, shelves));
    await record(shelves, asked, done);
    const { sent, kept } = asked.shape(done.answer);
    if (key !== null && !asked.dryRun) {
      await shelves.answers.keep(viewer.id, key.key, { request: key.request, status: 200, answer: kept });
    }
    return sent;
  });
}

export async function record(
  shelves: ServiceShelves,
  { viewer, origin, what }: Pick<Asked, 'viewer' | 'origin' | 'what'>,
  { object, before, after, more = [], why }: Omit<Deed, 'answer'>,
): Promise<void> {
  const signed = { who: signatureOf(viewer), role: viewer.role, origin, what, object, why: why ?? '' };
  await shelves.audit.add({ ...signed, before: before ?? null, after: after ?? null });
  for (const part of more) await shelves.audit.add({ ...signed, before: null, after: part });
}

/** Reads as the viewer, with the desk of that transaction. */
export function look<T>(office: BookOffice, viewer: Viewer, verb: (room: Room) => Promise<T>): Promise<T> {
  return office.book.readAs(viewer, (shelves) => verb(roomOf(office, shelves)));
}

export function roomOf(office: BookOffice, shelves: ServiceShelves): Room {
  const { compileRegex, billingFiles } = office;
  const within = <T>(verb: (own: ServiceShelves) => Promise<T>): Promise<T> => verb(shelves);
  return {
    shelves,
    desk: {
      compileRegex,
      billingFiles,
      book: {
        read: within,
        write: within,
        readTogether: (verb) => verb(shelves, shelves),
        idOf: office.book.idOf,
      },
    },
  };
}

/** A short text that changes whenever the thing does. */
export function etagOf(office: Pick<Office, 'book'>, thing: unknown): string {
  const text = JSON.stringify(thing, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}` : one));
  return office.book.idOf('v', text);
}

/** Refuses a change of something that is not any more what the viewer looked at. */
export function refuseStale(given: string, now: string): void {
  if (given.replaceAll('"', '').replace(/^W\//, '') !== now) throw new LostUpdate();
}

export type Permission = {
  readonly name: string;
  readonly allowed: boolean;
  readonly because: string | null;
};

export function permission(name: string, because: string | null): Permission {
  return { name, allowed: because === null, because };
}

/** Why the viewer's role keeps it from changing anything; null: it does not. */
export function readOnlyReason(viewer: Viewer): string | null {
  return viewer.role === 'distributor-analyst' || viewer.role === 'auditor'
    ? 'your role changes nothing'
    : null;
}
