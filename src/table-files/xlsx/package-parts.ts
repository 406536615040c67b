import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import yauzl, { type Entry } from 'yauzl';
import { brokenWorkbook, UnusableWorkbook } from './unusable-workbook.ts';

/** The files inside a workbook, by path. */
export type PackageParts = {
  readonly names: readonly string[];
  /** null: there is no such part. */
  readonly open: (name: string) => Promise<Readable | null>;
  readonly close: () => void;
};

export type PackageLimits = {
  /** Of all parts together once they are unpacked: a small file may hold far more than a memory. */
  readonly unpackedBytes: number;
  readonly parts: number;
};
export const PACKAGE_LIMITS: PackageLimits = { unpackedBytes: 500_000_000, parts: 2_000 };

const OLD_OR_LOCKED = [0xd0, 0xcf, 0x11, 0xe0];

/** Opens the zip that an .xlsx is. What every part says it unpacks to is held against what it does unpack to. */
export async function openPackage(path: string, limits: PackageLimits): Promise<PackageParts> {
  await refuseOtherFiles(path);
  const zip = await yauzl.openPromise(path, { autoClose: false }).catch(() => {
    throw brokenWorkbook();
  });
  try {
    if (zip.entryCount > limits.parts)
      throw new UnusableWorkbook(`${zip.entryCount} files inside it`, 'check that it is a workbook');
    const entries = new Map<string, Entry>();
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize;
      if (entry.isEncrypted())
        throw new UnusableWorkbook('a workbook with a password', 'save it without one');
      if (entries.has(entry.fileName)) throw brokenWorkbook();
      entries.set(entry.fileName, entry);
    }
    if (bytes > limits.unpackedBytes) {
      throw new UnusableWorkbook(
        `a workbook that unpacks to ${bytes} bytes`,
        `at most ${limits.unpackedBytes} are read: check that it is the right file, or split it`,
      );
    }
    return {
      names: [...entries.keys()],
      open: async (name) => {
        const entry = entries.get(name);
        return entry === undefined ? null : zip.openReadStreamPromise(entry);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof UnusableWorkbook ? error : brokenWorkbook();
  }
}

async function refuseOtherFiles(path: string): Promise<void> {
  const file = await open(path);
  const head = Buffer.alloc(4);
  try {
    await file.read(head, 0, 4, 0);
  } finally {
    await file.close();
  }
  if (head.toString('latin1', 0, 2) === 'PK') return;
  if (OLD_OR_LOCKED.every((byte, at) => head[at] === byte)) {
    throw new UnusableWorkbook(
      'a workbook in the old format, or one with a password',
      'save it as .xlsx without a password',
    );
  }
  throw new UnusableWorkbook('a file that is no workbook', 'save it as .xlsx, or as CSV UTF-8 named .csv');
}
