import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { BadInput, type Fault } from '../../application/errors.ts';
import type { ChooseDeliveries, DeliveryElsewhere } from '../../application/ports.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Cache } from './cache.ts';
import { fetchFile } from './fetch-file.ts';
import { namingIn, toldWith } from './names.ts';
import { nameOf, placeFault, placeOf } from './place.ts';
import type { ListedFile, Store } from './s3-store.ts';
import { placePath, safePath } from './safe-path.ts';
import { takingTurns } from './turns.ts';

export type FoundElsewhere = DeliveryElsewhere & { readonly listed: readonly ListedFile[] };

/** Where the files would lie if they were here: only names are needed to choose. */
const NOWHERE = '/elsewhere';
const MANIFEST_BYTES = 16 << 20;
const AT_ONCE = 8;

/** What lies at a place, delivery by delivery, as `choose` sees it. Manifests are fetched, nothing else is. */
export async function lookAt(
  store: Store,
  cache: Cache,
  choose: ChooseDeliveries,
  place: string,
  from: BillingPeriod | null,
): Promise<readonly FoundElsewhere[]> {
  const fault = placeFault(place);
  if (fault !== null) throw new BadInput([wholePlace(place, 'no place of a store', fault)]);
  const listed = await store.list(placeOf(place));
  if (listed.length === 0) {
    throw new BadInput([wholePlace(place, 'no files there', 'check the bucket and the prefix')]);
  }
  const at = new Map(listed.map((file) => [join(NOWHERE, file.bucket, safePath(file.key)), file]));
  const inTurn = takingTurns(AT_ONCE);
  const text = (path: string): Promise<string> =>
    inTurn(async () => {
      const file = at.get(path);
      if (file === undefined) throw new RangeError(`${path} was not listed`);
      if (file.bytes > MANIFEST_BYTES) throw new BadInput([tooLong(file)]);
      if (!(await cache.holds(file))) await fetchFile(store, cache, file);
      return cache.text(file);
    });
  const folder = placePath(NOWHERE, placeOf(place));
  const naming = namingIn(NOWHERE, { folder, place }, at);
  const chosen = await toldWith(naming, () => choose({ folder, files: [...at.keys()], from, text }));
  const listedAt = (paths: readonly string[]): ListedFile[] =>
    paths.map((path) => at.get(path)).filter((file) => file !== undefined);
  const loose = listedAt(chosen.flatMap(({ manifest, files }) => (manifest === null ? files : [])));
  return [
    ...chosen.flatMap(({ manifest, files }) =>
      manifest === null ? [] : [deliveryOf(naming(manifest), listedAt([manifest, ...files]))],
    ),
    // Parts of one month may lie there without a manifest: only together are they known to be whole.
    ...(loose.length === 0 ? [] : [deliveryOf(place, loose)]),
  ];
}

function deliveryOf(name: string, listed: readonly ListedFile[]): FoundElsewhere {
  const stamps = listed.map(({ endpoint, key, bytes, tag }) => JSON.stringify([endpoint, key, bytes, tag]));
  return {
    name,
    stamp: createHash('sha256').update(stamps.sort().join('\n')).digest('hex'),
    files: listed.map(({ bucket, key }) => nameOf(bucket, key)),
    bytes: listed.reduce((sum, { bytes }) => sum + bytes, 0),
    listed,
  };
}

function tooLong({ bucket, key, bytes }: ListedFile): Fault {
  return wholePlace(
    nameOf(bucket, key),
    `a manifest of ${bytes} bytes`,
    'name the place of the export itself',
  );
}

function wholePlace(file: string, seen: string, todo: string): Fault {
  return { file, row: null, column: null, seen, todo };
}
