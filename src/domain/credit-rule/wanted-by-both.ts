import type { Scope } from './credit-rule.ts';
import { isApplicable, type ReadyRule, type RuleSubject } from './decide.ts';
import { scopeContent } from './edit-rule.ts';
import { inScope } from './scope.ts';
import { normaliseStem } from './stem.ts';

/** A credit of the book as rules see it, with what a person finds it by. */
export type SeenCredit = RuleSubject & { readonly id: string; readonly usageAccount: string };

/** One bit for each credit, in the order of the credits. */
type Places = Int32Array;

/** What the credits have in one field: each value once, and for each credit the place of its value. */
type Field<V> = { readonly values: readonly V[]; readonly of: Int32Array };

/**
 * Gives a credit that both active rules want (R1), the first in the order of `credits`; null: there is none. Each
 * condition is asked once for each value that the credits have, whatever their number, and rules that say the same
 * share its answer.
 */
export function wantedByBoth(
  credits: readonly SeenCredit[],
): (one: ReadyRule, other: ReadyRule) => SeenCredit | null {
  const stems = fieldOf(credits, ({ stem }) => stem);
  const normalised = { ...stems, values: stems.values.map(normaliseStem) };
  const periods = fieldOf(credits, ({ period }) => period);
  const customers = fieldOf(credits, ({ customer }) => customer);
  const resellers = fieldOf(credits, ({ reseller }) => reseller);
  const services = fieldOf(credits, ({ service }) => service);

  const known = new Map<string, Places>();
  const where = <V>(key: string, field: Field<V>, holds: (value: V) => boolean): Places =>
    remembered(known, key, () => placesWhere(field, holds));
  const scoped = (scope: Scope, name: string, field: Field<string | null>): Places[] =>
    scope.kind === 'all'
      ? []
      : [where(`${name} ${JSON.stringify(scopeContent(scope))}`, field, (id) => inScope(scope, id))];

  const wanted = new Map<ReadyRule, Places>();
  const wantedBy = (ready: ReadyRule): Places =>
    remembered(wanted, ready, () => {
      const { rule, description } = ready;
      const { firstPeriod, lastPeriod } = rule;
      const text = description.blank ? 'blank' : `${rule.match} ${description.text}`;
      return [
        where(`period ${firstPeriod} ${lastPeriod}`, periods, (period) => isApplicable(rule, period)),
        ...scoped(rule.customers, 'customers', customers),
        ...scoped(rule.resellers, 'resellers', resellers),
        ...scoped(rule.services, 'services', services),
      ].reduce(
        common,
        where(`text ${text}`, normalised, (stem) => description.matches(stem)),
      );
    });

  return (one, other) => credits[firstCommon(wantedBy(one), wantedBy(other))] ?? null;
}

function fieldOf<V>(credits: readonly SeenCredit[], value: (credit: SeenCredit) => V): Field<V> {
  const places = new Map<V, number>();
  const of = new Int32Array(credits.length);
  credits.forEach((credit, at) => {
    of[at] = remembered(places, value(credit), () => places.size);
  });
  return { values: [...places.keys()], of };
}

function placesWhere<V>({ values, of }: Field<V>, holds: (value: V) => boolean): Places {
  const bits = values.map((value) => (holds(value) ? 1 : 0));
  const places = new Int32Array((of.length + 31) >>> 5);
  for (let at = 0; at < of.length; at += 1) {
    places[at >>> 5] = (places[at >>> 5] ?? 0) | ((bits[of[at] ?? 0] ?? 0) << (at & 31));
  }
  return places;
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}

function common(one: Places, other: Places): Places {
  return one.map((word, at) => word & (other[at] ?? 0));
}

/** −1: they have none in common. */
function firstCommon(one: Places, other: Places): number {
  for (let at = 0; at < one.length; at += 1) {
    const both = (one[at] ?? 0) & (other[at] ?? 0);
    if (both !== 0) return at * 32 + 31 - Math.clz32(both & -both);
  }
  return -1;
}
