import { exactToText } from '../../domain/money/exact-amount.ts';
import { lineKey } from '../../domain/statement/billable.ts';
import type { Draft } from '../../domain/statement/draft.ts';

/** The hash of everything a draft says but its story: two drafts with one hash are the same bill (T8). */
export function draftContent(draft: Draft, idOf: (kind: string, key: string) => string): string {
  const { input } = draft;
  const lines = input.lines.map(
    (l) => `${lineKey(l)}\0${exactToText(l.exact)}\0${exactToText(l.upliftPercent)}\0${l.price}`,
  );
  const adjustments = input.adjustments.map(
    (l) => `${l.originalStatement ?? l.originalPeriod}\0${lineKey(l)}\0${exactToText(l.exact)}\0${l.price}`,
  );
  const head = [
    input.taxTerms.percent && exactToText(input.taxTerms.percent),
    input.taxTerms.position,
    input.useCredits,
    draft.roundingLine === null ? null : `${draft.roundingLine}`,
    `${draft.total}`,
  ];
  return idOf(
    'bill',
    [
      JSON.stringify(head),
      inOneOrder(lines),
      inOneOrder(adjustments),
      inOneOrder(input.debits.map((debit) => debit.id)),
      inOneOrder(draft.applied.map((lot) => `${lot.grant.id}\0${lot.amount}`)),
    ].join('\0'),
  );
}

/** So many rows, in the order of their text. */
function inOneOrder(rows: readonly string[]): string {
  return `${rows.length}\0${rows.toSorted().join('\0')}`;
}
