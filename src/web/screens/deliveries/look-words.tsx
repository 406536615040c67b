import type { SourceLookView } from '../../../contract/sources.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { countText } from '../../ui/money-text.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** How a look ended, at a glance. */
export function LookState({ look }: { readonly look: SourceLookView }) {
  const [label, tone] = stateOf(look);
  return <Badge tone={tone}>{label}</Badge>;
}

function stateOf({ state, result }: SourceLookView): readonly [string, Tone] {
  switch (state) {
    case 'waiting':
    case 'running':
      return ['Looking', 'info'];
    case 'failed':
      return ['Failed', 'bad'];
    case 'cancelled':
      return ['Cancelled', 'still'];
    case 'done':
      return result?.outcome === 'imported' ? ['Imported', 'good'] : ['Nothing new', 'still'];
  }
}

/** What came of it, in a line. */
export function lookWords({ state, phase, detail, result }: SourceLookView): string {
  if (result === null) return state === 'failed' ? (detail ?? 'it failed') : phase;
  const found = `${countText(result.found)} ${result.found === 1 ? 'delivery' : 'deliveries'} found`;
  if (result.outcome === 'nothing-new') return found;
  return `${found}, ${countText(result.changed)} new or changed, ${fetchedText(result)}`;
}

function fetchedText({ files, bytes }: NonNullable<SourceLookView['result']>): string {
  if (files === 0) return 'all files here already';
  const much = bytesText(bytes);
  return `${countText(files)} ${files === 1 ? 'file' : 'files'} fetched (${much})`;
}

function bytesText(bytes: number): string {
  const step = Math.max(
    0,
    UNITS.findLastIndex((_, at) => bytes >= 1_000 ** at),
  );
  const unit = UNITS[step] ?? 'byte';
  const format = new Intl.NumberFormat(undefined, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(bytes / 1_000 ** step);
}
