import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { billingFiles } from '../../src/adapters/billing-files/billing-files.ts';
import { BadInput, faultText } from '../../src/application/errors.ts';
import type { FoundDelivery, ScanProgress } from '../../src/application/ports.ts';
import { EVERYTHING, faultsOf, gz, legacyCsv, newFolder, put, readMonth, totals } from './made-files.ts';

/** The unpacker is given so much of a file at a time. */
const READ_AT_ONCE = 1 << 20;

const LINES = Array.from({ length: 4000 }, (_, index) => ({
  cost: `${index}.25`,
  description: `line ${index} ${(index * 7919) % 4000}`,
}));
const TEXT = legacyCsv(LINES);
const HALF = TEXT.indexOf('\n', TEXT.length >> 1) + 1;
const WHOLE = '7999000';
const PACKED = gz(TEXT);

/** A gzip member that is `length` bytes long: a comment in its header fills it up. */
function memberOfLength(text: string, length: number): Buffer {
  const plain = gzipSync(text);
  const header = Buffer.from(plain.subarray(0, 10));
  header[3] = 0x10;
  const comment = Buffer.alloc(length - plain.length, 'c');
  comment[comment.length - 1] = 0;
  return Buffer.concat([header, comment, plain.subarray(10)]);
}

function withByteFlipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8((changed[at] ?? 0) ^ 0x10, at);
  return changed;
}

const WHOLE_FILES: Readonly<Record<string, Buffer>> = {
  'one member': PACKED,
  'two members': Buffer.concat([gz(TEXT.slice(0, HALF)), gz(TEXT.slice(HALF))]),
  'two members, cut inside a line': Buffer.concat([gz(TEXT.slice(0, HALF + 9)), gz(TEXT.slice(HALF + 9))]),
  'a member that ends where a piece that is read at once ends': Buffer.concat([
    memberOfLength(TEXT.slice(0, HALF), READ_AT_ONCE),
    gz(TEXT.slice(HALF)),
  ]),
  'an empty member between two': Buffer.concat([gz(TEXT.slice(0, HALF)), gz(''), gz(TEXT.slice(HALF))]),
  'zeros behind it, as a tape or a block store leaves them': Buffer.concat([PACKED, Buffer.alloc(1024)]),
};

const NOT_WHOLE_FILES: Readonly<Record<string, Buffer>> = {
  'torn in the middle': PACKED.subarray(0, PACKED.length >> 1),
  'torn in its trailer': PACKED.subarray(0, PACKED.length - 5),
  'torn before its trailer': PACKED.subarray(0, PACKED.length - 8),
  'torn in its header': PACKED.subarray(0, 6),
  'a byte of its lines altered, length unchanged': withByteFlipped(PACKED, PACKED.length >> 1),
  'its checksum altered': withByteFlipped(PACKED, PACKED.length - 7),
  'its length altered': withByteFlipped(PACKED, PACKED.length - 3),
  'its second member torn': Buffer.concat([gz(TEXT.slice(0, HALF)), gz(TEXT.slice(HALF)).subarray(0, -9)]),
  'its second member torn, the first ending where a piece that is read at once ends': Buffer.concat([
    memberOfLength(TEXT.slice(0, HALF), READ_AT_ONCE),
    gz(TEXT.slice(HALF)).subarray(0, -9),
  ]),
  'its second member altered': Buffer.concat([
    gz(TEXT.slice(0, HALF)),
    withByteFlipped(gz(TEXT.slice(HALF)), gz(TEXT.slice(HALF)).length - 7),
  ]),
  'rubbish behind it': Buffer.concat([PACKED, Buffer.from('and more')]),
};

