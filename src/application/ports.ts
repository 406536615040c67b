import type { DeliveredMonth } from '../domain/line-item/delivered-month.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import type { DocumentKind, StatementDocument } from './documents/statement-document.ts';

/** One source of a delivery before it is read: the files that belong together and what their manifest says. */
export type FoundDelivery = {
  /** Absolute paths of the billing files that a manifest lists, or of one loose file. */
  readonly files: readonly { readonly path: string; readonly contentHash: string; readonly bytes: number }[];
  readonly manifest: { readonly path: string; readonly time: string | null } | null;
};

export type ScanQuestion = {
  /** FOCUS display names → service codes. */
  readonly serviceAliases: Readonly<Record<string, string>>;
  /** Accounts whose owner changes inside a period: their charges are wanted per usage day (P3). */
  readonly changers: readonly { readonly usageAccount: string; readonly period: BillingPeriod }[];
  /** Only these accounts' charges are wanted (a tenure was corrected after the import); null: everything. */
  readonly onlyAccounts: readonly string[] | null;
};

/** How far the reading of billing files is: told at the end of each, and now and then within a large one. */
export type ScanProgress = (note: {
  /** The file that is being read, or just was read to its end. */
  readonly file: string;
  /** Files that were read to their end. */
  readonly done: number;
  readonly of: number;
  /** Of all files together, as they lie there, packed or not. */
  readonly bytes: number;
  readonly ofBytes: number;
}) => void;

/** How far the fetching of files from elsewhere is. */
export type FetchProgress = (note: {
  readonly file: string;
  readonly done: number;
  readonly of: number;
}) => void;

/** Files that lie somewhere, of which only the paths are known: none needs to be here yet. */
export type FilesToChoose = {
  readonly folder: string;
  /** Paths inside the folder. */
  readonly files: readonly string[];
  /** What the folders of a file say is of an earlier month is passed over; null: nothing is. */
  readonly from: BillingPeriod | null;
  /** Asked of manifests only. */
  readonly text: (path: string) => Promise<string>;
};

/**
 * Finds and reads the clouds' billing files. Throws BadInput with every fault of every file at once.
 * The only port between the verbs and the scan engine: a second engine is one more adapter.
 */
export type BillingFiles = {
  readonly find: (paths: readonly string[], fetched?: FetchProgress) => Promise<readonly FoundDelivery[]>;
  /** Reads each file once and returns one DeliveredMonth per cloud, payer account and billing period (N1). */
  readonly summarise: (
    found: readonly FoundDelivery[],
    question: ScanQuestion,
    progress: ScanProgress,
  ) => Promise<readonly DeliveredMonth[]>;
};

export type BundledFile = { readonly file: string; readonly bytes: Uint8Array };

/** Puts a document on paper or into a table. The same document gives the same bytes, on every machine and day. */
export type DocumentPrinter = {
  /** Changes whenever the bytes would: two prints with one fingerprint are one file. Nothing is printed for it. */
  readonly fingerprint: (document: StatementDocument, kind: DocumentKind) => string;
  readonly print: (document: StatementDocument, kind: DocumentKind) => Promise<Uint8Array>;
  /** Files as one zip archive, without waiting for the last one. The same files give the same bytes. */
  readonly bundle: (files: AsyncIterable<BundledFile>) => AsyncIterable<Uint8Array>;
  /** How many may be printed at once with profit. */
  readonly atOnce: number;
  readonly close: () => Promise<void>;
};

/** A folder of documents that knows what it holds. */
export type DocumentFolder = {
  /** Whether the file is there, whole, and was printed with this fingerprint. */
  readonly holds: (file: string, fingerprint: string) => Promise<boolean>;
  /** Writes the file whole or not at all. */
  readonly write: (
    about: { readonly file: string; readonly statement: string; readonly fingerprint: string },
    bytes: Uint8Array,
  ) => Promise<void>;
  /** Removes what was written into it before and is none of these; files it knows nothing of stay. */
  readonly keepOnly: (files: ReadonlySet<string>) => Promise<void>;
  readonly finish: () => Promise<void>;
};

/** What `BillingFiles.find` would find if they were here, delivery by delivery; `manifest: null` is a loose file. */
export type ChooseDeliveries = (
  lying: FilesToChoose,
) => Promise<readonly { readonly manifest: string | null; readonly files: readonly string[] }[]>;

/** A delivery as a source has it now. */
export type DeliveryElsewhere = {
  /** Its manifest's name, or the source's own for the files that lie there without one. */
  readonly name: string;
  /** Changes whenever one of its files does. */
  readonly stamp: string;
  readonly files: readonly string[];
  readonly bytes: number;
};

export type Fetched = {
  readonly found: readonly FoundDelivery[];
  /** How many files were not here already. */
  readonly files: number;
  readonly bytes: number;
  /** Nobody reads them any more. */
  readonly release: () => Promise<void>;
};

/** Where billing files lie in a store elsewhere, such as `s3://bucket/prefix`. Throws BadInput, as a folder would. */
export type FileSource = {
  /** What is wrong with the text of a place; null: nothing. */
  readonly placeFault: (place: string) => string | null;
  /** What is there now; nothing but manifests is fetched. */
  readonly look: (
    place: string,
    from: BillingPeriod | null,
  ) => Promise<{
    readonly deliveries: readonly DeliveryElsewhere[];
    /** Brings the files of some of them here, each whole and unchanged since the look. */
    readonly fetch: (deliveries: readonly DeliveryElsewhere[], progress: FetchProgress) => Promise<Fetched>;
  }>;
};
