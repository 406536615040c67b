import type { BillingFiles, ChooseDeliveries, FetchProgress, FileSource } from '../../application/ports.ts';
import { type Brought, bring } from './bring.ts';
import { cacheIn } from './cache.ts';
import { lookAt } from './look.ts';
import { placeFault } from './place.ts';
import { readingIn } from './reading.ts';
import { type Store, s3Store } from './s3-store.ts';
import type { CacheBounds } from './sweep.ts';

export type ElsewhereSettings = CacheBounds & {
  readonly cacheFolder: string;
  /** No place may hold more files than this. */
  readonly mostFiles: number;
};

/** Billing files wherever they lie: paths of this machine go on to `here`, places of a store are brought here first. */
export type FilesElsewhere = {
  readonly billingFiles: BillingFiles;
  readonly source: FileSource;
  /** Lets go of what was brought here. */
  readonly close: () => Promise<void>;
};

export function filesElsewhere(
  here: BillingFiles,
  choose: ChooseDeliveries,
  settings: ElsewhereSettings,
): FilesElsewhere {
  const cache = cacheIn(settings.cacheFolder, settings);
  const withStore = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const store = await s3Store(settings.mostFiles);
    return work(store).finally(store.close);
  };
  const bringAll = (place: string, progress: FetchProgress): Promise<Brought> =>
    withStore(async (store) => {
      const deliveries = await lookAt(store, cache, choose, place, null);
      return bring(store, cache, place, deliveries, progress);
    });
  const reading = readingIn(here, bringAll);
  const source: FileSource = {
    placeFault,
    look: async (place, from) => {
      const deliveries = await withStore((store) => lookAt(store, cache, choose, place, from));
      return {
        deliveries,
        fetch: async (wanted, progress) => {
          const names = new Set(wanted.map(({ name }) => name));
          const these = deliveries.filter(({ name }) => names.has(name));
          const brought = await withStore((store) => bring(store, cache, place, these, progress));
          const found = await reading.findIn(brought).catch(async (error: unknown) => {
            await brought.release();
            throw error;
          });
          return { found, ...brought.fetched, release: brought.release };
        },
      };
    },
  };
  return { billingFiles: reading.billingFiles, source, close: reading.close };
}
