import type { BillingFiles, FetchProgress, FoundDelivery, ScanProgress } from '../../application/ports.ts';
import type { DeliveredFile, DeliveredMonth } from '../../domain/line-item/delivered-month.ts';
import type { Brought } from './bring.ts';
import { type Naming, toldWith } from './names.ts';
import { isElsewhere } from './place.ts';

type Bring = (place: string, progress: FetchProgress) => Promise<Brought>;
type Behind = { readonly file: DeliveredFile; readonly brought: Brought };

/** What `here` found, behind what is known of it outside: it knows its own files again when it reads them. */
type Backstage = WeakMap<DeliveredFile, Behind>;

/**
 * Reads files of a store as if they lay here. Outside they are known by their names in the store: in the book, in
 * faults and in progress; only in here by the paths they were brought to.
 */
export function readingIn(here: BillingFiles, bring: Bring) {
  const backstage: Backstage = new WeakMap();
  /** Brought for paths that were given, until they are read or all is over. */
  const open = new Set<Brought>();
  const billingFiles: BillingFiles = {
    find: async (paths, fetched = () => undefined) => {
      const places = new Set(paths.filter(isElsewhere));
      if (places.size === 0) return here.find(paths);
      const brought: Brought[] = [];
      for (const place of places) {
        const one = await bring(place, fetched);
        open.add(one);
        brought.push(one);
      }
      const own = paths.filter((path) => !isElsewhere(path));
      return findIn(here, backstage, own, brought);
    },
    summarise: async (found, question, progress) => {
      const over: Brought[] = [];
      try {
        await bringAgain(found, backstage, bring, over);
        const all = found.flatMap(({ files }) => files.map((file) => backstage.get(file)?.brought));
        const brought = [...new Set(all.filter((one) => one !== undefined))];
        over.push(...brought.filter((one) => open.delete(one)));
        if (brought.length === 0) return await here.summarise(found, question, progress);
        const naming = namingOf(brought);
        const told: ScanProgress = (note) => progress({ ...note, file: naming(note.file) });
        const lying = found.map((one) => ({
          ...one,
          files: one.files.map((file) => backstage.get(file)?.file ?? file),
        }));
        const months = await toldWith(naming, () => here.summarise(lying, question, told));
        return months.map((month) => renamed(month, naming));
      } finally {
        for (const one of over) await one.release();
      }
    },
  };
  return {
    billingFiles,
    /** What is found in what was brought; whoever brought it lets go of it. */
    findIn: (brought: Brought) => findIn(here, backstage, [], [brought]),
    close: async () => {
      for (const one of open) await one.release();
      open.clear();
    },
  };
}

async function findIn(
  here: BillingFiles,
  backstage: Backstage,
  paths: readonly string[],
  brought: readonly Brought[],
): Promise<FoundDelivery[]> {
  const naming = namingOf(brought);
  const folders = brought.map(({ folder }) => folder);
  const found = await toldWith(naming, () => here.find([...paths, ...folders]));
  return found.map(({ files, manifest }) => ({
    files: files.map((file) => {
      const own = brought.find(({ holds }) => holds(file.path));
      if (own === undefined) return file;
      const known = { ...file, path: own.naming(file.path) };
      backstage.set(known, { file, brought: own });
      return known;
    }),
    manifest: manifest === null ? null : { ...manifest, path: naming(manifest.path) },
  }));
}

/** Files of the book that were brought long ago lie here no more: they are brought again, and added to `again`. */
async function bringAgain(
  found: readonly FoundDelivery[],
  backstage: Backstage,
  bring: Bring,
  again: Brought[],
): Promise<void> {
  for (const known of found.flatMap(({ files }) => files)) {
    if (backstage.has(known) || !isElsewhere(known.path)) continue;
    const brought = await bring(known.path, () => undefined);
    again.push(brought);
    backstage.set(known, { file: { ...known, path: brought.pathOf(known.path) ?? known.path }, brought });
  }
}

function renamed(month: DeliveredMonth, naming: Naming): DeliveredMonth {
  const files = month.delivery.files.map((file) => ({ ...file, path: naming(file.path) }));
  return { ...month, delivery: { ...month.delivery, files } };
}

function namingOf(brought: readonly Brought[]): Naming {
  return (text) => brought.reduce((said, { naming }) => naming(said), text);
}
