import { BadInput } from '../../application/errors.ts';
import { nameOf } from './place.ts';
import type { ListedFile } from './s3-store.ts';

/** What lies in a folder here, called as it is called in the store. */
export type Naming = (text: string) => string;

/** `folder` is where the place lies, in a root that is laid out as the store, and `place` what a person called it. */
export function namingIn(
  root: string,
  { folder, place }: { readonly folder: string; readonly place: string },
  files: ReadonlyMap<string, Pick<ListedFile, 'bucket' | 'key'>>,
): Naming {
  return (text) => {
    if (text === folder) return place;
    const file = files.get(text);
    // A sentence that names a file; a path of a folder inside.
    return file === undefined ? text.replaceAll(`${root}/`, 's3://') : nameOf(file.bucket, file.key);
  };
}

/** Faults speak of files as they are called where they lie. */
export async function toldWith<T>(naming: Naming, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(
      error.faults.map((fault) => ({ ...fault, file: naming(fault.file), seen: naming(fault.seen) })),
    );
  }
}
