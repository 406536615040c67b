import type { Credit } from '../../domain/credit/credit.ts';
import { gatherCredits } from '../../domain/credit/gather.ts';
import { restateCredits } from '../../domain/credit/restate.ts';
import { receiveCredit } from '../../domain/ledger/receive-credit.ts';
import type { DeliveredMonth, PayerMonth } from '../../domain/line-item/delivered-month.ts';
import { lineClassOf } from '../../domain/line-item/line-type.ts';
import { EXACT_ZERO, equalExact } from '../../domain/money/exact-amount.ts';
import { lastDayOf } from '../../domain/period/billing-period.ts';
import { bookingDay } from '../../domain/period/booking-day.ts';
import type { Shelves, StoredDelivery } from '../book.ts';
import { restateAssigned } from '../credits/restate-assigned.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { holdersOf } from '../parties/holders-of.ts';
import type { FetchProgress, FoundDelivery, ScanProgress } from '../ports.ts';
import { accountsChanged } from './accounts-changed.ts';
import { compareDelivery, type DeliveryVerdict, deliveryContent } from './compare-delivery.ts';

export type ImportOptions = {
  /** Every line is the cloud's final word, invoice id or not (C6). */
  readonly final: boolean;
  /** Take a delivery although it looks older or smaller than the one in the book (N1). */
  readonly replace: boolean;
};

export type ImportedMonth = PayerMonth & {
  readonly format: string;
  readonly lines: number;
  readonly final: boolean;
  readonly outcome: 'new' | 'newer' | 'unchanged' | 'superseded' | 'made-final';
  readonly creditsNew: number;
  readonly creditsChanged: number;
  readonly deliveryId: string;
};

export type ImportReport = {
  readonly months: readonly ImportedMonth[];
  /** Usage accounts of these months that belong to nobody (P4). */
  readonly unmapped: readonly { readonly period: string; readonly usageAccount: string }[];
  /** Line types nobody knows: counted, not billed, and in the way of closing (C7). */
  readonly unknown: readonly { readonly period: string; readonly lineType: string; readonly lines: number }[];
};

/** Reads deliveries into the book: charges, credits and control totals; every difference of a credit is booked (C, N). */
export async function importDeliveries(
  desk: Desk,
  paths: readonly string[],
  options: ImportOptions,
  progress: ScanProgress,
  fetched?: FetchProgress,
): Promise<ImportReport> {
  const found = await desk.billingFiles.find(paths, fetched);
  return saveDeliveries(desk, await readDeliveries(desk, found, progress), options);
}

/** A scan writes nothing. */
type ReadingDesk = Pick<Desk, 'billingFiles'> & { readonly book: Pick<Desk['book'], 'read'> };

/** What a first look or a scan found out; the book is only read for it. */
export type ReadDeliveries =
  | { readonly known: NonNullable<Awaited<ReturnType<typeof knownMonths>>> }
  | { readonly months: readonly DeliveredMonth[] };

/** The long half of an import. */
export async function readDeliveries(
  desk: ReadingDesk,
  found: readonly FoundDelivery[],
  progress: ScanProgress,
): Promise<ReadDeliveries> {
  const known = await knownMonths(desk, found);
  if (known !== null) return { known };
  const question = await desk.book.read(async (shelves) => ({
    serviceAliases: (await shelves.settings.load()).services,
    changers: (await holdersOf(shelves)).changers(),
    onlyAccounts: null,
  }));
  return { months: await desk.billingFiles.summarise(found, question, progress) };
}

/** The half of an import that writes. */
export function saveDeliveries(
  desk: Desk,
  read: ReadDeliveries,
  options: ImportOptions,
): Promise<ImportReport> {
  return 'known' in read ? saveKnown(desk, read.known, options) : saveScanned(desk, read.months, options);
}

/** Saves what a scan read: the second half of an import, for a month that scanned before it loaded. */
export function saveScanned(
  desk: Desk,
  months: readonly DeliveredMonth[],
  options: ImportOptions,
  restate: Restate = 'now',
): Promise<ImportReport> {
  return desk.book.write(async (shelves) => {
    const verdicts = await verdictsOn(desk, shelves, months, options);
    const report: ImportedMonth[] = [];
    const due: Credit[] = [];
    for (const [at, verdict] of verdicts.entries()) {
      const month = months[at];
      if (month === undefined) continue;
      const saved = await saveMonth(desk, shelves, month, verdict);
      report.push(saved.report);
      due.push(...saved.due);
    }
    await restateDue(desk, shelves, due, restate);
    return { months: report, ...(await notBilled(shelves, report)) };
  });
}

