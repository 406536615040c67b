import type { CreditRuleTerms } from './credit-rule.ts';
import { EVERYTHING, type Glob, globMatches, globOf, longestLiteral } from './glob.ts';
import { normaliseStem } from './stem.ts';

/**
 * The linear-time regex engine, given from outside: a test that finds the pattern anywhere in a text, whatever
 * the case, or what is wrong with the pattern. Source: semantics R2.
 */
export type CompileRegex = (pattern: string) => ((text: string) => boolean) | { readonly fault: string };

/** A rule's description made ready: what it matches and, for all modes but regex, the same as a glob. */
export type Description = {
  readonly blank: boolean;
  /** The normalised text; for a regex the pattern as typed. */
  readonly text: string;
  readonly glob: Glob | null;
  /** Takes a stem that went through normaliseStem. */
  readonly matches: (stem: string) => boolean;
};

const matchesEverything = (): boolean => true;

export function isBlank(description: string): boolean {
  return normaliseStem(description) === '';
}

/** The pattern was checked where the rule came in (checkTerms): a bad one here is a bug. */
export function describe(
  terms: Pick<CreditRuleTerms, 'description' | 'match'>,
  compileRegex: CompileRegex,
): Description {
  const text = normaliseStem(terms.description);
  if (text === '') return { blank: true, text, glob: EVERYTHING, matches: matchesEverything };
  if (terms.match === 'regex') {
    const test = compileRegex(terms.description);
    if (typeof test !== 'function')
      throw new RangeError(`regex ${terms.description} was not checked: ${test.fault}`);
    return { blank: false, text: terms.description, glob: null, matches: test };
  }
  const glob = globOf(terms.match, text);
  if (terms.match === 'exact') return { blank: false, text, glob, matches: (stem) => stem === text };
  if (terms.match === 'contains') return { blank: false, text, glob, matches: (stem) => stem.includes(text) };
  const literal = longestLiteral(glob);
  return { blank: false, text, glob, matches: (stem) => stem.includes(literal) && globMatches(glob, stem) };
}
