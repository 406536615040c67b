import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Fault } from '../../application/errors.ts';
import { wholeFile } from './whole-file.ts';

/** The files a command was given, before anything is known about them. */
export type GivenFiles = {
  readonly manifests: readonly { readonly path: string; readonly root: string | null }[];
  readonly billing: readonly string[];
  /** Folders that were given and what was wrong with paths. */
  readonly folders: readonly string[];
  readonly faults: readonly Fault[];
};

const BILLING_NAME = /\.(csv|gz|zip|parquet)$/i;
/** People save these from a spreadsheet and take them for the billing file; silence would look like success. */
const SPREADSHEET_NAME = /\.(xlsx?|xlsb|ods|tsv|numbers)$/i;
const MANIFEST_NAME = /manifest\.json$/i;

/** Lists folders to the bottom; names decide what a folder offers, a file named in the command is always taken. */
export async function givenFiles(paths: readonly string[]): Promise<GivenFiles> {
  const manifests = new Map<string, { path: string; root: string | null }>();
  const billing = new Set<string>();
  const folders: string[] = [];
  const faults: Fault[] = [];
  for (const path of paths.map((given) => resolve(given))) {
    const kind = await kindOf(path);
    if (kind === null) {
      faults.push(wholeFile(path, 'no such file or folder', 'check the path'));
    } else if (kind === 'file') {
      if (MANIFEST_NAME.test(path)) manifests.set(path, { path, root: null });
      else billing.add(path);
    } else {
      const inside = sortedOut(path, await filesUnder(path, new Set()));
      folders.push(path);
      for (const one of inside.manifests) if (!manifests.has(one.path)) manifests.set(one.path, one);
      for (const file of inside.billing) billing.add(file);
      faults.push(...inside.faults);
    }
  }
  return { manifests: [...manifests.values()], billing: [...billing].sort(), folders, faults };
}

/** The files of a folder by what their names say; what is hidden or names nothing of ours is passed over. */
export function sortedOut(folder: string, files: readonly string[]): GivenFiles {
  const seen = files.filter((file) => !relative(folder, file).split(sep).some(isHidden));
  const isManifest = (file: string): boolean => MANIFEST_NAME.test(file);
  const rest = seen.filter((file) => !isManifest(file));
  return {
    manifests: seen.filter(isManifest).map((path) => ({ path, root: folder })),
    billing: rest.filter((file) => BILLING_NAME.test(file)),
    folders: [folder],
    faults: rest
      .filter((file) => SPREADSHEET_NAME.test(file))
      .map((file) => wholeFile(file, 'a spreadsheet', 'give the CSV or Parquet file as the cloud wrote it')),
  };
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX';
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  const stats = await stat(path).catch(() => null);
  if (stats === null) return null;
  return stats.isDirectory() ? 'folder' : 'file';
}

async function filesUnder(folder: string, seen: Set<string>): Promise<readonly string[]> {
  const real = await realpath(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const files: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (isHidden(name)) continue;
    const path = join(folder, name);
    const kind = await kindOf(path);
    if (kind === 'folder') files.push(...(await filesUnder(path, seen)));
    else if (kind === 'file') files.push(path);
  }
  return files;
}
