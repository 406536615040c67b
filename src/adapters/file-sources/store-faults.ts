import { BadInput } from '../../application/errors.ts';
import { nameOf, type Place } from './place.ts';

/** What was asked of the store when it said no. */
export type Asking = Place & { readonly what: 'list' | 'read' };

type Told = readonly [seen: string, todo: string];

const RENEW = 'renew them, for example with aws sso login, and try again';
const GIVE =
  'name a profile with AWS_PROFILE, or give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role';

const BY_NAME: Readonly<Record<string, Told>> = {
  NoSuchBucket: [
    'no bucket of this name',
    'check the name, and AWS_ENDPOINT_URL if it is a store of your own',
  ],
  ExpiredToken: ['credentials that have expired', RENEW],
  ExpiredTokenException: ['credentials that have expired', RENEW],
  TokenRefreshRequired: ['credentials that have expired', RENEW],
  InvalidToken: ['credentials that the store does not take', RENEW],
  InvalidAccessKeyId: ['an access key that the store does not know', GIVE],
  SignatureDoesNotMatch: ['a secret key that is not the one of the access key', GIVE],
  CredentialsProviderError: ['no credentials, or a profile that cannot be used', GIVE],
  RequestTimeTooSkewed: ['a clock of this machine that is wrong', 'set it'],
  InvalidObjectState: ['a file in an archive class', 'restore it in the store first'],
  NoSuchKey: ['a file that was removed since it was listed', 'try again'],
  NotFound: ['a file that was removed since it was listed', 'try again'],
  PreconditionFailed: [
    'a file that changed while it was fetched',
    'wait until its delivery is complete, and try again',
  ],
};

/** How a refusal of the store is told; what is no refusal is thrown on as it is. */
export function storeFault(error: unknown, asking: Asking, endpoint: string): unknown {
  const told = toldOf(error, asking, endpoint);
  if (told === null) return error;
  const [seen, todo] = told;
  const file = nameOf(asking.bucket, asking.prefix);
  return new BadInput([{ file, row: null, column: null, seen, todo }]);
}

function toldOf(error: unknown, asking: Asking, endpoint: string): Told | null {
  if (!(error instanceof Error)) return null;
  const { status, code } = factsOf(error);
  const known = BY_NAME[error.name];
  if (known !== undefined) return known;
  if (/region is missing/i.test(error.message)) {
    return ['no region', 'set AWS_REGION, or a region in the profile'];
  }
  if (error.name === 'AccessDenied' || status === 403)
    return [`no right to ${asking.what} it`, policyFor(asking)];
  if (status === 404) return BY_NAME['NotFound'] ?? null;
  if (status === 412) return BY_NAME['PreconditionFailed'] ?? null;
  if (status === 429 || (status !== null && status >= 500)) {
    return [`a store that is too busy (${error.name})`, 'try again later'];
  }
  if (status !== null) return [`the store's answer ${error.name}`, 'look it up in the manual of the store'];
  if (code !== null || error.name === 'TimeoutError') {
    return [
      `no answer from ${endpoint} (${code ?? 'it took too long'})`,
      'check the network, and AWS_ENDPOINT_URL if it is a store of your own',
    ];
  }
  return null;
}

function policyFor({ bucket, prefix, what }: Asking): string {
  const folder = prefix.slice(0, prefix.indexOf('/') + 1);
  return what === 'list'
    ? `allow s3:ListBucket on arn:aws:s3:::${bucket}`
    : `allow s3:GetObject on arn:aws:s3:::${bucket}/${folder}*, and kms:Decrypt if its files are encrypted with a key`;
}

const NETWORK =
  /^(E[A-Z_]+|UND_ERR_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT\w*|UNABLE_TO_\w+)$/;
/** What this machine's own files say, such as a full disk, is not the store's. */
const OWN = new Set([
  'ENOSPC',
  'EACCES',
  'EDQUOT',
  'EIO',
  'EROFS',
  'EMFILE',
  'ENOENT',
  'EISDIR',
  'EEXIST',
  'ENOTDIR',
]);

function factsOf(error: Error): { readonly status: number | null; readonly code: string | null } {
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: unknown };
  const isNetwork = typeof code === 'string' && NETWORK.test(code) && !OWN.has(code);
  return { status: $metadata?.httpStatusCode ?? null, code: isNetwork ? code : null };
}

/** Cut off or silent in the middle of a file: what came so far is good, and the rest can be asked for. */
export function isTorn(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { status, code } = factsOf(error);
  return (
    (status === null || status === 200 || status === 206) &&
    (code !== null || error.name === 'TimeoutError' || /abort|premature/i.test(error.message))
  );
}
