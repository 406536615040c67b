import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput } from '../../application/errors.ts';
import type { DocumentFolder } from '../../application/ports.ts';

/** Beside the documents: which file was printed of which statement, one JSON object on each line. */
const REGISTER = 'documents.jsonl';

type Entry = {
  readonly file: string;
  readonly statement: string;
  readonly fingerprint: string;
  readonly sha256: string;
};

/**
 * A folder on disk. The register grows by a line for each file written, so a run that was cut off has it up to the
 * last whole file; a file that somebody changed or tore since is seen by its hash and written again.
 */
export async function documentFolder(option: string, folder: string): Promise<DocumentFolder> {
  const told = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw notWritten(`${option} ${folder}`, error);
    });
  await told(mkdir(folder, { recursive: true }));
  const register = join(folder, REGISTER);
  const entries = await readRegister(register);
  return {
    holds: async (file, fingerprint) => {
      const entry = entries.get(file);
      if (entry?.fingerprint !== fingerprint) return false;
      const bytes = await readFile(join(folder, file)).catch(() => null);
      return bytes !== null && sha256(bytes) === entry.sha256;
    },
    write: async (about, bytes) => {
      await told(
        writeWhole(join(folder, about.file), join(folder, `.${about.file}.${process.pid}.part`), bytes),
      );
      const entry = { ...about, sha256: sha256(bytes) };
      await told(appendFile(register, lineOf(entry)));
      entries.set(about.file, entry);
    },
    keepOnly: async (files) => {
      for (const file of [...entries.keys()].filter((one) => !files.has(one))) {
        await told(rm(join(folder, file), { force: true }));
        entries.delete(file);
      }
    },
    finish: async () => {
      const all = [...entries.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
      await told(writeWhole(register, `${register}.${process.pid}.part`, all.map(lineOf).join('')));
    },
  };
}

/** A last line that was torn off is as if its file had not been written. */
async function readRegister(path: string): Promise<Map<string, Entry>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const entries = text.split('\n').flatMap((line): [string, Entry][] => {
    try {
      const entry = JSON.parse(line) as Entry;
      return /^[^/\\\0]+$/.test(entry.file) ? [[entry.file, entry]] : [];
    } catch {
      return [];
    }
  });
  return new Map(entries);
}

async function writeWhole(path: string, part: string, bytes: Uint8Array | string): Promise<void> {
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

function lineOf({ file, statement, fingerprint, sha256: hash }: Entry): string {
  return `${JSON.stringify({ file, statement, fingerprint, sha256: hash })}\n`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function notWritten(place: string, error: unknown): BadInput {
  const seen = error instanceof Error ? error.message : String(error);
  return new BadInput([
    { file: place, row: null, column: null, seen, todo: 'name a folder that can be made and written' },
  ]);
}
