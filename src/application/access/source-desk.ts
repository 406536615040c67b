import type { Viewer } from '../../domain/access/viewer.ts';
import { Refusal } from '../errors.ts';
import {
  type BookOffice,
  type Deed,
  etagOf,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
  refuseStale,
} from './act.ts';
import { isOver, startJob } from './job-desk.ts';
import type { Job } from './job-shelf.ts';
import { nextLook } from './look-times.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { found, wrongField } from './refusals.ts';
import type { LookResult } from './run-look.ts';
import type { Source, SourceTerms } from './source-shelf.ts';

export type ListedLook = Pick<
  Job,
  'id' | 'state' | 'phase' | 'createdAt' | 'finishedAt' | 'errors' | 'detail'
> & {
  readonly by: string;
  readonly result: LookResult | null;
};
export type ListedSource = Omit<Source, 'seen' | 'schedule'> & {
  readonly everyHours: number | null;
  readonly dailyAt: string | null;
  readonly lastLook: ListedLook | null;
  readonly etag: string;
  readonly actions: Permission[];
};

/** What watching places needs of the office. */
export type SourceOffice = BookOffice &
  Pick<Office, 'fileSource' | 'now'> & { readonly credentials: Pick<Office['credentials'], 'newId'> };

export function sourceList(office: SourceOffice, viewer: Viewer): Promise<{ items: ListedSource[] }> {
  return look(office, viewer, async ({ shelves }) => {
    const items: ListedSource[] = [];
    for (const source of await shelves.sources.list())
      items.push(await listed(office, shelves, viewer, source));
    return { items };
  });
}

export async function addSource(
  office: SourceOffice,
  { shelves }: Room,
  viewer: Viewer,
  terms: SourceTerms,
): Promise<Deed> {
  await refuseWrong(office, shelves, terms, null);
  const id = office.credentials.newId();
  // It is looked at at once, and then as the schedule says.
  await shelves.sources.add(id, terms, terms.active ? office.now() : null);
  return { answer: await one(office, shelves, viewer, id), object: id, after: terms };
}

export async function changeSource(
  office: SourceOffice,
  { shelves }: Room,
  viewer: Viewer,
  asked: { readonly id: string; readonly etag: string; readonly change: Partial<SourceTerms> },
): Promise<Deed> {
  const source = found(await shelves.sources.find(asked.id));
  const before = termsOf(source);
  refuseStale(asked.etag, etagOf(office, before));
  const after = { ...before, ...asked.change };
  await refuseWrong(office, shelves, after, asked.id);
  if (JSON.stringify(after) !== JSON.stringify(before))
    await shelves.sources.change(asked.id, after, after.active ? nextOf(office, source, after) : null);
  return { answer: await one(office, shelves, viewer, asked.id), object: asked.id, before, after };
}

/** Deliveries that were imported stay. */
export async function removeSource({ shelves }: Room, id: string): Promise<Deed> {
  const before = termsOf(found(await shelves.sources.find(id)));
  await shelves.sources.remove(id);
  return { answer: null, object: id, before };
}

/** A look by hand; one at a time. */
export async function lookNow(
  office: SourceOffice,
  room: Room,
  viewer: Viewer,
  asked: { readonly origin: string; readonly id: string; readonly replace: boolean },
): Promise<Deed> {
  const { id: source, replace, origin } = asked;
  found(await room.shelves.sources.find(source));
  if ((await lookUnderWay(room.shelves, source)) !== null) throw new Refusal('already-looking', UNDER_WAY);
  return startJob(office, room, viewer, origin, 'look', { source, replace });
}

/** The id of the look that is under way, or was left by a service that ended; null: there is none. */
export async function lookUnderWay(shelves: Room['shelves'], source: string): Promise<string | null> {
  const [last] = await shelves.jobs.list(filterOf(source), null, 1);
  return last === undefined || isOver(last) ? null : last.id;
}

export function lookPage(
  office: SourceOffice,
  viewer: Viewer,
  source: string,
  paging: Paging,
): Promise<Page<ListedLook>> {
  return look(office, viewer, async ({ shelves }) => {
    found(await shelves.sources.find(source));
    const { after, limit } = pageAsked(paging);
    const jobs = await shelves.jobs.list(filterOf(source), after?.[0] ?? null, limit);
    const page = pageOf(jobs, paging.limit, (job) => [job.id]);
    return { next: page.next, items: page.items.map(lookOf) };
  });
}

const UNDER_WAY = 'it is being looked at';

function filterOf(source: string) {
  return { party: null, kind: 'look', unfinished: false, source } as const;
}

/** A source that was stopped is looked at at once when it goes on; another schedule begins now. */
function nextOf(office: SourceOffice, source: Source, after: SourceTerms): string {
  const isSame = JSON.stringify(source.schedule) === JSON.stringify(after.schedule);
  if (!source.active || source.place !== after.place || source.from !== after.from) return office.now();
  return isSame && source.nextLookAt !== null ? source.nextLookAt : nextLook(after.schedule, office.now());
}

async function refuseWrong(
  office: SourceOffice,
  shelves: Room['shelves'],
  { name, place }: SourceTerms,
  own: string | null,
): Promise<void> {
  const fault = office.fileSource.placeFault(place);
  if (fault !== null) throw wrongField('place', place, fault);
  for (const other of await shelves.sources.list()) {
    if (other.id === own) continue;
    if (other.name === name)
      throw wrongField('name', name, 'another source is called so: choose another name');
    if (other.place === place) throw wrongField('place', place, `${other.name} watches it already`);
  }
}

async function one(
  office: SourceOffice,
  shelves: Room['shelves'],
  viewer: Viewer,
  id: string,
): Promise<ListedSource> {
  return listed(office, shelves, viewer, found(await shelves.sources.find(id)));
}

async function listed(
  office: SourceOffice,
  shelves: Room['shelves'],
  viewer: Viewer,
  source: Source,
): Promise<ListedSource> {
  const { seen: _seen, schedule, ...shown } = source;
  const [last] = await shelves.jobs.list(filterOf(source.id), null, 1);
  const because = readOnlyReason(viewer);
  const busy = last !== undefined && !isOver(last) ? UNDER_WAY : null;
  return {
    ...shown,
    everyHours: 'everyHours' in schedule ? schedule.everyHours : null,
    dailyAt: 'dailyAt' in schedule ? schedule.dailyAt : null,
    lastLook: last === undefined ? null : lookOf(last),
    etag: etagOf(office, termsOf(source)),
    actions: [
      permission('look', because ?? busy),
      permission('edit', because),
      permission('remove', because),
    ],
  };
}

export function lookOf({
  id,
  state,
  phase,
  createdAt,
  finishedAt,
  errors,
  detail,
  viewer,
  result,
}: Job): ListedLook {
  const known = result as LookResult | null;
  return { id, state, phase, createdAt, finishedAt, errors, detail, by: viewer.name, result: known };
}

export function termsOf({ name, place, from, schedule, active }: Source): SourceTerms {
  return { name, place, from, schedule, active };
}
