import type { LoadCount } from '../../../application/desk.ts';
import type { LoadReport } from '../../../application/month-folder/load-folder.ts';
import { ink } from './ink.ts';

const KINDS = [
  ['resellers', 'resellers'],
  ['customers', 'customers'],
  ['accounts', 'accounts'],
  ['prices', 'prices'],
  ['rules', 'rules'],
  ['grants', 'grants'],
  ['creditRecords', 'credit records'],
  ['drawdowns', 'drawdowns'],
] as const;

/** What a load did, or with a dry run would do. */
export function loadText(report: LoadReport, dryRun: boolean): string {
  const loaded = KINDS.filter(([kind]) => sum(report[kind]) > 0);
  const widest = Math.max(10, ...loaded.map(([, name]) => name.length));
  const counts = loaded.map(([kind, name]) => `  ${name.padEnd(widest)} ${countText(report[kind])}`);
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
