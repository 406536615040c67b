import type { TableReport } from '../../../application/tables/bring-in.ts';
import { ink } from './ink.ts';

const CHANGES_SHOWN = 40;

/** What bringing a table in did, or would do, row by row. */
export function tableText({ subject, dryRun, count, rows, moreRows, warnings }: TableReport): string {
  const title = dryRun ? `Would load ${subject} (dry run, nothing was saved)` : `Loaded ${subject}`;
  const shown = rows.slice(0, CHANGES_SHOWN).map(changeText);
  const more = rows.length - shown.length + moreRows;
  return [
    ink.bold(title),
    `  ${count.added} new, ${count.changed} changed, ${count.same} the same`,
    ...shown,
    ...(more > 0 ? [`  … and ${more} more rows`] : []),
    ...warnings.map((warning) => `  ${ink.yellow('look:')} ${warning}`),
  ].join('\n');
}

function changeText({ row, key, change, cells }: TableReport['rows'][number]): string {
  const told = cells.map(({ column, before, after }) => {
    if (change === 'new') return `${column} ${quoted(after)}`;
    return change === 'removed'
      ? `${column} ${quoted(before)}`
      : `${column} ${quoted(before)} → ${quoted(after)}`;
  });
  const place = row === null ? 'not in the file:' : `row ${row}`;
  return `  ${place} ${INKS[change](change)} ${key}: ${told.join(', ')}`;
}

const INKS = { new: ink.green, changed: ink.yellow, removed: ink.red } as const;

function quoted(text: string): string {
  return text === '' ? 'blank' : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
