import { stat } from 'node:fs/promises';
import type { Desk } from '../../../application/desk.ts';
import { exportDocuments } from '../../../application/documents/export-documents.ts';
import { BadInput } from '../../../application/errors.ts';
import { type MonthReport, runMonth } from '../../../application/month/run-month.ts';
import type { Reading } from '../../../application/month-folder/month-folder.ts';
import { balanceViews } from '../../../application/views/balance-view.ts';
import { creditViews } from '../../../application/views/credit-view.ts';
import { ledgerEntries } from '../../../application/views/ledger-view.ts';
import { statementViews } from '../../../application/views/statement-view.ts';
import type { Run } from '../command-run.ts';
import type { MonthCommandOptions } from '../options.ts';
import { checksJson, hasFailed } from '../print/control-sheet.ts';
import { draftJson } from '../print/draft-text.ts';
import { monthText } from '../print/month-text.ts';
import { shownPrinting, shownProgress } from '../progress.ts';
import type { ExitCode } from '../world.ts';
import { jsonFile, makeFolder, writeWhole } from '../write-files.ts';
import { monthPicture } from './month-picture.ts';

/** The whole month: read, import, decide, draft, check, print. */
export async function month(run: Run, folder: string, options: MonthCommandOptions): Promise<ExitCode> {
  const reading = await (await run.world.monthFolderFiles()).month(folder);
  await refuseNoFolder(folder, reading);
  if (options.out !== undefined) await makeFolder('--out', options.out);
  const desk = await run.desk('make');
  const report = await runWithProgress(run, desk, reading, options);
  const picture = await monthPicture(desk, report);
  if (options.out !== undefined) {
    run.note(`writing ${options.out}`);
    await writeBook(run, desk, report, options.out);
  }
  run.answer(
    {
      periods: report.periods,
      loaded: report.loaded,
      imported: report.imported.months,
      drafted: report.drafted.map(draftJson),
      ...picture,
      checks: checksJson(report.checks),
    },
    () => monthText(report, picture, options.full === true),
  );
  return hasFailed(report.checks) ? 1 : 0;
}

async function runWithProgress(
  run: Run,
  desk: Desk,
  reading: Reading,
  options: MonthCommandOptions,
): Promise<MonthReport> {
  const progress = await shownProgress(run.world);
  try {
    return await runMonth(
      desk,
      reading,
      {
        final: options.final === true,
        replace: options.replace === true,
        useCredits: options.useCredits ?? null,
        program: await run.world.programId(),
      },
      progress.scanned,
    );
  } finally {
    progress.end();
  }
}

/** A path that leads nowhere is told before a book is made for it. */
async function refuseNoFolder(folder: string, { faults }: Reading): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() !== true) throw new BadInput(faults);
}

/** The files of month-folder.md, over the whole book. Discarded drafts are left out, and their documents go. */
async function writeBook(run: Run, desk: Desk, report: MonthReport, folder: string): Promise<void> {
  await writeWhole('--out', folder, {
    'credits.json': jsonFile(await creditViews(desk, {})),
    'statements.json': jsonFile(await statementViews(desk, {})),
    'balances.json': jsonFile(await balanceViews(desk, null)),
    'checks.json': jsonFile(checksJson(report.checks)),
    'ledger.journal': await run.world.ledgerText('hledger', await ledgerEntries(desk, null)),
  });
  await exportDocuments(
    desk.book,
    await run.world.documentPrinter(),
    await run.world.documentFolder('--out', folder),
    { sight: { kind: 'everything' }, choice: {}, kinds: ['pdf'], alone: true },
    shownPrinting(run.world),
  );
}
