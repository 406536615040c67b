import { HUNDRED_PERCENT, percentToText } from '../money/percent.ts';
import type { CreditRuleTerms } from './credit-rule.ts';
import { type CompileRegex, isBlank } from './description.ts';
import { storedScope } from './scope.ts';

/** One broken rule of the law: which, at which field, what was seen and what to do about it. */
export type RuleFault = {
  readonly code: 'percent-sum' | 'empty-only-selected' | 'first-after-last' | 'bad-regex';
  readonly field: keyof CreditRuleTerms;
  readonly seen: string;
  readonly todo: string;
};

/** Every reason why the terms cannot become a rule; none: they can. Source: semantics S1, R1, R2, R3. */
export function checkTerms(terms: CreditRuleTerms, compileRegex: CompileRegex): RuleFault[] {
  return [
    ...percentFaults(terms),
    ...scopeFaults(terms),
    ...periodFaults(terms),
    ...regexFaults(terms, compileRegex),
  ];
}

/** The terms as they are kept: Only excluded with an empty list is All (R3), no id twice in a list. */
export function storedTerms(terms: CreditRuleTerms): CreditRuleTerms {
  return {
    ...terms,
    customers: storedScope(terms.customers),
    resellers: storedScope(terms.resellers),
    services: storedScope(terms.services),
  };
}

function percentFaults(terms: CreditRuleTerms): RuleFault[] {
  const sum = terms.customerPercent + terms.resellerPercent;
  if (sum <= HUNDRED_PERCENT) return [];
  const seen = `${percentToText(terms.customerPercent)} + ${percentToText(terms.resellerPercent)} = ${percentToText(sum)}`;
  const todo = 'lower one of them: customer % and reseller % together are at most 100';
  return [{ code: 'percent-sum', field: 'resellerPercent', seen, todo }];
}

function scopeFaults(terms: CreditRuleTerms): RuleFault[] {
  return (['customers', 'resellers', 'services'] as const)
    .filter((field) => terms[field].kind === 'only' && terms[field].ids.length === 0)
    .map((field) => ({
      code: 'empty-only-selected',
      field,
      seen: 'Only selected with an empty list',
      todo: `name at least one of the ${field}, or choose All`,
    }));
}

function periodFaults(terms: CreditRuleTerms): RuleFault[] {
  const { firstPeriod, lastPeriod } = terms;
  if (firstPeriod === null || lastPeriod === null || firstPeriod <= lastPeriod) return [];
  const seen = `${firstPeriod} to ${lastPeriod}`;
  return [
    {
      code: 'first-after-last',
      field: 'lastPeriod',
      seen,
      todo: 'put the last period on or after the first',
    },
  ];
}

function regexFaults(terms: CreditRuleTerms, compileRegex: CompileRegex): RuleFault[] {
  if (terms.match !== 'regex' || isBlank(terms.description)) return [];
  const compiled = compileRegex(terms.description);
  if (typeof compiled === 'function') return [];
  const todo = `correct the regular expression (${compiled.fault}), or choose another match mode`;
  return [{ code: 'bad-regex', field: 'description', seen: terms.description, todo }];
}
