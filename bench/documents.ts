import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentFolder } from '../src/adapters/documents/document-folder.ts';
import { documentPrinter } from '../src/adapters/documents/document-printer.ts';
import { compileLinearRegex } from '../src/adapters/regex/linear-regex.ts';
import { type ExportReport, exportDocuments } from '../src/application/documents/export-documents.ts';
import { draftStatements } from '../src/application/statements/draft-statements.ts';
import { aSecond, atMost, type Figure, processorSeconds, secondsText, timed } from './figure.ts';
import { NO_FILES, withFreshBook } from './fresh-book.ts';
import { MADE_PERIOD, makeBuyers } from './made-buyers.ts';

const STATEMENTS = 5_000;
const LEAST_A_SECOND = 100;
const MOST_GROWTH_MB = 100;
const MEGABYTE = 1_048_576;
/** By then every press is set up and warm. */
const WARM_AFTER = 1_000;

/**
 * A PDF for each of 5,000 statements of 20 lines, from the book to whole files in a folder, on a press for each core;
 * how much memory grows once they are warm; and the same export again, which has nothing to print.
 */
export async function documents(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'creditbook-documents-'));
  const printer = documentPrinter();
  try {
    return await withFreshBook('documents', async (book, pool) => {
      await makeBuyers(book, pool, STATEMENTS);
      const desk = { book, compileRegex: compileLinearRegex, billingFiles: NO_FILES };
      await draftStatements(desk, { period: MADE_PERIOD, useCredits: null, late: false });
      const memory: number[] = [];
      const run = async (): Promise<ExportReport> =>
        exportDocuments(
          book,
          printer,
          await documentFolder('--out', folder),
          { sight: { kind: 'everything' }, choice: {}, kinds: ['pdf'], alone: false },
          () => memory.push(process.memoryUsage.rss()),
        );
      const before = processorSeconds();
      const first = await timed(run);
      const used = processorSeconds() - before;
      const [warm, late] = [memory.slice(0, WARM_AFTER), memory.slice(-WARM_AFTER)].map((part) =>
        Math.max(...part),
      );
      const again = await timed(run);
      if (first.result.written !== STATEMENTS || again.result.kept !== STATEMENTS)
        throw new Error(
          `printed ${first.result.written}, kept ${again.result.kept} of ${STATEMENTS} documents`,
        );
      const each = used / STATEMENTS;
      return [
        aSecond('statements of 20 lines as PDF', 'documents', STATEMENTS / first.seconds, LEAST_A_SECOND, [
          `${secondsText(each)} of processor time each; all kept when exported again, in ${secondsText(again.seconds)}`,
        ]),
        atMost(
          'memory from the first thousand documents to the last',
          'MB more',
          Math.max(0, ((late ?? 0) - (warm ?? 0)) / MEGABYTE),
          MOST_GROWTH_MB,
        ),
      ];
    });
  } finally {
    await printer.close();
    await rm(folder, { recursive: true, force: true });
  }
}
