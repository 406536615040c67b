/** A place in a store: everything under a prefix, or the one file of that key. */
export type Place = { readonly bucket: string; readonly prefix: string };

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export function isElsewhere(path: string): boolean {
  return /^[a-z][a-z0-9+]+:\/\//i.test(path);
}

/** What is wrong with `s3://bucket/prefix` as it was written; null: nothing. */
export function placeFault(text: string): string | null {
  const { scheme = '', bucket = '' } = partsOf(text) ?? {};
  if (scheme !== 's3') return 'write the place as s3://bucket/prefix: no other store is read';
  if (!BUCKET.test(bucket) || bucket.includes('..')) {
    return 'write s3:// and then the name of the bucket, which has 3 to 63 small letters, digits, dots and dashes';
  }
  return Buffer.byteLength(text) > 1_024 ? 'a prefix is shorter than 1,024 bytes' : null;
}

/** Only for a text without a fault. */
export function placeOf(text: string): Place {
  const { bucket = '', prefix = '' } = partsOf(text) ?? {};
  return { bucket, prefix };
}

/** How a file of the store is called wherever a person reads of it, and in the book. */
export function nameOf(bucket: string, key: string): string {
  return `s3://${bucket}/${key}`;
}

function partsOf(text: string) {
  return /^(?<scheme>[a-z0-9+]+):\/\/(?<bucket>[^/]*)(?:\/(?<prefix>.*))?$/su.exec(text)?.groups;
}
