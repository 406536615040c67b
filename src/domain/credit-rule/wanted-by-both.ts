import { isEligible, type ReadyRule, type RuleSubject } from './decide.ts';
import { normaliseStem } from './stem.ts';

/** A credit of the book as rules see it, with what a person finds it by. */
export type SeenCredit = RuleSubject & { readonly id: string; readonly usageAccount: string };

/** Gives a credit that both rules want, the first in the order of `credits`; null: there is none. */
export function wantedByBoth(
  credits: readonly SeenCredit[],
): (one: ReadyRule, other: ReadyRule) => SeenCredit | null {
  const places = Map.groupBy(credits.keys(), (at) => normaliseStem(credits[at]?.stem ?? ''));
  const asked = new Map<ReadyRule, ReadonlySet<number>>();
  const wantedBy = (rule: ReadyRule): ReadonlySet<number> => {
    const known = asked.get(rule);
    if (known !== undefined) return known;
    // A text is matched once, however many credits bear it.
    const wanted = [...places]
      .filter(([stem]) => rule.description.matches(stem))
      .flatMap(([stem, at]) => at.filter((place) => isEligible(rule, credits[place] as SeenCredit, stem)));
    const set = new Set(wanted.sort((a, b) => a - b));
    asked.set(rule, set);
    return set;
  };
  return (one, other) => {
    const others = wantedBy(other);
    for (const place of wantedBy(one)) if (others.has(place)) return credits[place] ?? null;
    return null;
  };
}