/** What of the imported months reaches nobody's bill, for the operator to cure. */
async function notBilled(
  shelves: Shelves,
  months: readonly ImportedMonth[],
): Promise<Pick<ImportReport, 'unmapped' | 'unknown'>> {
  const holders = await holdersOf(shelves);
  const ids = months.map((month) => month.deliveryId);
  const totals = await shelves.deliveries.totals(ids);
  const periodOf = new Map(months.map((month) => [month.deliveryId, month.period]));
  const accounts = totals.filter((total) => total.by === 'usage-account');
  const unmapped = accounts
    .map((total) => ({ period: periodOf.get(total.deliveryId) ?? '', usageAccount: total.key }))
    .filter(({ period, usageAccount }) => holders.ofCredit(usageAccount, period) === null);
  const unknown = totals
    .filter((total) => total.by === 'line-type' && lineClassOf(total.key) === 'unknown')
    .map((total) => ({
      period: periodOf.get(total.deliveryId) ?? '',
      lineType: total.key,
      lines: total.lines,
    }));
  return { unmapped, unknown };
}

/** Says no before anything of a month is saved, when a delivery of it looks older than the one in the book (N1). */
export async function refuseOlder(
  desk: Desk,
  months: readonly DeliveredMonth[],
  options: ImportOptions,
): Promise<void> {
  await desk.book.read((shelves) => verdictsOn(desk, shelves, months, options));
}

async function verdictsOn(
  desk: Desk,
  shelves: Shelves,
  months: readonly DeliveredMonth[],
  options: ImportOptions,
): Promise<DeliveryVerdict[]> {
  const stored = await shelves.deliveries.ofMonths(months.map((month) => month.delivery));
  const verdicts = months.map((month) => compareDelivery(month, stored, options, desk.book.idOf));
  const refused = verdicts.flatMap((verdict) => (verdict.refused === null ? [] : [verdict.refused]));
  if (refused.length > 0) throw new Refusal('older-delivery', refused.join('\n'));
  return verdicts;
}

/**
 * When the differences of divided credits are booked: with the import, or with the rule run that follows in the
 * same month, so that in one run all grants are made before any withdrawal (C4).
 */
export type Restate = 'now' | 'with-the-rule-run';

async function restateDue(
  desk: Desk,
  shelves: Shelves,
  due: readonly Credit[],
  restate: Restate,
): Promise<void> {
  const own = restate === 'now' ? due : due.filter((credit) => credit.kind === 'partner_discount');
  await restateAssigned(desk, shelves, own, 'a newer delivery');
}

async function saveMonth(
  desk: Desk,
  shelves: Shelves,
  month: DeliveredMonth,
  { delivery, outcome, replaced }: DeliveryVerdict,
): Promise<{ readonly report: ImportedMonth; readonly due: readonly Credit[] }> {
  const reported = {
    cloud: delivery.cloud,
    payerAccount: delivery.payerAccount,
    period: delivery.period,
    format: delivery.format,
    lines: delivery.lines,
    final: delivery.final,
    outcome,
    deliveryId: delivery.id,
  };
  if (outcome === 'unchanged' || outcome === 'superseded') {
    return { report: { ...reported, creditsNew: 0, creditsChanged: 0 }, due: [] };
  }
  const billed = replaced === null ? [] : await shelves.deliveries.billedCharges(delivery);
  if (outcome === 'made-final') await shelves.deliveries.markFinal(delivery.id);
  else {
    const { cloud, payerAccount, period } = delivery;
    await shelves.deliveries.save(
      delivery,
      month.charges.map((charge) => ({ cloud, payerAccount, period, ...charge })),
      month.totals,
    );
    await shelves.periods.markChanged([period]);
  }
  const known = await shelves.credits.ofMonths([delivery]);
  const changed = restateCredits(known, gatherCredits(month), delivery.final, (key) =>
    desk.book.idOf('crd', key),
  );
  const due = await bookChangedCredits(shelves, changed, known, delivery);
  if (replaced !== null) {
    const usageAccounts = [...accountsChanged(billed, month.charges)];
    await shelves.deliveries.noteBilled(delivery, { usageAccounts, credits: otherTotals(changed, known) });
  }
  const creditsNew = newOnes(changed, known).length;
  return { report: { ...reported, creditsNew, creditsChanged: changed.length - creditsNew }, due };
}

/** Final totals enter the ledger (C3, C6); returns the credits whose booked total changed. */
async function bookChangedCredits(
  shelves: Shelves,
  changed: readonly Credit[],
  known: readonly Credit[],
  delivery: StoredDelivery,
): Promise<Credit[]> {
  const earliestOpen = await shelves.periods.earliestOpen();
  const deliveryKey = `${delivery.version}`;
  const due = changed.filter(
    (credit) => credit.final && !equalExact(credit.exact, credit.bookedExact ?? EXACT_ZERO),
  );
  const booked = new Set(due.map((credit) => credit.id));
  const saved = changed.map((credit) =>
    credit.final && (booked.has(credit.id) || credit.bookedExact === null)
      ? { ...credit, bookedExact: credit.exact }
      : credit,
  );
  const added = new Set(newOnes(saved, known));
  await shelves.credits.add([...added]);
  await shelves.credits.restate(saved.filter((credit) => !added.has(credit)));
  const reason = `delivery ${delivery.version} of ${delivery.payerAccount} ${delivery.period}`;
  const entries = due.map((credit) =>
    receiveCredit(credit, deliveryKey, bookingDay(lastDayOf(credit.period), earliestOpen), reason),
  );
  await shelves.ledger.saveEntries(entries.filter((entry) => entry.postings.length > 0));
  return due;
}

