import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';

/** What the whole file must come to, as the store says it. */
export type Checksum = { readonly kind: Kind; readonly value: string };

type Kind = 'SHA256' | 'SHA1' | 'CRC64NVME' | 'CRC32C' | 'CRC32' | 'MD5';
type Running = {
  readonly add: (bytes: Uint8Array) => void;
  readonly end: () => Promise<Uint8Array> | Uint8Array;
};

/** What the store answers about an object, as far as it proves its content. */
export type Proofs = Readonly<Partial<Record<`Checksum${Exclude<Kind, 'MD5'>}`, string | undefined>>> & {
  readonly ChecksumType?: string | undefined;
  readonly ETag?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
};

const BEST_FIRST = ['SHA256', 'SHA1', 'CRC64NVME', 'CRC32C', 'CRC32'] as const;

/**
 * The best checksum of the whole file that the store has; null where it has none. An ETag is the MD5 of an object that
 * was put in one piece and not encrypted with a key of KMS or of the owner's own.
 */
export function checksumOf(proofs: Proofs): Checksum | null {
  for (const kind of BEST_FIRST) {
    const value = proofs[`Checksum${kind}`];
    // One of the parts' checksums says nothing about the file without knowing the parts.
    if (value !== undefined && proofs.ChecksumType !== 'COMPOSITE' && !value.includes('-'))
      return { kind, value };
  }
  const tag = /^"?([0-9a-f]{32})"?$/.exec(proofs.ETag ?? '')?.[1];
  const isPlain =
    (proofs.ServerSideEncryption ?? 'AES256') === 'AES256' && proofs.SSECustomerAlgorithm === undefined;
  if (tag === undefined || !isPlain) return null;
  return { kind: 'MD5', value: Buffer.from(tag, 'hex').toString('base64') };
}

/** Whether the file, as it lies on disk now, comes to the checksum. */
export async function comesTo(path: string, { kind, value }: Checksum): Promise<boolean> {
  const running = await RUNNING[kind]();
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }))
    running.add(bytes as Uint8Array);
  return Buffer.from(await running.end()).toString('base64') === value;
}

const RUNNING: Readonly<Record<Kind, () => Running | Promise<Running>>> = {
  SHA256: () => hashed('sha256'),
  SHA1: () => hashed('sha1'),
  MD5: () => hashed('md5'),
  CRC64NVME: async () => awaited(new (await crc()).Crc64Nvme()),
  CRC32C: async () => awaited(new (await crc()).Crc32cJs()),
  CRC32: () => {
    let sum = 0;
    return {
      add: (bytes) => {
        sum = crc32(bytes, sum);
      },
      end: () => {
        const four = Buffer.alloc(4);
        four.writeUInt32BE(sum);
        return four;
      },
    };
  },
};

const crc = () => import('@aws-sdk/checksums/crc');

function hashed(algorithm: string): Running {
  const hash = createHash(algorithm);
  return { add: (bytes) => hash.update(bytes), end: () => hash.digest() };
}

function awaited(sum: { update(bytes: Uint8Array): void; digest(): Promise<Uint8Array> }): Running {
  return { add: (bytes) => sum.update(bytes), end: () => sum.digest() };
}
