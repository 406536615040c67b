import type { Viewer } from '../../domain/access/viewer.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { BadInput } from '../errors.ts';
import { type LoadReport, loadFolder } from '../month-folder/load-folder.ts';
import type { Reading } from '../month-folder/month-folder.ts';
import { creditRecordViewsOn, recordViewOn } from '../views/credit-record-view.ts';
import { recordMatchViewOn } from '../views/record-match-view.ts';
import { type Deed, look, type Office, type Room } from './act.ts';
import type { Named } from './credit-desk.ts';
import { found, WrongFields } from './refusals.ts';

/** What AWS says is left of its credits, as of the service's day (A6, A9). */
export function creditRecordList(office: Office, viewer: Viewer) {
  return look(office, viewer, async ({ shelves }) => {
    const list = await creditRecordViewsOn(shelves, office.today());
    const name = await namesOf({ shelves }, [...list.items, ...list.endingSums]);
    return {
      ...list,
      items: list.items.map((item) => ({ ...item, owner: name(item.owner) })),
      endingSums: list.endingSums.map((sum) => ({ ...sum, owner: name(sum.owner) })),
    };
  });
}

export function creditRecordMatches(office: Office, viewer: Viewer, period: BillingPeriod | undefined) {
  return look(office, viewer, async ({ shelves }) => {
    const view = await recordMatchViewOn(shelves, period ?? null);
    const consumers = [...view.items, ...view.left].map(({ consumer }) => ({ owner: consumer }));
    const name = await namesOf({ shelves }, [...view.items, ...view.left, ...consumers]);
    const named = <T extends { readonly owner: string | null; readonly consumer: string | null }>(
      one: T,
    ) => ({
      ...one,
      owner: name(one.owner),
      consumer: name(one.consumer),
    });
    return { ...view, items: view.items.map(named), left: view.left.map(named) };
  });
}

/** One record, and every state of it the book was ever given. */
export function creditRecordStory(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, async ({ shelves }) => {
    const states = (await shelves.records.history(id)).toReversed();
    const views = await recordViewOn(shelves, states, office.today());
    const name = await namesOf({ shelves }, views);
    const named = views.map((view) => ({ ...view, owner: name(view.owner) }));
    return { record: found(named[0]), states: named };
  });
}

/** Takes AWS's answers into the book, all of them or none; the audit entry says what each changed record was and is. */
export async function importCreditRecords(
  office: Office,
  { desk, shelves }: Room,
  reading: Reading,
  dryRun: boolean,
): Promise<Deed> {
  const ids = reading.folder.records.creditRecords.map(({ value }) => value.id);
  const before = await recordViewOn(shelves, await shelves.records.list(ids), office.today());
  const report = await loaded(desk, reading);
  const after = await recordViewOn(shelves, await shelves.records.list(ids), office.today());
  const unchanged = new Set(before.map((view) => JSON.stringify(view)));
  const news = after.filter((view) => !unchanged.has(JSON.stringify(view)));
  const changed = new Set(news.map((view) => view.id));
  const { creditRecords, drawdowns, warnings } = report;
  return {
    answer: { creditRecords, drawdowns, warnings: [...warnings], dryRun },
    object: 'credit records',
    before: { records: before.filter((view) => changed.has(view.id)) },
    after: { records: news, creditRecords, drawdowns },
  };
}

/** Several files may be sent at once: a fault names its file as well as the place in it. */
async function loaded(desk: Room['desk'], reading: Reading): Promise<LoadReport> {
  try {
    return await loadFolder(desk, reading, { dryRun: false, morePaths: [], arriving: [] });
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new WrongFields(
      error.faults.map(({ file, column, seen, todo }) => ({
        field: column === null ? file : `${file}, ${column}`,
        seen,
        todo,
      })),
    );
  }
}

async function namesOf(
  { shelves }: Pick<Room, 'shelves'>,
  rows: readonly { readonly owner: string | null }[],
): Promise<(id: string | null) => Named | null> {
  const ids = rows.map((row) => row.owner).filter((id) => id !== null);
  const names = await shelves.lists.partyNames(ids);
  return (id) => (id === null ? null : { id, name: names.get(id) ?? id });
}
