import { ruleCovers, rulesMeet, surelyMeet } from './cover.ts';
import type { CreditRule } from './credit-rule.ts';
import { type ReadyRule, readyInOrder } from './decide.ts';
import type { CompileRegex } from './description.ts';
import { scopeContent } from './edit-rule.ts';
import { type SeenCredit, wantedByBoth } from './wanted-by-both.ts';

/** What is odd about an active rule, and the active rule that causes it: always one that is asked earlier (R4). */
export type LintFinding = {
  readonly kind: 'never-wins' | 'duplicate' | 'only-by-date';
  readonly rule: CreditRule;
  readonly cause: CreditRule;
  /** Of a pair ordered only by date: a credit of the book that both want, if there is one. */
  readonly example: SeenCredit | null;
  readonly sentence: string;
};

export type LintReport = {
  readonly findings: readonly LintFinding[];
  /** Pairs ordered only by date beyond the most that are listed. */
  readonly pairsLeftOut: number;
};

const MOST_PAIRS = 1_000;

/**
 * Per rule in R4's order: the first earlier rule that says exactly the same; the first that covers its whole domain; and
 * every earlier rule that stands before it by date alone, would divide otherwise and wants the same credits: because one
 * description takes in the other, or because there is such a credit among `credits`.
 * Inactive rules neither suffer nor cause anything. Source: semantics R9.
 */
export function lintRules(
  rules: readonly CreditRule[],
  compileRegex: CompileRegex,
  credits: readonly SeenCredit[] = [],
  mostPairs: number = MOST_PAIRS,
): LintReport {
  const ordered = readyInOrder(rules, compileRegex).filter(({ rule }) => rule.active);
  const firstSaying = new Map<string, CreditRule>();
  const findings: LintFinding[] = [];
  const exampleOf = wantedByBoth(credits);
  let pairs = 0;
  ordered.forEach((ready, at) => {
    const said = domainAndShares(ready);
    const twin = firstSaying.get(said);
    if (twin === undefined) firstSaying.set(said, ready.rule);
    else findings.push(finding('duplicate', ready.rule, twin));
    const coverer = ordered.findIndex((earlier) => earlier === ready || ruleCovers(earlier, ready));
    if (coverer < at) findings.push(finding('never-wins', ready.rule, (ordered[coverer] as ReadyRule).rule));
    for (const earlier of tiedBefore(ordered, at)) {
      if (outcomeOf(earlier.rule) === outcomeOf(ready.rule)) continue;
      const example = exampleOf(earlier, ready);
      if (example === null && !(surelyMeet(earlier, ready) && rulesMeet(earlier, ready))) continue;
      pairs += 1;
      if (pairs <= mostPairs) findings.push(finding('only-by-date', ready.rule, earlier.rule, example));
    }
  });
  return { findings, pairsLeftOut: Math.max(0, pairs - mostPairs) };
}

/** The rules just before this one that equal it in the first four levels of R4, nearest first. */
function* tiedBefore(ordered: readonly ReadyRule[], at: number): Generator<ReadyRule> {
  const conditions = ordered[at]?.key.conditions;
  for (let before = at - 1; ordered[before]?.key.conditions === conditions; before -= 1) {
    yield ordered[before] as ReadyRule;
  }
}

/** Two rules with equal text here decide every credit alike; name and note say nothing. */
function domainAndShares({ rule, description }: ReadyRule): string {
  return JSON.stringify([
    description.blank ? '' : rule.match,
    description.text,
    rule.customerPercent.toString(),
    rule.resellerPercent.toString(),
    rule.forWhom,
    rule.firstPeriod,
    rule.lastPeriod,
    ...[rule.customers, rule.resellers, rule.services].map(scopeContent),
  ]);
}

/** What a rule does with a credit that it wins. */
function outcomeOf({ forWhom, customerPercent, resellerPercent }: CreditRule): string {
  return `${forWhom} ${customerPercent} ${resellerPercent}`;
}

function finding(
  kind: LintFinding['kind'],
  rule: CreditRule,
  cause: CreditRule,
  example: SeenCredit | null = null,
): LintFinding {
  const [one, other] = [rule.name, cause.name].map((name) => `"${name}"`);
  const shown =
    example === null
      ? 'both may want the same credit'
      : `both want "${example.stem}" of ${example.usageAccount} in ${example.period} (${example.id})`;
  const sentences = {
    duplicate: `${one} says exactly the same as ${other}, which is asked first`,
    'never-wins': `${one} can never win: ${other} is asked first and wants every credit it wants`,
    'only-by-date': `${one} stands behind ${other} by date alone, and ${shown}`,
  };
  return { kind, rule, cause, example, sentence: sentences[kind] };
}
