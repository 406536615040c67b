import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCreatedAt } from './created-at.ts';
import { evaluationOrder, placesInOrder } from './order.ts';
import { rulesInWords } from './rule-in-words.ts';

const RULES = rulesInWords(
  'R1[1/1; A], R2[1/1; B], R3[+AmazonEC2; 1/1; A], R4[+P1; 1/1; A], R5[+C1; 1/1; A], R6[Activate; 1/1; A], ' +
    'R7[Activate; off; 1/1; A], R8[-C1; 1/1; D]',
);

describe('the order in which rules are asked (R4)', () => {
  test('each place has the level that put it there', () => {
    expect(placesInOrder(RULES).map(({ place, rule, behind }) => `${place} ${rule.id} ${behind}`)).toEqual([
      '1 R7 null',
      '2 R6 sequence',
      '3 R5 description',
      '4 R4 customer',
      '5 R3 reseller',
      '6 R8 service',
      '7 R2 created',
      '8 R1 created',
    ]);
  });

  test('does not depend on the order in which the rules are given', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(RULES, { minLength: RULES.length }), (shuffled) => {
        expect(evaluationOrder(shuffled)).toEqual(evaluationOrder(RULES));
      }),
    );
  });

  test('compares created-at as instants: a date is its midnight in UTC, and zones are worked out', () => {
    const [first, second] = rulesInWords('R1[1/1; A], R2[1/1; A]');
    const order = (a: string, b: string): string[] =>
      evaluationOrder(
        [first, second].map(
          (rule, at) => ({ ...RULES[0], ...rule, createdAt: at === 0 ? a : b }) as (typeof RULES)[0],
        ),
      ).map(({ id }) => id);
    expect(order('2026-02-01', '2026-01-31T23:59:59Z')).toEqual(['R1', 'R2']);
    expect(order('2026-02-01', '2026-02-01T00:00:00Z')).toEqual(['R2', 'R1']);
    expect(order('2026-02-01T00:00:01', '2026-02-01')).toEqual(['R1', 'R2']);
    expect(order('2026-02-01T01:00:00+02:00', '2026-02-01')).toEqual(['R2', 'R1']);
    expect(order('2026-02-01T00:00:00.000002Z', '2026-02-01T00:00:00.000001Z')).toEqual(['R1', 'R2']);
  });

  test.each([
    ['2026-02-28', true],
    ['2026-02-28T23:59', true],
    ['2026-02-28 23:59:59.123456+05:45', true],
    ['2026-02-30', false],
    ['2026-02-28T24:00:00Z', false],
    ['28.02.2026', false],
    ['', false],
  ])('created-at %s is read: %s', (text, expected) => {
    expect(isCreatedAt(text)).toBe(expected);
  });
});
