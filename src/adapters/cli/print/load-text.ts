import type { LoadCount } from '../../../application/desk.ts';
import type { LoadReport } from '../../../application/load-folder.ts';
import { ink } from './ink.ts';

const KINDS = ['resellers', 'customers', 'accounts', 'prices', 'rules', 'grants'] as const;

/** What a load did, or with a dry run would do. */
export function loadText(report: LoadReport, dryRun: boolean): string {
  const counts = KINDS.filter((kind) => sum(report[kind]) > 0).map(
    (kind) => `  ${kind.padEnd(10)} ${countText(report[kind])}`,
  );
  const settings = report.settingsChanged ? ['  settings   changed'] : [];
  const warnings = report.warnings.map((warning) => `  ${ink.yellow('look:')} ${warning}`);
  const nothing = counts.length + settings.length === 0 ? ['  nothing to load'] : [];
  const title = dryRun ? 'Would load (dry run, nothing was saved)' : 'Loaded';
  return [ink.bold(title), ...counts, ...settings, ...nothing, ...warnings].join('\n');
}

function countText({ added, changed, same }: LoadCount): string {
  return `${added} new, ${changed} changed, ${same} the same`;
}

function sum({ added, changed, same }: LoadCount): number {
  return added + changed + same;
}
