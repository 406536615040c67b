import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checksumOf, comesTo } from './checksum.ts';

/** The digits 1 to 9: what each algorithm makes of them stands in its definition. */
const DIGITS = {
  SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
  SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
  CRC64NVME: 'ae8b14860a799888',
  CRC32C: 'e3069283',
  CRC32: 'cbf43926',
  MD5: '25f9e794323b453885f5181f1b624d0b',
} as const;

test.each(Object.entries(DIGITS) as [keyof typeof DIGITS, string][])(
  '%s proves a file, and a changed one is found',
  async (kind, hex) => {
    const folder = mkdtempSync(join(tmpdir(), 'creditbook-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'digits');
    const checksum = { kind, value: Buffer.from(hex, 'hex').toString('base64') };
    writeFileSync(path, '123456789');
    expect(await comesTo(path, checksum)).toBe(true);
    writeFileSync(path, '123456788');
    expect(await comesTo(path, checksum)).toBe(false);
  },
);

const TAG = '"25f9e794323b453885f5181f1b624d0b"';
const MD5 = { kind: 'MD5', value: 'JfnnlDI7RTiF9RgfG2JNCw==' };

test.each([
  [
    'the checksum of the whole file',
    { ChecksumCRC64NVME: 'a', ChecksumType: 'FULL_OBJECT', ETag: TAG },
    { kind: 'CRC64NVME', value: 'a' },
  ],
  [
    'the best of several',
    { ChecksumCRC32: 'a', ChecksumSHA256: 'b', ETag: TAG },
    { kind: 'SHA256', value: 'b' },
  ],
  ['the tag of a file put in one piece', { ETag: TAG }, MD5],
  ['the tag, where the store encrypts with its own key', { ETag: TAG, ServerSideEncryption: 'AES256' }, MD5],
  [
    'nothing of one put in several pieces',
    { ETag: '"25f9e794323b453885f5181f1b624d0b-3"', ChecksumSHA256: 'b-3', ChecksumType: 'COMPOSITE' },
    null,
  ],
  [
    'nothing of the tag of one encrypted with a key of KMS',
    { ETag: TAG, ServerSideEncryption: 'aws:kms' },
    null,
  ],
  [
    'nothing of the tag of one encrypted with a key of its owner',
    { ETag: TAG, SSECustomerAlgorithm: 'AES256' },
    null,
  ],
])('what proves a file is %s', (_, proofs, checksum) => {
  expect(checksumOf(proofs)).toEqual(checksum);
});
