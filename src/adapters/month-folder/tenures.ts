import type { Placed } from '../../application/month-folder/month-folder.ts';
import { overlap, type Span } from '../../domain/period/tenure.ts';
import { compareText } from '../../domain/text-order/compare-text.ts';
import { dateCell } from './cells.ts';
import { type Notes, quoted } from './notes.ts';
import type { TableRow } from './table-row.ts';

/** The cells `from` and `to` of a row: half-open, either may be open (P1). */
export function spanCells(row: TableRow): Span {
  const span = { from: dateCell(row, 'from'), to: dateCell(row, 'to') };
  if (span.from !== null && span.to !== null && span.from >= span.to) {
    const seen = `${quoted(span.to)} with from ${quoted(span.from)}`;
    row.fault('to', seen, '`to` is the first day that no longer counts: write a day after `from`');
  }
  return span;
}

/** Refuses spans of one key that overlap (P1); each is told at the later row of the two. */
export function noteOverlaps<T extends Span>(
  placed: readonly Placed<T>[],
  keyOf: (value: T) => string,
  what: string,
  notes: Notes,
): void {
  for (const ofOne of Map.groupBy(placed, (one) => keyOf(one.value)).values()) {
    const inTime = ofOne.toSorted(
      (a, b) => compareText(a.value.from ?? '', b.value.from ?? '') || a.row - b.row,
    );
    let latest: Placed<T> | undefined;
    for (const one of inTime) {
      if (latest !== undefined && overlap(latest.value, one.value))
        notes.faults.push(overlapFault(latest, one, what));
      if (latest === undefined || endsLater(one.value, latest.value)) latest = one;
    }
  }
}

function overlapFault<T extends Span>(one: Placed<T>, other: Placed<T>, what: string) {
  const [first, second] = one.row < other.row ? [one, other] : [other, one];
  return {
    file: second.file,
    row: second.row,
    column: 'from',
    seen: spanText(second.value),
    todo: `it overlaps row ${first.row} (${spanText(first.value)}), but ${what}: end one before the other begins`,
  };
}

function spanText(span: Span): string {
  if (span.from === null && span.to === null) return 'all time';
  if (span.to === null) return `from ${span.from}`;
  return span.from === null ? `until ${span.to}` : `from ${span.from} until ${span.to}`;
}

function endsLater(a: Span, b: Span): boolean {
  return b.to !== null && (a.to === null || a.to > b.to);
}
