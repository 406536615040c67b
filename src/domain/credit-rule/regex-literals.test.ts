import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexLiterals } from './literal-index.ts';
import { literalsNeededBy } from './regex-literals.ts';

describe('the letters that a regex cannot do without', () => {
  test.each([
    ['^MAP .* Credit$', [' credit']],
    ['map|poc', ['map', 'poc']],
    ['(?:aws )?map2?', ['map']],
    ['^(map|poc) .* project', [' project']],
    ['(map|poc)', ['map', 'poc']],
    ['credits?', ['credit']],
    ['ab{0}c', ['c']],
    ['\\d+', []],
    ['a|', []],
    ['(abc)*', []],
    ['(?<name>abc)', ['abc']],
    ['(?<=abc)d', []],
    ['(?!abc)d', []],
    ['(?P<name>abc)', ['abc']],
    ['\\Qa*b\\E', []],
    ['größe', []],
    ['abc)', []],
    ['x\\.yz', ['yz']],
  ])('%s needs one of %o', (pattern, literals) => {
    expect(literalsNeededBy(pattern)).toEqual(literals);
  });

  test('stand in every text that the regex matches', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      'ab',
      'c',
      '.',
      '*',
      '?',
      '+',
      '|',
      '(',
      ')',
      '(?:',
      '[ab]',
      '{0,1}',
      '^',
      '$',
      '\\b',
    );
    const patterns = fc.array(part, { maxLength: 9 }).map((parts) => parts.join(''));
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        const compiled = compiledOrNull(pattern);
        const needed = literalsNeededBy(pattern);
        fc.pre(compiled?.test(text) === true && needed.length > 0);
        expect(needed.some((literal) => text.includes(literal))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('thousands of literals are found in one pass, each that is there and none that is not', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '1'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(letters, { maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 12 }),
      (literals, text) => {
        const found = new Set<number>();
        indexLiterals(literals.map((literal, number) => ({ literal, number })))(text, (number) =>
          found.add(number),
        );
        const there = literals.flatMap((literal, number) => (text.includes(literal) ? [number] : []));
        expect([...found].toSorted((a, b) => a - b)).toEqual(there);
      },
    ),
    { numRuns: 500 },
  );
});

function compiledOrNull(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern);
  } catch {
    return null;
  }
}
