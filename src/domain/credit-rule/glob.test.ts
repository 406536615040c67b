import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globCovers, globMatches, globOf, globsMeet, longestLiteral } from './glob.ts';

const wildcards = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 6 });
const stems = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

function asRegExp(wildcard: string): RegExp {
  return new RegExp(`^${wildcard.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u');
}

describe('globs', () => {
  test('match what the same pattern as a regular expression matches', () => {
    fc.assert(
      fc.property(wildcards, stems, (wildcard, stem) => {
        expect(globMatches(globOf('wildcard', wildcard), stem)).toBe(asRegExp(wildcard).test(stem));
      }),
      { numRuns: 2_000 },
    );
  });

  test('one that covers another matches every stem that the other matches', () => {
    fc.assert(
      fc.property(wildcards, wildcards, stems, (outer, inner, stem) => {
        const [wide, narrow] = [globOf('wildcard', outer), globOf('wildcard', inner)];
        expect(globMatches(wide, stem) || !globMatches(narrow, stem) || !globCovers(wide, narrow)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test('two that a stem matches do meet, and two without a letter in common place do not', () => {
    fc.assert(
      fc.property(wildcards, wildcards, stems, (one, other, stem) => {
        const globs = [globOf('wildcard', one), globOf('wildcard', other)] as const;
        const both = globs.every((glob) => globMatches(glob, stem));
        expect(globsMeet(...globs) || !both).toBe(true);
      }),
      { numRuns: 5_000 },
    );
    expect(globsMeet(globOf('wildcard', 'a*'), globOf('wildcard', 'b*'))).toBe(false);
    expect(globsMeet(globOf('wildcard', '*a'), globOf('wildcard', 'a?'))).toBe(true);
    expect(globsMeet(globOf('wildcard', '?'), globOf('wildcard', '??'))).toBe(false);
    expect(globsMeet(globOf('contains', 'a'), globOf('contains', 'b'))).toBe(true);
  });

  test('every match contains the longest literal', () => {
    expect(
      ['map*credits?', '*', 'a?b', '**??'].map((text) => longestLiteral(globOf('wildcard', text))),
    ).toEqual(['credits', '', 'a', '']);
  });
});
