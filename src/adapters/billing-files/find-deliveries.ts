import { readFile, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Fault } from '../../application/errors.ts';
import type { FilesToChoose, FoundDelivery } from '../../application/ports.ts';
import type { DeliveredFile } from '../../domain/line-item/delivered-month.ts';
import { hashedFiles } from './content-hash.ts';
import { type GivenFiles, givenFiles, sortedOut } from './find-files.ts';
import { type Manifest, manifestOf, monthFolderOf, monthSaid } from './manifest.ts';
import { wholeFile } from './whole-file.ts';

export type Search = { readonly found: readonly FoundDelivery[]; readonly faults: readonly Fault[] };

type ManifestFiles = {
  readonly manifest: Manifest;
  readonly files: readonly string[];
  readonly absent: readonly string[];
};

/** What lies at a path: on this machine, or where only the names are known yet. */
type Place = {
  readonly isFile: (path: string) => Promise<boolean>;
  readonly text: (path: string) => Promise<string>;
  /** What to do about a file that a manifest names and that is not there. */
  readonly absentTodo: string;
};

const HERE: Place = {
  isFile: async (path) => (await stat(path).catch(() => null))?.isFile() === true,
  text: (path) => readFile(path, 'utf8'),
  absentTodo: 'download it, or give the billing files themselves and not their folder',
};

/** Finds the deliveries under the paths. */
export async function findDeliveries(paths: readonly string[]): Promise<Search> {
  const { chosen, loose, faults } = await chosenFiles(await givenFiles(paths), HERE);
  const hashed = await hashedFiles([...chosen.flatMap(({ files }) => files), ...loose]);
  const filesAt = (files: readonly string[]) =>
    files.map((path) => hashed.get(path)).filter((file) => file !== undefined);
  const found = [
    ...chosen.map(({ manifest, files }) => ({
      files: filesAt(files),
      manifest: { path: manifest.path, time: manifest.time },
    })),
    ...loose.map((path) => ({ files: filesAt([path]), manifest: null })),
  ];
  return {
    found: found.filter(({ files }) => files.length > 0),
    faults: [...faults, ...duplicateFaults([...hashed.values()])],
  };
}

/** The same choice where only names are known yet: nothing but manifests is read. */
export async function chosenElsewhere({ folder, files, from, text }: FilesToChoose): Promise<Choice> {
  const inTime = files.filter((path) => from === null || (monthSaid(path) ?? from) >= from);
  const there = new Set(inTime);
  const given = sortedOut(folder, inTime);
  // Whoever asks from a month on may come before its first delivery does.
  return chosenFiles(from === null ? given : { ...given, folders: [] }, {
    isFile: async (path) => there.has(path),
    text,
    absentTodo: 'name a place that holds the whole export, or wait until its delivery is complete',
  });
}

type Choice = {
  readonly chosen: readonly ManifestFiles[];
  readonly loose: readonly string[];
  readonly faults: readonly Fault[];
};

/**
 * Where a manifest is, it decides: only the files it names count, and older assemblies beside them, older executions
 * and the manifest's own copies do not (billing-files, Deliveries).
 */
async function chosenFiles(given: GivenFiles, place: Place): Promise<Choice> {
  const faults: Fault[] = [...given.faults];
  const read: ManifestFiles[] = [];
  const texts = await Promise.all(given.manifests.map(({ path }) => place.text(path)));
  for (const [at, { path, root }] of given.manifests.entries()) {
    try {
      const manifest = manifestOf(path, texts[at] ?? '');
      if (manifest !== null) read.push(await withFiles(manifest, root, place));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      faults.push(wholeFile(path, 'a manifest that is not JSON', 'download it again'));
    }
  }
  const chosen = [...Map.groupBy(read, ({ manifest }) => manifest.about).values()].map((versions) =>
    newestOf(versions, faults),
  );
  faults.push(...chosen.flatMap((one) => absentFaults(one, place)));

  const decided = new Set(read.flatMap(({ files }) => files));
  const monthFolders = read
    .flatMap(({ manifest, files }) => [manifest.path, ...files].map(monthFolderOf))
    .filter((folder) => folder !== null);
  const isDecided = (path: string) =>
    decided.has(path) || monthFolders.some((folder) => path.startsWith(folder + sep));
  const loose = given.billing.filter((path) => !isDecided(path));
  if (loose.length === 0 && chosen.length === 0 && faults.length === 0) {
    faults.push(
      ...given.folders.map((folder) =>
        wholeFile(
          folder,
          'a folder without billing files',
          'put the CSV, CSV.gz, CSV.zip or Parquet files in it',
        ),
      ),
    );
  }
  return { chosen, loose, faults };
}

/** Finds each key's file by the longest tail of the key that exists from the manifest's folder upwards. */
async function withFiles(manifest: Manifest, root: string | null, place: Place): Promise<ManifestFiles> {
  const files: string[] = [];
  const absent: string[] = [];
  for (const key of manifest.keys) {
    const file = await fileOfKey(key.split('/'), dirname(manifest.path), root, place);
    if (file === null) absent.push(key);
    else if (!files.includes(file)) files.push(file);
  }
  return { manifest, files, absent };
}

async function fileOfKey(
  segments: readonly string[],
  start: string,
  root: string | null,
  place: Place,
): Promise<string | null> {
  // A key is a name and no path: one that climbs would lead out of what was given.
  if (segments.includes('..')) return null;
  const bases = [start];
  for (let up = start; up !== root && bases.length < segments.length && up !== dirname(up); ) {
    up = dirname(up);
    bases.push(up);
  }
  for (let length = segments.length; length >= 1; length -= 1) {
    // A bare file name counts only beside the manifest: further up it could be another report's file.
    for (const base of length === 1 ? [start] : bases) {
      const path = join(base, ...segments.slice(-length));
      if (await place.isFile(path)) return path;
    }
  }
  return null;
}

/** Of the manifests of one thing: the date folder's before an assembly's own copy, then the newest (nothing is globbed). */
function newestOf(versions: readonly ManifestFiles[], faults: Fault[]): ManifestFiles {
  const depth = ({ manifest }: ManifestFiles) => manifest.path.split(sep).length;
  const shallowest = Math.min(...versions.map(depth));
  const ranked = versions
    .filter((version) => depth(version) === shallowest)
    .toSorted((a, b) => ((a.manifest.time ?? '') > (b.manifest.time ?? '') ? -1 : 1));
  const [first, second] = ranked;
  if (first === undefined) throw new RangeError('a group of manifests has at least one');
  if (second !== undefined && (first.manifest.time ?? '') === (second.manifest.time ?? '')) {
    faults.push(
      wholeFile(
        second.manifest.path,
        `a second manifest of the same report and month as ${first.manifest.path}, neither of them newer`,
        "give the date folder's own manifest too, or one of the two",
      ),
    );
  }
  return first;
}

function absentFaults({ manifest, absent }: ManifestFiles, { absentTodo }: Place): readonly Fault[] {
  const empty =
    manifest.keys.length === 0
      ? [wholeFile(manifest.path, 'a manifest that names no file', 'download it again')]
      : [];
  return [
    ...empty,
    ...absent.map((key) => wholeFile(manifest.path, `${key}, which is not there`, absentTodo)),
  ];
}

function duplicateFaults(files: readonly DeliveredFile[]): readonly Fault[] {
  return [...Map.groupBy(files, (file) => file.contentHash).values()].flatMap(([first, ...others]) =>
    others.map((other) =>
      wholeFile(other.path, `the same content as ${first?.path ?? ''}`, 'give each file once'),
    ),
  );
}
