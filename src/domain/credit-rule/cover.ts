import type { CreditRule } from './credit-rule.ts';
import type { ReadyRule } from './decide.ts';
import type { Description } from './description.ts';
import { EVERYTHING, globCovers, globsMeet } from './glob.ts';
import { scopeCovers, scopesMeet } from './scope.ts';

/**
 * True when `outer` is eligible for every credit for which `inner` is, both being active: then `inner` loses to it
 * always. True is always right; what two different regexes have in common is not decided, and called not covered.
 * Source: semantics R9.
 */
export function ruleCovers(outer: ReadyRule, inner: ReadyRule): boolean {
  return (
    periodCovers(outer.rule, inner.rule) &&
    scopeCovers(outer.rule.customers, inner.rule.customers) &&
    scopeCovers(outer.rule.resellers, inner.rule.resellers) &&
    scopeCovers(outer.rule.services, inner.rule.services) &&
    descriptionCovers(outer.description, inner)
  );
}

/** False when no credit can have both rules eligible. A regex beside anything but an exact text is taken to meet it. */
export function rulesMeet(a: ReadyRule, b: ReadyRule): boolean {
  return (
    periodsMeet(a.rule, b.rule) &&
    scopesMeet(a.rule.customers, b.rule.customers) &&
    scopesMeet(a.rule.resellers, b.rule.resellers) &&
    scopesMeet(a.rule.services, b.rule.services) &&
    descriptionsMeet(a, b)
  );
}

/**
 * Of two rules that may meet: whether one's description takes in all that the other's does. Then every text that the
 * narrower one wants is wanted by both; of other two texts only a credit that bears both can tell.
 */
export function surelyMeet(a: ReadyRule, b: ReadyRule): boolean {
  return descriptionCovers(a.description, b) || descriptionCovers(b.description, a);
}

function descriptionCovers(outer: Description, inner: ReadyRule): boolean {
  const { description } = inner;
  if (outer.blank) return true;
  if (isExact(inner)) return outer.matches(description.text);
  if (outer.glob === null) return description.glob === null && outer.text === description.text;
  return globCovers(outer.glob, description.glob ?? EVERYTHING);
}

function descriptionsMeet(a: ReadyRule, b: ReadyRule): boolean {
  if (isExact(a)) return b.description.matches(a.description.text);
  if (isExact(b)) return a.description.matches(b.description.text);
  const [left, right] = [a.description.glob, b.description.glob];
  return left === null || right === null || globsMeet(left, right);
}

function isExact({ rule, description }: ReadyRule): boolean {
  return rule.match === 'exact' && !description.blank;
}

function periodCovers(outer: CreditRule, inner: CreditRule): boolean {
  const begins =
    outer.firstPeriod === null || (inner.firstPeriod !== null && outer.firstPeriod <= inner.firstPeriod);
  const ends =
    outer.lastPeriod === null || (inner.lastPeriod !== null && inner.lastPeriod <= outer.lastPeriod);
  return begins && ends;
}

function periodsMeet(a: CreditRule, b: CreditRule): boolean {
  const aBeforeEndOfB = a.firstPeriod === null || b.lastPeriod === null || a.firstPeriod <= b.lastPeriod;
  const bBeforeEndOfA = b.firstPeriod === null || a.lastPeriod === null || b.firstPeriod <= a.lastPeriod;
  return aBeforeEndOfB && bBeforeEndOfA;
}
