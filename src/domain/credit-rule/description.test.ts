import fc from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import type { MatchMode } from './credit-rule.ts';
import { describe } from './description.ts';
import { testRegex } from './rule-in-words.ts';
import { normaliseStem } from './stem.ts';

function matches(match: MatchMode, description: string, stem: string): boolean {
  return describe({ match, description }, testRegex).matches(normaliseStem(stem));
}

group('comparing a description with a stem (R2)', () => {
  test.each([
    ['exact', 'MAP 2.0 Credit', 'map 2.0 credit', true],
    ['exact', '  MAP\t2.0   Credit ', 'MAP 2.0 Credit', true],
    ['exact', 'MAP 2.0', 'MAP 2.0 Credit', false],
    ['exact', 'ＭＡＰ ２.０ Credit', 'MAP 2.0 Credit', true],
    ['exact', 'Straße', 'STRASSE', true],
    ['exact', 'STRAẞE', 'Straße', true],
    ['exact', 'ΟΔΟΣ', 'οδος', true],
    ['exact', 'Ａctivate', 'Activate\u00a0', true],
    ['exact', '*', 'anything', false],
    ['contains', 'map', 'AWS MAP 2.0 Credit', true],
    ['contains', 'map  2.0', 'AWS MAP 2.0 Credit', true],
    ['contains', 'ΟΔΟΣ', 'ΟΔΟΣ 7', true],
    ['contains', 'maps', 'AWS MAP 2.0 Credit', false],
    ['contains', 'a*c', 'abc', false],
    ['wildcard', 'MAP*credit', 'map 2.0 Credit', true],
    ['wildcard', 'MAP*', 'AWS MAP 2.0', false],
    ['wildcard', '*MAP*', 'AWS map 2.0', true],
    ['wildcard', 'MAP ?.0 Credit', 'MAP 2.0 Credit', true],
    ['wildcard', 'MAP ?.0 Credit', 'MAP 12.0 Credit', false],
    ['wildcard', 'MAP ?.0 Credit', 'MAP 😀.0 Credit', true],
    ['wildcard', 'a?', 'a', false],
    ['wildcard', 'a*b*c', 'a-b-b-c-c', true],
    ['wildcard', 'a*b*c', 'a-c-b', false],
    ['wildcard', '*', 'anything', true],
    ['regex', '^map \\d', 'MAP 2.0 Credit', true],
    ['regex', 'credit$', 'MAP 2.0 Credit', true],
    ['regex', '^credit', 'MAP 2.0 Credit', false],
    ['exact', ' \t ', 'anything', true],
    ['regex', '   ', 'anything', true],
  ] as const)('%s "%s" and "%s": %s', (mode, description, stem, expected) => {
    expect(matches(mode, description, stem)).toBe(expected);
  });

  test('a regex that nobody checked is a bug', () => {
    expect(() => matches('regex', '(', 'anything')).toThrow(RangeError);
  });
});

group('normalising a stem (R2)', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 12 });

  test('changes nothing the second time, for every letter there is', () => {
    const letters = Array.from({ length: 0x11_0000 }, (_, point) => point).filter(
      (point) => point < 0xd800 || point > 0xdfff,
    );
    const changing = letters
      .map((point) => normaliseStem(String.fromCodePoint(point)))
      .filter((once) => normaliseStem(once) !== once);
    expect(changing).toEqual([]);
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(normaliseStem(normaliseStem(text))).toBe(normaliseStem(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('makes no difference between upper and lower case or ways of writing one letter', () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!/[ıİ]/u.test(text));
        expect(normaliseStem(text.normalize('NFD'))).toBe(normaliseStem(text));
        expect(normaliseStem(text.toUpperCase())).toBe(normaliseStem(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
