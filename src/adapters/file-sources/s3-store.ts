import type { Readable } from 'node:stream';
import type { _Object } from '@aws-sdk/client-s3';
import { BadInput } from '../../application/errors.ts';
import { type Checksum, checksumOf } from './checksum.ts';
import { nameOf, type Place } from './place.ts';
import { type Asking, storeFault } from './store-faults.ts';

/** A file as a listing shows it. Any change of its content changes the tag. */
export type ListedFile = {
  /** Which store it lies in: AWS's, or one of one's own. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly tag: string;
};

/** A store that is asked by the rules of S3, with the usual settings of AWS's tools. */
export type Store = {
  /** Everything under a place; throws BadInput when there are more than `most`. */
  readonly list: (place: Place) => Promise<readonly ListedFile[]>;
  /** What the file must come to; null: the store does not say. Throws when it is no longer the listed one. */
  readonly checksum: (file: ListedFile) => Promise<Checksum | null>;
  /** The file from a byte on, if it is still the listed one. */
  readonly read: (file: ListedFile, from: number) => Promise<Readable>;
  readonly close: () => void;
};

const CONNECT_MS = 10_000;
/** So long nothing may come: then the file counts as torn. */
const SILENT_MS = 60_000;

export async function s3Store(most: number): Promise<Store> {
  const aws = await import('@aws-sdk/client-s3');
  const { s3, endpoint } = await connected();
  const asked = async <T>(asking: Asking, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storeFault(error, asking, endpoint);
    }
  };
  /** An exact key comes first of all that begin with it. */
  const exactly = async ({ bucket, prefix }: Place): Promise<ListedFile[]> => {
    const command = new aws.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 });
    return filesOf({ endpoint, bucket }, (await s3.send(command)).Contents).filter(
      (file) => file.key === prefix,
    );
  };
  const inside = async (place: Place, folder: string): Promise<ListedFile[]> => {
    const files: ListedFile[] = [];
    const asking = { Bucket: place.bucket, Prefix: folder };
    for await (const { Contents } of aws.paginateListObjectsV2({ client: s3 }, asking)) {
      files.push(...filesOf({ endpoint, bucket: place.bucket }, Contents));
      if (files.length > most) throw tooMany(place, most);
    }
    return files;
  };
  return {
    list: (place) =>
      asked({ ...place, what: 'list' }, async () => {
        const isFolder = place.prefix === '' || place.prefix.endsWith('/');
        const files = await inside(place, isFolder ? place.prefix : `${place.prefix}/`);
        return files.length > 0 || isFolder ? files : exactly(place);
      }),
    checksum: (file) =>
      asked(reading(file), async () =>
        checksumOf(await s3.send(new aws.HeadObjectCommand({ ...objectOf(file), ChecksumMode: 'ENABLED' }))),
      ),
    read: (file, from) =>
      asked(reading(file), async () => {
        const range = from === 0 ? {} : { Range: `bytes=${from}-` };
        const { Body } = await s3.send(new aws.GetObjectCommand({ ...objectOf(file), ...range }));
        return Body as Readable;
      }),
    close: () => s3.destroy(),
  };
}

/** A store of one's own has no host name for each bucket, so its buckets stand in the path. */
async function connected() {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const settings = {
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
    followRegionRedirects: true,
    // Every file is proved once it is whole, a continued one too.
    responseChecksumValidation: 'WHEN_REQUIRED',
  } as const;
  const usual = new S3Client(settings);
  const endpoint = await usual.config.serviceConfiguredEndpoint?.();
  if (endpoint === undefined) return { s3: usual, endpoint: 'AWS' };
  usual.destroy();
  return { s3: new S3Client({ ...settings, forcePathStyle: true }), endpoint };
}

function objectOf({ bucket, key, tag }: ListedFile) {
  return { Bucket: bucket, Key: key, IfMatch: tag };
}

function reading({ bucket, key }: ListedFile): Asking {
  return { bucket, prefix: key, what: 'read' };
}

/** What ends in a slash is the mark of a folder. */
function filesOf(
  where: Pick<ListedFile, 'endpoint' | 'bucket'>,
  contents: readonly _Object[] = [],
): ListedFile[] {
  return contents
    .map(({ Key: key = '', Size: bytes = 0, ETag: tag = '' }) => ({ ...where, key, bytes, tag }))
    .filter(({ key }) => !key.endsWith('/'));
}

function tooMany({ bucket, prefix }: Place, most: number): BadInput {
  const file = nameOf(bucket, prefix);
  const seen = `more than ${most.toLocaleString('en-US')} files`;
  const todo = 'name a longer prefix, such as that of one export or one month';
  return new BadInput([{ file, row: null, column: null, seen, todo }]);
}
