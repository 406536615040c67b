import { importAndCheck } from '../../../application/deliveries/import-and-check.ts';
import type { Run } from '../command-run.ts';
import type { ImportCommandOptions } from '../options.ts';
import { type CheckResult, checksJson, controlSheet, hasFailed } from '../print/control-sheet.ts';
import { importTable } from '../print/import-text.ts';
import { ink } from '../print/ink.ts';
import { heading } from '../print/table.ts';
import { shownFetching, shownProgress } from '../progress.ts';
import type { ExitCode } from '../world.ts';

/** What an import may leave for a person to cure. */
const ABOUT_THE_IMPORT: readonly CheckResult['check'][] = ['nothing-unmapped', 'unknown-line-types'];

export async function importPaths(
  run: Run,
  paths: readonly string[],
  options: ImportCommandOptions,
): Promise<ExitCode> {
  const desk = await run.desk('make');
  const progress = await shownProgress(run.world);
  const how = { final: options.final === true, replace: options.replace === true };
  const report = await importAndCheck(desk, paths, how, progress.scanned, shownFetching(run.world)).finally(
    progress.end,
  );
  const checks = report.checks.filter(
    (check) => !check.ok && (check.severity === 'error' || ABOUT_THE_IMPORT.includes(check.check)),
  );
  run.answer({ months: report.months, checks: checksJson(checks) }, () =>
    [ink.bold('Imported'), importTable(report.months, true), ...left(checks)].join('\n'),
  );
  return hasFailed(checks) ? 1 : 0;
}

function left(checks: readonly CheckResult[]): string[] {
  if (checks.length === 0) return ['\nEvery account is mapped and every line type known; no check fails.'];
  return [heading('To look at'), controlSheet(checks)];
}
