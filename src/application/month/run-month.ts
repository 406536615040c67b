import type { CheckResult } from '../../domain/checks/checks.ts';
import { holdersFrom } from '../../domain/party/holders.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { checkBook } from '../checks/check-book.ts';
import { type AssignReport, assignCredits } from '../credits/assign-credits.ts';
import {
  type ImportOptions,
  type ImportReport,
  importDeliveries,
  isKnown,
  refuseOlder,
  saveScanned,
} from '../deliveries/import-deliveries.ts';
import type { Desk } from '../desk.ts';
import { BadInput } from '../errors.ts';
import { type LoadReport, loadFolder, planLoad } from '../month-folder/load-folder.ts';
import { partiesOf, partyChanges } from '../month-folder/load-parties.ts';
import type { Reading } from '../month-folder/month-folder.ts';
import type { ScanProgress } from '../ports.ts';
import { type DraftReport, draftPeriod } from '../statements/draft-statements.ts';
import { keepMonth, unchangedMonth } from './unchanged-month.ts';

export type MonthOptions = ImportOptions & {
  readonly useCredits: boolean | null;
  /** What computes: a month it finds unchanged is not drafted and checked again. null: it always is. */
  readonly program: string | null;
};

export type MonthReport = {
  readonly loaded: LoadReport;
  readonly imported: ImportReport;
  readonly assigned: AssignReport;
  readonly drafted: readonly DraftReport[];
  readonly checks: readonly CheckResult[];
  readonly periods: readonly BillingPeriod[];
};

/**
 * The whole path of a month folder into the book: load, import, decide and assign, draft, check. Every fault of
 * every file is found before anything is saved; each step is safe to run again, so a month that was cut off goes
 * on where it stopped. What a book that nobody wrote to since would only say again is not asked of it again.
 */
export async function runMonth(
  desk: Desk,
  reading: Reading,
  options: MonthOptions,
  progress: ScanProgress,
): Promise<MonthReport> {
  const paths = reading.folder.billingPaths;
  const scanned = await scanBeforeLoading(desk, reading, progress);
  if (scanned !== null) await refuseOlder(desk, scanned, options);
  const arriving = (scanned ?? []).map((month) => month.delivery);
  const loaded = await loadFolder(desk, reading, { dryRun: false, morePaths: paths, arriving });
  const imported =
    scanned === null
      ? await importDeliveries(desk, paths, options, progress)
      : await saveScanned(desk, scanned, options, 'with-the-rule-run');
  const assigned = await assignCredits(desk, null);
  const periods = [...new Set(imported.months.map((month) => month.period))].sort();
  const drafted = await draftedAndChecked(desk, await openOnes(desk, periods), options);
  return { loaded, imported, assigned, ...drafted, periods };
}

type Drafted = Pick<MonthReport, 'drafted' | 'checks'>;

async function draftedAndChecked(
  desk: Desk,
  periods: readonly BillingPeriod[],
  { useCredits, program }: MonthOptions,
): Promise<Drafted> {
  // The drafts of several periods count one another: what one run says of them the next says otherwise.
  const [period, ...others] = periods;
  const asked =
    period === undefined || others.length > 0 || program === null ? null : { period, useCredits, program };
  const before = asked === null ? null : await unchangedMonth(desk, asked);
  if (before !== null) return { drafted: [before.drafted], checks: before.checks };
  const drafted: DraftReport[] = [];
  let writes = 0n;
  for (const one of periods) {
    await desk.book.write(async (shelves) => {
      drafted.push(await draftPeriod(desk, shelves, { period: one, useCredits, late: false }));
      writes = await shelves.unchanged.writes();
    });
  }
  const checks = await checkBook(desk, null);
  const [first] = drafted;
  if (asked !== null && first !== undefined) await keepMonth(desk, asked, { drafted: first, checks }, writes);
  return { drafted, checks };
}

/** The faults of the folder's tables and of its billing files are told together; null when every file is known already. */
async function scanBeforeLoading(desk: Desk, reading: Reading, progress: ScanProgress) {
  const problems: BadInput[] = [];
  const collect = async <T>(step: () => Promise<T>): Promise<T | null> => {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      problems.push(error);
      return null;
    }
  };
  await collect(() => desk.book.read((shelves) => planLoad(desk, shelves, reading)));
  const months = await collect(async () => {
    const found = await desk.billingFiles.find(reading.folder.billingPaths);
    if (problems.length === 0 && (await isKnown(desk, found))) return null;
    return desk.billingFiles.summarise(found, await questionWith(desk, reading), progress);
  });
  if (problems.length > 0) throw new BadInput(problems.flatMap((problem) => problem.faults));
  return months;
}

/** Tenures of the folder count already: an account that changes hands in it is read per usage day (P3). */
async function questionWith(desk: Desk, { folder }: Reading) {
  return desk.book.read(async (shelves) => {
    const { after } = partyChanges(await partiesOf(shelves), folder);
    const settings = { ...(await shelves.settings.load()), ...folder.settings };
    return {
      serviceAliases: settings.services,
      changers: holdersFrom(after.accountTenures, after.resellerTenures).changers(),
      onlyAccounts: null,
    };
  });
}

/** A re-delivery of a closed month is booked, but nothing is drafted in it any more. */
async function openOnes(desk: Desk, periods: readonly BillingPeriod[]): Promise<BillingPeriod[]> {
  const earliestOpen = await desk.book.read((shelves) => shelves.periods.earliestOpen());
  return periods.filter((period) => earliestOpen === null || period >= earliestOpen);
}
