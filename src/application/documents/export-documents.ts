import type { Sight } from '../../domain/access/viewer.ts';
import type { Book } from '../book.ts';
import type { DocumentFolder, DocumentPrinter } from '../ports.ts';
import { documentOf } from './document-of.ts';
import type { DocumentChoice } from './document-source.ts';
import type { DocumentKind, StatementDocument } from './statement-document.ts';

export type ExportAsked = {
  readonly sight: Sight;
  readonly choice: DocumentChoice;
  readonly kinds: readonly DocumentKind[];
  /** The folder is to hold these alone: documents that were printed into it before, and are none of these, go. */
  readonly alone: boolean;
};

export type ExportReport = {
  readonly statements: number;
  readonly written: number;
  /** Were there already, whole and up to date. */
  readonly kept: number;
  readonly files: readonly { readonly statement: string; readonly file: string }[];
};

export type ExportProgress = (note: { readonly done: number; readonly of: number }) => void;

/** Statements read at once: enough to keep every press busy, few enough for a flat memory. */
const BATCH = 200;

/**
 * A file for each statement and kind, into a folder. What is there already and would come out the same is left as
 * it is, so a run that was cut off goes on where it stopped.
 */
export async function exportDocuments(
  book: Pick<Book, 'read'>,
  printer: DocumentPrinter,
  folder: DocumentFolder,
  { sight, choice, kinds, alone }: ExportAsked,
  progress: ExportProgress,
): Promise<ExportReport> {
  const ids = await book.read((shelves) => shelves.documents.ids(sight, choice));
  const counts = { done: 0, written: 0, kept: 0 };
  const files: { statement: string; file: string }[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch = ids.slice(from, from + BATCH);
    const sources = await book.read((shelves) => shelves.documents.sources(sight, batch));
    const orders = sources
      .map(documentOf)
      .flatMap((document) => kinds.map((kind) => ({ document, kind, file: fileNameOf(document, kind) })));
    files.push(...orders.map(({ document, file }) => ({ statement: document.statement, file })));
    await severalAtOnce(printer.atOnce, orders, async ({ document, kind, file }) => {
      const fingerprint = printer.fingerprint(document, kind);
      if (await folder.holds(file, fingerprint)) counts.kept += 1;
      else {
        const bytes = await printer.print(document, kind);
        await folder.write({ file, statement: document.statement, fingerprint }, bytes);
        counts.written += 1;
      }
      counts.done += 1;
      progress({ done: counts.done, of: ids.length * kinds.length });
    });
  }
  if (alone) await folder.keepOnly(new Set(files.map(({ file }) => file)));
  await folder.finish();
  return { statements: ids.length, written: counts.written, kept: counts.kept, files };
}

const LONGEST_PARTY = 40;

/** `statement-2026-03-harbor-stm-0123456789abcdef.pdf`: for people the period and buyer, for certainty the id. */
export function fileNameOf(
  { period, buyer, statement }: Pick<StatementDocument, 'period' | 'buyer' | 'statement'>,
  kind: DocumentKind,
): string {
  const party = [...buyer.id.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')]
    .slice(0, LONGEST_PARTY)
    .join('');
  const named = ['statement', period, party.replace(/^-|-$/g, ''), statement].filter((part) => part !== '');
  return `${named.join('-')}.${kind}`;
}

async function severalAtOnce<T>(
  many: number,
  work: readonly T[],
  each: (one: T) => Promise<void>,
): Promise<void> {
  const queue = work.values();
  await Promise.all(
    Array.from({ length: many }, async () => {
      for (const one of queue) await each(one);
    }),
  );
}