describe('a packed file is read whole or not at all', () => {
  it.each(Object.entries(WHOLE_FILES))('%s: every line counts', async (_, bytes) => {
    const month = await readMonth([put(newFolder(), 'cur.csv.gz', bytes)]);
    expect([month.delivery.lines, totals(month, 'line-type')]).toEqual([LINES.length, { Usage: WHOLE }]);
  });

  it.each(Object.entries(NOT_WHOLE_FILES))('%s: told', async (_, bytes) => {
    expect((await faultsOf([put(newFolder(), 'cur.csv.gz', bytes)])).map(faultText)).toEqual([
      'cur.csv.gz: saw a torn gzip file; download it again',
    ]);
  });

  it('one torn file among many is told by its name, and what is wrong with the others too', async () => {
    const folder = newFolder();
    for (const part of [1, 2, 4, 5]) put(folder, `cur-${part}.csv.gz`, gz(legacyCsv([{ cost: `${part}` }])));
    put(folder, 'cur-3.csv.gz', NOT_WHOLE_FILES['torn in the middle'] ?? '');
    put(folder, 'cur-6.csv.gz', gz(legacyCsv([{}, { cost: 'none' }])));
    put(folder, 'cur-7.csv.gz', gz(`${legacyCsv([{}])}one,two\n`));
    expect((await faultsOf([folder])).map(faultText)).toEqual([
      'cur-3.csv.gz: saw a torn gzip file; download it again',
      'cur-6.csv.gz, row 3, lineItem/UnblendedCost: saw "none", which is not a number the book can hold; write the cost as a decimal number such as -12.5 or 7.0E-10',
      'cur-7.csv.gz, row 3: saw a row of 2 cells where the header has 10; give the file as the cloud wrote it, whole',
    ]);
  });

  it('more files than are scanned at once, of several months, each under the month it is of', async () => {
    const folder = newFolder();
    const files = Array.from({ length: 40 }, (_, part) => {
      const payer = part % 3 === 0 ? '111122223333' : '444455556666';
      return put(folder, `cur-${part}.csv.gz`, gz(legacyCsv([{ payer, cost: `${part}` }])));
    });
    const found = await billingFiles().find([folder]);
    const months = await billingFiles().summarise(found, EVERYTHING, () => undefined);
    expect(months.map(({ delivery }) => [delivery.payerAccount, delivery.lines])).toEqual([
      ['111122223333', 14],
      ['444455556666', 26],
    ]);
    expect(months[0]?.delivery.files.map((file) => file.path)).toEqual(
      files.filter((_, part) => part % 3 === 0).sort(),
    );
  });
});

describe('what is read is what was hashed (N1)', () => {
  const CHANGED = 'cur.csv: saw a file that changed while it was read; wait until it is whole, and run again';
  const text = (cost: string) => legacyCsv([{ cost }]);

  async function told(
    change: (path: string) => void,
    when: 'before the scan' | 'during it' = 'before the scan',
    name = 'cur.csv',
  ): Promise<readonly string[]> {
    const folder = newFolder();
    const path = put(folder, name, name.endsWith('.gz') ? gz(text('1.25')) : text('1.25'));
    const files = billingFiles();
    const found = await files.find([path]);
    if (when === 'before the scan') change(path);
    const progress: ScanProgress = () => (when === 'during it' ? change(path) : undefined);
    return messagesOf(folder, found, progress);
  }

  async function messagesOf(
    folder: string,
    found: readonly FoundDelivery[],
    progress: ScanProgress = () => undefined,
  ): Promise<readonly string[]> {
    try {
      await billingFiles().summarise(found, EVERYTHING, progress);
    } catch (error) {
      if (error instanceof BadInput)
        return error.faults.map((fault) => faultText(fault).replaceAll(`${folder}/`, ''));
      throw error;
    }
    return [];
  }

  it('a file that was written to between hashing and scanning is refused', async () => {
    expect(await told((path) => writeFileSync(path, text('1.25') + text('2.25').split('\n')[1]))).toEqual([
      CHANGED,
    ]);
  });

  it('and one whose length and time were kept', async () => {
    const then = new Date('2026-05-01T00:00:00Z');
    expect(
      await told((path) => {
        writeFileSync(path, text('9.25'));
        utimesSync(path, then, then);
      }),
    ).toEqual([CHANGED]);
  });

  it('and another file put in its place, packed or not', async () => {
    const swap = (path: string): void => {
      writeFileSync(`${path}.new`, path.endsWith('.gz') ? gz(text('9.25')) : text('9.25'));
      renameSync(`${path}.new`, path);
    };
    expect(await told(swap)).toEqual([CHANGED]);
    expect(await told(swap, 'during it')).toEqual([CHANGED]);
    expect(await told(swap, 'before the scan', 'cur.csv.gz')).toEqual([
      CHANGED.replace('cur.csv', 'cur.csv.gz'),
    ]);
  });

  it('a file whose hash the book has from long ago is read again only if it has that hash still', async () => {
    const folder = newFolder();
    const path = put(folder, 'cur.csv', text('1.25'));
    const found = await billingFiles().find([path]);
    const fromTheBook = found.map(({ files }) => ({
      files: files.map((file) => ({ ...file })),
      manifest: null,
    }));
    expect(await messagesOf(folder, fromTheBook)).toEqual([]);
    writeFileSync(path, text('9.25'));
    expect(await messagesOf(folder, fromTheBook)).toEqual([CHANGED]);
  });

  it('large files are hashed by threads, to the same hashes', async () => {
    const folder = newFolder();
    const small = put(folder, 'a.csv', text('1'));
    const [alone] = await billingFiles().find([small]);
    const filler = `${'x'.repeat(1 << 20)}`;
    const large = ['b', 'c'].map((name) => put(folder, join('big', `${name}.csv`), name + filler.repeat(17)));
    const together = await billingFiles().find([small, ...large]);
    const hashes = together.flatMap(({ files }) => files.map((file) => file.contentHash));
    expect(hashes[0]).toBe(alone?.files[0]?.contentHash);
    expect(new Set(hashes).size).toBe(3);
    expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});
