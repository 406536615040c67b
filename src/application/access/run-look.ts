import { checkBook } from '../checks/check-book.ts';
import {
  type ImportedMonth,
  type ReadDeliveries,
  readDeliveries,
  saveDeliveries,
} from '../deliveries/import-deliveries.ts';
import { BadInput, Refusal } from '../errors.ts';
import type { DeliveryElsewhere, FetchProgress, FoundDelivery, ScanProgress } from '../ports.ts';
import type { BookOffice, Deed, Office, Room } from './act.ts';
import type { Job } from './job-shelf.ts';
import { monthsOf, secondDeliveries } from './second-deliveries.ts';
import type { Source } from './source-shelf.ts';

export type LookInput = {
  readonly source: string;
  /** Take deliveries although they look older or smaller than those in the book (N1). */
  readonly replace: boolean;
};

/** What came of a look, as its job keeps it. */
export type LookResult = {
  readonly outcome: 'nothing-new' | 'imported';
  /** Deliveries that lie there; those that are not as they were imported. */
  readonly found: number;
  readonly changed: number;
  /** What had to be fetched for it. */
  readonly files: number;
  readonly bytes: number;
  readonly months: readonly ImportedMonth[];
};

type UnderWay = {
  readonly office: BookOffice & Pick<Office, 'fileSource'>;
  readonly job: Job;
  readonly tell: (progress: Pick<Job, 'phase' | 'done' | 'of'>) => Promise<void>;
  readonly fetched: FetchProgress;
  readonly scanned: ScanProgress;
  /** Without a deed nothing of the book was changed. */
  readonly save: (
    work: (
      room: Room,
    ) => Promise<{ readonly deed: Omit<Deed, 'answer'> | null; readonly result: LookResult }>,
  ) => Promise<void>;
};

/** Looks at a source and imports what is new there: all of it, or nothing. */
export async function runLook({ office, job, tell, fetched, scanned, save }: UnderWay): Promise<void> {
  const { source: id, replace } = job.input as LookInput;
  const source = await office.book.readAs(job.viewer, (shelves) => shelves.sources.find(id));
  if (source === null) throw new Refusal('no-source', 'the source was removed');
  await tell({ phase: `looking at ${source.place}`, done: 0, of: 0 });
  const { deliveries, fetch } = await office.fileSource.look(source.place, source.from);
  const changed = deliveries.filter(({ name, stamp }) => source.seen[name]?.stamp !== stamp);
  const counts = { found: deliveries.length, changed: changed.length };
  if (changed.length === 0) {
    const result = { ...counts, outcome: 'nothing-new', files: 0, bytes: 0, months: [] } as const;
    return save(async () => ({ deed: null, result }));
  }
  const { found, files, bytes, release } = await fetch(changed, fetched);
  try {
    const desk = {
      billingFiles: office.billingFiles,
      book: {
        read: <T>(verb: (shelves: Room['shelves']) => Promise<T>): Promise<T> =>
          office.book.readAs(job.viewer, verb),
      },
    };
    const delivered = await readDeliveries(desk, found, scanned);
    const seen = seenNow(source.seen, { deliveries, changed, found, delivered });
    await tell({ phase: 'saving what was read', done: 0, of: 0 });
    await save(async ({ desk: own, shelves }) => {
      const { months } = await saveDeliveries(own, delivered, { final: false, replace });
      await checkBook(own, null);
      await shelves.sources.saw(source, seen);
      const after = { place: source.place, replace, deliveries: changed.map(({ name }) => name) };
      return {
        deed: { object: id, after },
        result: { ...counts, outcome: 'imported', files, bytes, months },
      };
    });
  } finally {
    await release();
  }
}

type Looked = {
  readonly deliveries: readonly DeliveryElsewhere[];
  readonly changed: readonly DeliveryElsewhere[];
  readonly found: readonly FoundDelivery[];
  readonly delivered: ReadDeliveries;
};

/** What is to be remembered; throws BadInput where a month is in one that is new and in one that stayed. */
function seenNow(before: Source['seen'], { deliveries, changed, found, delivered }: Looked): Source['seen'] {
  const fresh = changed.map((one) => ({ ...one, months: monthsOf(one, found, delivered) }));
  const unchanged = deliveries.filter((one) => !changed.includes(one));
  const faults = secondDeliveries(fresh, unchanged, before);
  if (faults.length > 0) throw new BadInput(faults);
  return Object.fromEntries([
    ...unchanged.flatMap(({ name }) => (before[name] === undefined ? [] : [[name, before[name]] as const])),
    ...fresh.map(({ name, stamp, months }) => [name, { stamp, months }] as const),
  ]);
}
