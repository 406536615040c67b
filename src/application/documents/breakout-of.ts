import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { brokenOut } from '../../domain/statement/break-out.ts';
import { compareKeys } from '../../domain/text-order/compare-text.ts';
import { describe, inReadingOrder, signed } from './credit-story.ts';
import type { DocumentSource, SourceStory } from './document-source.ts';
import { oneLine } from './plain-text.ts';
import type {
  BreakoutAmounts,
  BreakoutCustomer,
  BreakoutRow,
  DocumentBreakout,
} from './statement-document.ts';

/** The reseller's own share, credit added for it by hand, and what a statement applied of a credit of several customers. */
const OF_NO_CUSTOMER = 'Of no single customer';

type Part = SourceStory & { readonly customer: string | null };

/**
 * A reseller's lump, by customer, account and description. Every movement of the story is broken out to the cent, so
 * each column sums to the lump's own figure (T10).
 */
export function breakoutOf(source: DocumentSource): DocumentBreakout {
  const { story, currency, customerNames } = source;
  const namesRules = story.some((item) => item.rule !== null);
  const parts = story.flatMap((item) =>
    brokenOut(item, item.earners).map(({ customer, amount }): Part => ({ ...item, customer, amount })),
  );
  const customers = [...Map.groupBy(parts, (part) => part.customer)]
    .map(([id, of]) => ({ id, name: id === null ? OF_NO_CUSTOMER : (customerNames.get(id) ?? id), of }))
    .sort(byName)
    .map(({ name, of }): BreakoutCustomer => {
      const byGrant = Map.groupBy(of.toSorted(inReadingOrder), (part) => part.grant);
      return {
        customer: oneLine(name),
        ...amountsOf(of, currency),
        rows: [...byGrant.values()].map((moves) => rowOf(moves, namesRules, currency)),
      };
    });
  return {
    customers,
    namesRules,
    hasExpired: parts.some((part) => part.movement === 'expired'),
    ...amountsOf(parts, currency),
  };
}

type Named = { readonly id: string | null; readonly name: string };

/** By name, then by id; what is nobody's in particular comes last. */
function byName(a: Named, b: Named): number {
  if (a.id === null || b.id === null) return a.id === null ? 1 : -1;
  return compareKeys([a.name, a.id], [b.name, b.id]);
}

function rowOf(moves: readonly Part[], namesRules: boolean, currency: string): BreakoutRow {
  const [first] = moves;
  return {
    account: oneLine(first?.usageAccount ?? ''),
    description: first === undefined ? '' : describe(first),
    rule: namesRules ? oneLine(first?.rule ?? '') : null,
    ...amountsOf(moves, currency),
  };
}

function amountsOf(moves: readonly Part[], currency: string): BreakoutAmounts {
  const sum = (...names: Part['movement'][]): string =>
    minorToText(
      moves
        .filter((move) => names.includes(move.movement))
        .reduce((all, move): Minor => all + signed(move), 0n),
      currency,
    );
  return { earned: sum('earned', 'restored'), applied: sum('applied'), expired: sum('expired') };
}
