import type { CheckResult } from '../../domain/checks/checks.ts';
import { checkBook } from '../checks/check-book.ts';
import type { Desk } from '../desk.ts';
import type { FetchProgress, ScanProgress } from '../ports.ts';
import { type ImportOptions, type ImportReport, importDeliveries } from './import-deliveries.ts';

export type CheckedImport = ImportReport & { readonly checks: readonly CheckResult[] };

/** An import of its own, with the checks that follow every import (K). */
export async function importAndCheck(
  desk: Desk,
  paths: readonly string[],
  options: ImportOptions,
  progress: ScanProgress,
  fetched?: FetchProgress,
): Promise<CheckedImport> {
  const report = await importDeliveries(desk, paths, options, progress, fetched);
  return { ...report, checks: await checkBook(desk, null) };
}
