import { act, type Deed, etagOf, type Room } from '../../../application/access/act.ts';
import { WrongFields } from '../../../application/access/refusals.ts';
import {
  addSource,
  changeSource,
  type ListedSource,
  removeSource,
  type SourceOffice,
  sourceList,
  termsOf,
} from '../../../application/access/source-desk.ts';
import type { Schedule, Source, SourceTerms } from '../../../application/access/source-shelf.ts';
import { BadInput, Refusal } from '../../../application/errors.ts';
import type { Run } from '../command-run.ts';
import type { SourceAddOptions, SourceChangeOptions } from '../options.ts';
import { lookText, sourceTable } from '../print/source-table.ts';
import { wrongUsage } from '../typed-values.ts';
import { askedHere, viewerHere } from '../viewer-here.ts';
import type { ExitCode } from '../world.ts';

export async function listSources(run: Run): Promise<ExitCode> {
  const { items } = await sourceList(await run.sourceOffice(), viewerHere(run));
  run.answer(items.map(shown), () =>
    [sourceTable(items), ...items.flatMap(({ name, lastLook }) => lookText(name, lastLook))].join('\n'),
  );
  return 0;
}

export async function addOne(
  run: Run,
  name: string,
  place: string,
  options: SourceAddOptions,
): Promise<ExitCode> {
  const schedule = scheduleOf(options) ?? { everyHours: 6 };
  const terms = { name, place, from: options.from ?? null, schedule, active: true };
  const added = await changed(run, (office, room) => addSource(office, room, viewerHere(run), terms));
  run.answer(shown(added), () => `${name} is watched; the service looks at it, or sources look`);
  return 0;
}

export async function changeOne(run: Run, asked: string, options: SourceChangeOptions): Promise<ExitCode> {
  const schedule = scheduleOf(options);
  const { name, place, from, stop, go } = options;
  const change: Partial<SourceTerms> = {
    ...(name === undefined ? {} : { name }),
    ...(place === undefined ? {} : { place }),
    ...(from === undefined ? {} : { from: from === false ? null : from }),
    ...(schedule === null ? {} : { schedule }),
    ...(stop === true ? { active: false } : {}),
    ...(go === true ? { active: true } : {}),
  };
  if (Object.keys(change).length === 0)
    throw wrongUsage('sources change', 'nothing to change', 'say what: see sources change --help');
  const now = await changed(run, async (office, room) => {
    const source = await namedSource(room.shelves, asked);
    const etag = etagOf(office, termsOf(source));
    return changeSource(office, room, viewerHere(run), { id: source.id, etag, change });
  });
  run.answer(shown(now), () => sourceTable([now]));
  return 0;
}

export async function removeOne(run: Run, asked: string): Promise<ExitCode> {
  await changed(run, async (_office, room) => {
    return removeSource(room, (await namedSource(room.shelves, asked)).id);
  });
  run.answer({ removed: asked }, () => `${asked} is not watched any more; what was imported stays`);
  return 0;
}

export async function namedSource(shelves: Room['shelves'], asked: string): Promise<Source> {
  const all = await shelves.sources.list();
  const source = all.find(({ name }) => name === asked) ?? all.find(({ id }) => id === asked);
  if (source === undefined)
    throw new Refusal('unknown-source', `there is no source ${asked}: see sources list`);
  return source;
}

/** One transaction, signed by the book if it changed anything. */
export async function changed(
  run: Run,
  deed: (office: SourceOffice, room: Room) => Promise<Deed>,
): Promise<ListedSource> {
  const office = await run.sourceOffice();
  try {
    return (await act(office, askedHere(run, false), (room) => deed(office, room))) as ListedSource;
  } catch (error) {
    throw error instanceof WrongFields ? asTyped(run, error) : error;
  }
}

/** A field of the service is a word of the command. */
function asTyped({ signature }: Run, { faults }: WrongFields): BadInput {
  return new BadInput(
    faults.map(({ field, seen, todo }) => ({ file: signature.what, row: null, column: field, seen, todo })),
  );
}

function scheduleOf({ every, daily }: Pick<SourceAddOptions, 'every' | 'daily'>): Schedule | null {
  if (every !== undefined) return { everyHours: every };
  return daily === undefined ? null : { dailyAt: daily };
}

/** What may be done with it is a question of the console. */
function shown({ actions: _actions, etag: _etag, ...source }: ListedSource) {
  return source;
}
