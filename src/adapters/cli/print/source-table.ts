import type { ListedLook, ListedSource } from '../../../application/access/source-desk.ts';
import { counted } from './amounts.ts';
import { type Column, oneLine, table } from './table.ts';

const COLUMNS: readonly Column<ListedSource>[] = [
  { head: 'name', of: ({ name }) => oneLine(name) },
  { head: 'place', of: ({ place }) => oneLine(place) },
  { head: 'from', of: ({ from }) => from ?? '' },
  { head: 'looked at', of: scheduleText },
  { head: 'next', of: ({ nextLookAt }) => nextLookAt?.slice(0, 16).replace('T', ' ') ?? '' },
  { head: 'last look', of: ({ lastLook }) => (lastLook === null ? 'never' : foundText(lastLook)) },
];

export function sourceTable(sources: readonly ListedSource[]): string {
  return table(COLUMNS, sources, { rows: 'sources', full: true });
}

/** What a look that failed has to say. */
export function lookText(name: string, look: ListedLook | null): string[] {
  if (look === null) return [];
  if (look.state !== 'failed') return [`${oneLine(name)}: ${foundText(look)}`];
  const faults = look.errors.map(({ field, seen, todo }) => `  ${field}: saw ${seen}; ${todo}`);
  return [
    `${oneLine(name)}: the look of ${look.createdAt} failed, nothing was imported: ${look.detail ?? ''}`,
    ...faults,
  ];
}

function scheduleText({ active, everyHours, dailyAt }: ListedSource): string {
  if (!active) return 'stopped';
  return everyHours === null ? `daily at ${dailyAt ?? ''} UTC` : `every ${counted(everyHours, 'hour')}`;
}

function foundText({ state, result }: ListedLook): string {
  if (result === null) return state;
  if (result.outcome === 'nothing-new')
    return `nothing new in ${counted(result.found, 'delivery', 'deliveries')}`;
  const months = result.months.map(({ period, outcome }) => `${period} ${outcome}`).join(', ');
  return `imported ${counted(result.changed, 'delivery', 'deliveries')}: ${months}`;
}
