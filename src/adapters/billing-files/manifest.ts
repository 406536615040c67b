import { basename, dirname } from 'node:path';
import { type BillingPeriod, isBillingPeriod } from '../../domain/period/billing-period.ts';

/** What a manifest says: the delivery's files by their keys in the cloud's store, and when it was written. */
export type Manifest = {
  readonly path: string;
  readonly keys: readonly string[];
  /** ISO instant; null where neither the manifest nor its keys have one (legacy and overwritten exports). */
  readonly time: string | null;
  /** What it is the manifest of: other manifests of the same thing are older versions or copies. */
  readonly about: string;
};

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a manifest of a legacy report (`reportKeys`), of a Data Export (`dataFiles`) or of an Azure export (`blobs`).
 * null: another file of that name, such as a Redshift manifest. Throws SyntaxError when it is not JSON.
 */
export function manifestOf(path: string, text: string): Manifest | null {
  const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (json === null || typeof json !== 'object') return null;
  const manifest = json as Json;
  const keys = texts(manifest['reportKeys']) ?? texts(manifest['dataFiles']) ?? blobNames(manifest['blobs']);
  if (keys === null) return null;
  const paths = keys.map((key) => key.replace(/^[a-z0-9]+:\/\/[^/]+\//i, ''));
  const period = (manifest['billingPeriod'] as Json | undefined)?.['start'];
  const name = manifest['exportArn'] ?? manifest['reportId'] ?? manifest['reportName'] ?? basename(path);
  return {
    path,
    keys: paths,
    time: timeOf(manifest, paths),
    about: JSON.stringify([homeOf(path), name, manifest['account'] ?? null, period ?? null]),
  };
}

/** Folders that belong to one month of one report and hold nothing else: the manifest decides what counts there. */
const MONTH_FOLDER = /^(\d{8}-\d{8}|BILLING_PERIOD=\d{4}-\d{2}|month=\d{1,2})$/i;

/** The nearest month folder a file lies in, null when there is none. */
export function monthFolderOf(path: string): string | null {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (MONTH_FOLDER.test(basename(folder))) return folder;
  }
  return null;
}

/** The month a file's folders say it belongs to, null when they say none. */
export function monthSaid(path: string): BillingPeriod | null {
  const day = /[/](\d{4})(\d{2})\d{2}-\d{8}[/]/.exec(path);
  const period = /[/]BILLING_PERIOD=(\d{4})-(\d{2})[/]/i.exec(path);
  const parts = /[/]year=(\d{4})[/]month=(\d{1,2})[/]/i.exec(path);
  const [, year, month] = day ?? period ?? parts ?? [];
  const said = `${year}-${(month ?? '').padStart(2, '0')}`;
  return isBillingPeriod(said) ? said : null;
}

function homeOf(path: string): string {
  return monthFolderOf(path) ?? dirname(path);
}

/** Newer reports carry the instant as their assembly id, Data Exports in the folder of their files. */
function timeOf(manifest: Json, keys: readonly string[]): string | null {
  const submitted = (manifest['runInfo'] as Json | undefined)?.['submittedTime'];
  const places = [submitted, manifest['assemblyId'], ...keys].filter((place) => typeof place === 'string');
  for (const place of places) {
    const long = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/.exec(place);
    if (long !== null) return instant(long[0]);
    const short = /(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z/.exec(place);
    if (short !== null) return instant(`${short.slice(1, 4).join('-')}T${short.slice(4, 7).join(':')}Z`);
  }
  return null;
}

/** One way to write an instant, so that texts compare as times do. */
function instant(text: string): string | null {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
}

function blobNames(value: unknown): readonly string[] | null {
  return Array.isArray(value)
    ? texts(value.map((blob: unknown) => (blob as Json | null)?.['blobName']))
    : null;
}
