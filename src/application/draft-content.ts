import { exactToText } from '../domain/money/exact-amount.ts';
import { lineKey } from '../domain/statement/billable.ts';
import type { Draft } from '../domain/statement/draft.ts';

/** The hash of everything a draft says but its story: two drafts with one hash are the same bill (T8). */
export function draftContent(draft: Draft, idOf: (kind: string, key: string) => string): string {
  const { input } = draft;
  const lines = input.lines.map((l) => [
    lineKey(l),
    exactToText(l.exact),
    exactToText(l.upliftPercent),
    `${l.price}`,
  ]);
  const adjustments = input.adjustments.map((l) => [
    l.originalStatement ?? l.originalPeriod,
    lineKey(l),
    exactToText(l.exact),
    `${l.price}`,
  ]);
  return idOf(
    'bill',
    JSON.stringify([
      inOneOrder(lines),
      inOneOrder(adjustments),
      input.debits.map((debit) => debit.id).sort(),
      input.taxTerms.percent && exactToText(input.taxTerms.percent),
      input.taxTerms.position,
      input.useCredits,
      draft.roundingLine === null ? null : `${draft.roundingLine}`,
      `${draft.total}`,
      inOneOrder(draft.applied.map((lot) => [lot.grant.id, `${lot.amount}`])),
    ]),
  );
}

function inOneOrder(rows: readonly (readonly string[])[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
