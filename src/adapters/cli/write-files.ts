import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BadInput } from '../../application/errors.ts';

/** What a person names as the file to have it on stdout. */
export const STDOUT = '-';

/** Makes the folder of the results, so that a wrong path is told before the long work. */
export async function makeFolder(option: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw notWritten(option, folder, error);
  });
}

/** Writes every file under a name of its own first and renames them at the end: nobody ever reads half a file. */
export async function writeWhole(
  option: string,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const parts = Object.entries(files).map(([name, text]) => ({
    path: join(folder, name),
    part: join(folder, `.${name}.${process.pid}.part`),
    text,
  }));
  try {
    for (const { part, text } of parts) await writeFile(part, text, { flush: true });
    for (const { path, part } of parts) await rename(part, path);
  } catch (error) {
    throw notWritten(option, folder, error);
  } finally {
    for (const { part } of parts) await rm(part, { force: true });
  }
}

/** The same for one file that is too long to be held as a whole. */
export async function writeWholeFrom(
  option: string,
  path: string,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  // Only what the disk refuses is the person's to mend; what the pieces come from has faults of its own.
  const told = <T>(write: Promise<T>): Promise<T> =>
    write.catch((error: unknown) => {
      throw notWritten(option, path, error);
    });
  const file = await told(open(part, 'w'));
  try {
    for await (const piece of pieces) await told(file.writeFile(piece));
    await told(file.sync());
    await told(rename(part, path));
  } finally {
    await file.close();
    await rm(part, { force: true });
  }
}

export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function notWritten(option: string, path: string, error: unknown): BadInput {
  const why = error instanceof Error ? error.message : String(error);
  const todo = 'name a folder that can be made and written';
  return new BadInput([{ file: `${option} ${path}`, row: null, column: null, seen: why, todo }]);
}
