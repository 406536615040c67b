import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { describe, inReadingOrder, signed } from './credit-story.ts';
import type { DocumentSource, SourceStory } from './document-source.ts';
import { oneLine } from './plain-text.ts';
import type { BreakoutAmounts, BreakoutCustomer, DocumentBreakout } from './statement-document.ts';

/** Of grants that no customer's account earned: added by hand. */
const OF_NO_CUSTOMER = 'Granted to you directly';

/**
 * A reseller's lump, by customer, account and description. Every movement of the story stands in exactly one row,
 * so each column sums to the lump's own figure (T10).
 */
export function breakoutOf(source: DocumentSource): DocumentBreakout {
  const { story, currency, letterhead } = source;
  const byCustomer = Map.groupBy(story, (item) => item.customer?.id ?? null);
  const customers = [...byCustomer]
    .map(([id, items]) => ({ id, name: items[0]?.customer?.name ?? '', items }))
    .sort(byName)
    .map(({ id, name, items }): BreakoutCustomer => {
      const byGrant = Map.groupBy(items.toSorted(inReadingOrder), (item) => item.grant);
      return {
        customer: id === null ? OF_NO_CUSTOMER : oneLine(name),
        ...amountsOf(items, currency),
        rows: [...byGrant.values()].map((moves) => rowOf(moves, source)),
      };
    });
  return {
    customers,
    namesRules: letterhead.namesRules,
    hasExpired: story.some((item) => item.movement === 'expired'),
    ...amountsOf(story, currency),
  };
}

type Named = { readonly id: string | null; readonly name: string };

/** By name, then by id; what is nobody's comes last. */
function byName(a: Named, b: Named): number {
  if (a.id === null || b.id === null) return a.id === null ? 1 : -1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function rowOf(moves: readonly SourceStory[], { letterhead, currency }: DocumentSource) {
  const [first] = moves;
  return {
    account: oneLine(first?.usageAccount ?? ''),
    description: first === undefined ? '' : describe(first),
    rule: letterhead.namesRules ? oneLine(first?.rule ?? '') : null,
    ...amountsOf(moves, currency),
  };
}

function amountsOf(moves: readonly SourceStory[], currency: string): BreakoutAmounts {
  const sum = (...names: SourceStory['movement'][]): string =>
    minorToText(
      moves
        .filter((move) => names.includes(move.movement))
        .reduce((all, move): Minor => all + signed(move), 0n),
      currency,
    );
  return { earned: sum('earned', 'restored'), applied: sum('applied'), expired: sum('expired') };
}
