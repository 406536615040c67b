import type { CreditRule } from '../../domain/credit-rule/credit-rule.ts';
import { type LintReport, lintRules } from '../../domain/credit-rule/lint.ts';
import type { SeenCredit } from '../../domain/credit-rule/wanted-by-both.ts';
import { shiftPeriod } from '../../domain/period/billing-period.ts';
import type { Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { holdersOf } from '../parties/holders-of.ts';

/** How far back a credit is looked for that two rules both want. */
const LOOKED_BACK = 3;

/** What is odd about these rules, with credits of the book's newest periods as examples (R9). */
export async function lintBook(
  desk: Pick<Desk, 'compileRegex'>,
  shelves: Shelves,
  rules: readonly CreditRule[],
): Promise<LintReport> {
  return lintRules(rules, desk.compileRegex, rules.length < 2 ? [] : await seenCredits(shelves));
}

async function seenCredits(shelves: Shelves): Promise<SeenCredit[]> {
  const newest = (await shelves.periods.list()).at(-1)?.period;
  if (newest === undefined) return [];
  const holders = await holdersOf(shelves);
  const seen = await shelves.credits.unlike(shiftPeriod(newest, 1 - LOOKED_BACK));
  return seen.flatMap(({ id, usageAccount, service, description, period }) => {
    const owner = holders.ofCredit(usageAccount, period);
    if (owner === null) return [];
    const { customer, reseller } = owner;
    return [{ id, usageAccount, service, stem: description, period, customer, reseller }];
  });
}
