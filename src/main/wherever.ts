import { homedir } from 'node:os';
import { join } from 'node:path';
import { billingFiles, chooseDeliveries } from '../adapters/billing-files/billing-files.ts';
import { type FilesElsewhere, filesElsewhere } from '../adapters/file-sources/files-elsewhere.ts';
import { BadInput } from '../application/errors.ts';

const MOST_FILES = 200_000;
const USUAL_GB = '50';

/** Billing files of this machine and of stores elsewhere, with the cache where the environment says. */
export function filesWherever(env: NodeJS.ProcessEnv, now = () => new Date()): FilesElsewhere {
  return filesElsewhere(billingFiles(), chooseDeliveries, {
    cacheFolder:
      env['CREDITBOOK_CACHE'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'creditbook'),
    mostBytes: bytesOf(env['CREDITBOOK_CACHE_GB'] ?? USUAL_GB),
    mostFiles: MOST_FILES,
    now,
  });
}

function bytesOf(gigabytes: string): number {
  if (/^\d{1,6}$/.test(gigabytes)) return Number(gigabytes) * 1_000_000_000;
  const seen = JSON.stringify(gigabytes);
  const todo = 'write whole gigabytes, such as 50';
  throw new BadInput([{ file: 'CREDITBOOK_CACHE_GB', row: null, column: null, seen, todo }]);
}