/** The ids of those that say another total than before. */
function otherTotals(changed: readonly Credit[], known: readonly Credit[]): string[] {
  const before = new Map(known.map(({ id, exact }) => [id, exact]));
  return changed
    .filter(({ id, exact }) => !equalExact(before.get(id) ?? EXACT_ZERO, exact))
    .map(({ id }) => id);
}

function newOnes(credits: readonly Credit[], known: readonly Credit[]): Credit[] {
  const knownIds = new Set(known.map((credit) => credit.id));
  return credits.filter((credit) => !knownIds.has(credit.id));
}

/** Every file given was read before, so there is nothing to scan. */
export async function isKnown(desk: Desk, found: readonly FoundDelivery[]): Promise<boolean> {
  return (await knownMonths(desk, found)) !== null;
}

/** The months of files that are all known by content; null when any file is new, so that a scan is needed. */
async function knownMonths(
  desk: ReadingDesk,
  found: readonly FoundDelivery[],
): Promise<{ delivery: StoredDelivery; superseded: boolean }[] | null> {
  const given = new Set(found.flatMap((one) => one.files.map((file) => file.contentHash)));
  const deliveries = await desk.book.read((shelves) => shelves.deliveries.withContent([...given]));
  const known = new Set(deliveries.flatMap((delivery) => delivery.files.map((file) => file.contentHash)));
  if ([...given].some((hash) => !known.has(hash))) return null;
  const months = Map.groupBy(deliveries, (d) => JSON.stringify([d.cloud, d.payerAccount, d.period]));
  const result: { delivery: StoredDelivery; superseded: boolean }[] = [];
  for (const versions of months.values()) {
    const ofMonth = new Set(versions.flatMap((d) => d.files.map((file) => file.contentHash)));
    const content = deliveryContent([...given].filter((hash) => ofMonth.has(hash)));
    const same = versions.filter((d) => deliveryContent(d.files.map((file) => file.contentHash)) === content);
    const delivery = same.find((d) => d.current) ?? same.at(-1);
    if (delivery === undefined) return null;
    result.push({ delivery, superseded: !delivery.current });
  }
  return result;
}

/** The same files again: nothing to read; at most an estimate becomes final by the operator's word (N1, C6). */
async function saveKnown(
  desk: Desk,
  known: readonly { delivery: StoredDelivery; superseded: boolean }[],
  options: ImportOptions,
): Promise<ImportReport> {
  if (options.replace && known.some((one) => one.superseded)) return replaceWithOlder(desk, known, options);
  const toFinish = options.final ? known.filter((one) => !one.superseded && !one.delivery.final) : [];
  if (toFinish.length > 0) {
    await desk.book.write(async (shelves) => {
      const due: Credit[] = [];
      for (const { delivery } of toFinish) {
        await shelves.deliveries.markFinal(delivery.id);
        const credits = await shelves.credits.ofMonths([delivery]);
        const changed = credits
          .filter((credit) => !credit.final)
          .map((credit) => ({ ...credit, final: true }));
        due.push(...(await bookChangedCredits(shelves, changed, credits, delivery)));
      }
      await restateDue(desk, shelves, due, 'now');
    });
  }
  const finished = new Set(toFinish.map((one) => one.delivery.id));
  const months = known.map(
    ({ delivery, superseded }): ImportedMonth => ({
      cloud: delivery.cloud,
      payerAccount: delivery.payerAccount,
      period: delivery.period,
      format: delivery.format,
      lines: delivery.lines,
      final: delivery.final || finished.has(delivery.id),
      outcome: superseded ? 'superseded' : finished.has(delivery.id) ? 'made-final' : 'unchanged',
      creditsNew: 0,
      creditsChanged: 0,
      deliveryId: delivery.id,
    }),
  );
  return { months, ...(await desk.book.read((shelves) => notBilled(shelves, months))) };
}

/** An operator goes back to a delivery that was replaced: its files are read again like any newer one. */
async function replaceWithOlder(
  desk: Desk,
  known: readonly { delivery: StoredDelivery; superseded: boolean }[],
  options: ImportOptions,
): Promise<ImportReport> {
  const question = await desk.book.read(async (shelves) => ({
    serviceAliases: (await shelves.settings.load()).services,
    changers: (await holdersOf(shelves)).changers(),
    onlyAccounts: null,
  }));
  const found: FoundDelivery[] = known.map(({ delivery }) => ({ files: delivery.files, manifest: null }));
  const months = await desk.billingFiles.summarise(found, question, () => undefined);
  return saveScanned(desk, months, options);
}
