import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Fault } from '../../application/errors.ts';

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
      faults.push({
        file: path,
        row: null,
        column: null,
        seen: 'no such file or folder',
        todo: 'check the path',
      });
    } else if (kind === 'file') {
      if (MANIFEST_NAME.test(path)) manifests.set(path, { path, root: null });
      else billing.add(path);
    } else {
      folders.push(path);
      for (const file of await filesUnder(path, new Set())) {
        if (MANIFEST_NAME.test(file)) manifests.set(file, manifests.get(file) ?? { path: file, root: path });
        else if (BILLING_NAME.test(file)) billing.add(file);
        else if (SPREADSHEET_NAME.test(file)) {
          faults.push({
            file,
            row: null,
            column: null,
            seen: 'a spreadsheet',
            todo: 'give the CSV or Parquet file as the cloud wrote it',
          });
        }
      }
    }
  }
  return { manifests: [...manifests.values()], billing: [...billing].sort(), folders, faults };
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
    if (name.startsWith('.') || name === '__MACOSX') continue;
    const path = join(folder, name);
    const kind = await kindOf(path);
    if (kind === 'folder') files.push(...(await filesUnder(path, seen)));
    else if (kind === 'file') files.push(path);
  }
  return files;
}
