import { onTestFinished } from 'vitest';
import { billingFiles, chooseDeliveries } from '../../src/adapters/billing-files/billing-files.ts';
import {
  type ElsewhereSettings,
  type FilesElsewhere,
  filesElsewhere,
} from '../../src/adapters/file-sources/files-elsewhere.ts';
import { BadInput, faultText } from '../../src/application/errors.ts';
import type { DeliveredMonth } from '../../src/domain/line-item/delivered-month.ts';
import { EVERYTHING, newFolder } from '../billing-files/made-files.ts';

export function newElsewhere(settings: Partial<ElsewhereSettings> = {}): FilesElsewhere {
  const elsewhere = filesElsewhere(billingFiles(), chooseDeliveries, {
    cacheFolder: settings.cacheFolder ?? newFolder(),
    mostBytes: 1_000_000_000,
    mostFiles: 200_000,
    now: () => new Date(),
    ...settings,
  });
  onTestFinished(() => elsewhere.close());
  return elsewhere;
}

export async function monthsAt(
  { billingFiles: files }: FilesElsewhere,
  paths: readonly string[],
): Promise<readonly DeliveredMonth[]> {
  return files.summarise(await files.find(paths), EVERYTHING, () => undefined);
}

/** What is told of input that cannot be used, a fault a line. */
export async function toldOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof BadInput) return error.faults.map(faultText).join('\n');
    throw error;
  }
  return 'nothing was wrong';
}
