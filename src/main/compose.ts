import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Intent, World } from '../adapters/cli/world.ts';
import type { OpenBook } from '../adapters/postgres/connect.ts';
import type { Desk } from '../application/desk.ts';
import { BadInput } from '../application/errors.ts';
import type { BillingFiles } from '../application/ports.ts';
import { type CutOff, cutOffOf } from './busy-connections.ts';
import type { Closing } from './signals.ts';

/**
 * The house put together: the only place that knows which technology stands behind which port. Everything heavy is
 * imported when it is first needed.
 */
export function openWorld(): {
  readonly world: World;
  readonly close: (how: Closing) => Promise<void>;
} {
  const opened: Promise<CuttableBook>[] = [];
  let cutOff = false;
  const world: World = {
    stdout: process.stdout,
    stderr: process.stderr,
    openDesk: async (where, intent) => {
      if (intent !== 'make') await refuseNoBook(where, intent);
      const open = openCuttable(where);
      opened.push(open);
      return deskOn(await open);
    },
    monthFolderFiles: async () => {
      const { monthFolderFiles } = await import('../adapters/month-folder/month-folder-files.ts');
      const { compileLinearRegex } = await import('../adapters/regex/linear-regex.ts');
      return monthFolderFiles(compileLinearRegex);
    },
    ledgerText: async (format, entries) => {
      if (format === 'csv')
        return (await import('../adapters/ledger-export/postings-csv.ts')).postingsCsv(entries);
      return (await import('../adapters/ledger-export/hledger-journal.ts')).hledgerJournal(entries);
    },
    today: () => new Date().toISOString().slice(0, 10),
    isCutOff: () => cutOff,
  };
  const close = async (how: Closing): Promise<void> => {
    cutOff ||= how === 'cut-off';
    for (const opening of opened) await closeOne(opening, how);
  };
  return { world, close };
}

type CuttableBook = OpenBook & { readonly cutOff: CutOff };

async function openCuttable(where: string): Promise<CuttableBook> {
  const { openBook } = await import('../adapters/postgres/connect.ts');
  const open = await openBook(where);
  return { ...open, cutOff: cutOffOf(open.pool) };
}

async function deskOn({ pool }: OpenBook): Promise<Desk> {
  const { postgresBook } = await import('../adapters/postgres/book.ts');
  const { compileLinearRegex } = await import('../adapters/regex/linear-regex.ts');
  return { book: postgresBook(pool), compileRegex: compileLinearRegex, billingFiles: lazyBillingFiles() };
}

/** The scan engine is large and most commands read no billing file. */
function lazyBillingFiles(): BillingFiles {
  const reader = async (): Promise<BillingFiles> =>
    (await import('../adapters/billing-files/billing-files.ts')).billingFiles();
  return {
    find: async (paths) => (await reader()).find(paths),
    summarise: async (found, question, progress) => (await reader()).summarise(found, question, progress),
  };
}

/** Looking into a folder that is no book must not make one there. */
async function refuseNoBook(where: string, intent: Intent): Promise<void> {
  if (where.includes('://')) return;
  const found = await stat(join(where, 'book.json')).catch(() => null);
  if (found !== null) return;
  const todo =
    intent === 'read'
      ? 'name a book with --book DIR, or make one: creditbook month FOLDER'
      : 'name a book with --book DIR, or make one first: creditbook month FOLDER';
  throw new BadInput([{ file: where, row: null, column: null, seen: 'no book in this folder', todo }]);
}

/** A book that could not be opened needs no closing; why it could not be is told elsewhere. */
async function closeOne(opening: Promise<CuttableBook>, how: Closing): Promise<void> {
  const book = await opening.catch(() => null);
  if (how === 'cut-off') book?.cutOff();
  await book?.close();
}
