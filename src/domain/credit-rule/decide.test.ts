import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { CREDIT_K, rulesInWords, testRegex } from './rule-in-words.ts';

function why(words: string, changes: Partial<typeof CREDIT_K> = {}) {
  const { losers, ineligible } = decide(rulesInWords(words), { ...CREDIT_K, ...changes }, testRegex);
  return [
    ...losers.map(({ rule, lostAt }) => `${rule.id} lost at ${lostAt}`),
    ...ineligible.map(({ rule, failed }) => `${rule.id} fails ${failed}`),
  ];
}

describe('the reasons of a decision (R5)', () => {
  test('each eligible loser names the level at which it lost to the winner, in the order of R4', () => {
    expect(
      why('R1[1/1; A], R2[+AmazonEC2; 1/1; A], R3[+P1; 1/1; A], R4[+C1; 1/1; A], R5[MAP 2.0 Credit; 1/1; A]'),
    ).toEqual([
      'R4 lost at description',
      'R3 lost at description',
      'R2 lost at description',
      'R1 lost at description',
    ]);
    expect(why('R1[1/1; A], R2[1/1; A], R3[1/1; B]')).toEqual(['R2 lost at created', 'R1 lost at created']);
    expect(why('R1[1/1; A], R2[1/1; A]')).toEqual(['R1 lost at sequence']);
  });

  test.each([
    ['R1[Activate; +C9; off; 1/1; A]', {}, 'active'],
    ['R1[Activate; +C9; 2030-01..; 1/1; A]', {}, 'description'],
    ['R1[2026-04..; +C9; 1/1; A]', {}, 'period'],
    ['R1[..2026-02; 1/1; A]', {}, 'period'],
    ['R1[+C9; +P9; 1/1; A]', {}, 'customer'],
    ['R1[-C1; -P1; 1/1; A]', {}, 'customer'],
    ['R1[-P1; +AmazonS3; 1/1; A]', {}, 'reseller'],
    ['R1[+P1; 1/1; A]', { reseller: null }, 'reseller'],
    ['R1[-AmazonEC2; 1/1; A]', {}, 'service'],
  ] as const)('%s with %o fails first at %s', (words, changes, failed) => {
    expect(why(words, changes)).toEqual([`R1 fails ${failed}`]);
  });

  test('both ends of a period belong to it (R1)', () => {
    const words = 'R1[2026-02..2026-04; 1/1; A]';
    const periods = ['2026-01', '2026-02', '2026-04', '2026-05'];
    expect(
      periods.map(
        (period) => decide(rulesInWords(words), { ...CREDIT_K, period }, testRegex).chosen !== null,
      ),
    ).toEqual([false, true, true, false]);
  });

  test('without an eligible rule nothing is chosen and every rule says why', () => {
    const decision = decide(rulesInWords('R1[Activate; 1/1; A], R2[+C9; 1/1; A]'), CREDIT_K, testRegex);
    expect([decision.chosen, decision.losers, decision.ineligible.length]).toEqual([null, [], 2]);
  });

  test('the winner is named in the version that was asked', () => {
    const [rule] = rulesInWords('R1[1/1; A]');
    if (rule === undefined) throw new Error('one rule was said');
    expect(decide([{ ...rule, version: 7 }], CREDIT_K, testRegex).chosen?.rule.version).toBe(7);
  });
});
