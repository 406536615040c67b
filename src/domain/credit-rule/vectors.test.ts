import { describe, expect, test } from 'vitest';
import { holdersFrom } from '../party/holders.ts';
import { decide } from './decide.ts';
import { editRule } from './edit-rule.ts';
import { CREDIT_K, rulesInWords, testRegex } from './rule-in-words.ts';

/** The rules in words, changes to credit K, who is chosen and by what; what each gets stands in `split`. */
const TABLE: readonly [string, string, Partial<typeof CREDIT_K>, string, string][] = [
  ['M01', 'R1[60/30; A]', {}, 'R1', 'only-candidate'],
  ['M02', 'R1[MAP 2.0 Credit; 50/0; A], R2[+C1; +P1; +AmazonEC2; 0/100; B]', {}, 'R1', 'description'],
  ['M03', 'R1[Activate; 100/0; B], R2[40/40; A]', {}, 'R2', 'only-candidate'],
  ['M05', 'R1[MAP 2.0 Credit; +C1; 80/10; A], R2[MAP 2.0 Credit; 10/80; B]', {}, 'R1', 'customer'],
  ['M07', 'R1[+P1; 70/20; A], R2[+AmazonEC2; 20/70; B]', {}, 'R1', 'reseller'],
  ['M08', 'R1[+AmazonEC2; 70/20; A], R2[20/70; B]', {}, 'R1', 'service'],
  ['M12', 'R1[-C9; 70/20; A], R2[20/70; B]', {}, 'R2', 'created'],
  ['M34', 'R1[+C1; 0/0; B], R2[100/0; A]', {}, 'R1', 'customer'],
  ['same instant, later in insertion order', 'R1[70/20; B], R2[20/70; B]', {}, 'R2', 'sequence'],
  ['a second later is later', 'R1[70/20; D], R2[20/70; B]', {}, 'R1', 'created'],
  [
    'a customer named outranks reseller and service named',
    'R1[+P1; +AmazonEC2; 1/1; D], R2[+C1; 2/2; A]',
    {},
    'R2',
    'customer',
  ],
  ['a long list ranks as a short one', 'R1[+C1; 1/1; A], R2[+C1,C2,C3; 2/2; B]', {}, 'R2', 'created'],
  ['a period adds no rank', 'R1[2026-03..2026-03; 1/1; A], R2[2/2; B]', {}, 'R2', 'created'],
  ['the mode adds no rank', 'R1[MAP 2.0 Credit; 1/1; A], R2[contains:map; 2/2; B]', {}, 'R2', 'created'],
  [
    'R8: a rule younger than the credit may apply',
    'R1[1/1; D]',
    { period: '2020-01' },
    'R1',
    'only-candidate',
  ],
  [
    'R3: a direct customer is not among only selected resellers',
    'R1[+P1; 1/1; B], R2[2/2; A]',
    { reseller: null },
    'R2',
    'only-candidate',
  ],
  [
    'R3: a direct customer satisfies only excluded',
    'R1[-P1; 1/1; B], R2[2/2; A]',
    { reseller: null },
    'R1',
    'created',
  ],
  [
    'R3: a service of its own',
    'R1[+AmazonEC2; 1/1; B], R2[2/2; A]',
    { service: 'AWSDataTransfer' },
    'R2',
    'only-candidate',
  ],
];

describe('which rule is chosen', () => {
  test.each(TABLE)('%s: %s', (_id, words, changes, chosen, decidedBy) => {
    const decision = decide(rulesInWords(words), { ...CREDIT_K, ...changes }, testRegex);
    expect([decision.chosen?.rule.id, decision.chosen?.decidedBy]).toEqual([chosen, decidedBy]);
  });

  test('M11: editing R1 after B does not make it later than R2', () => {
    const [first, second] = rulesInWords('R1[70/20; A], R2[20/70; B]');
    if (first === undefined || second === undefined) throw new Error('two rules were said');
    const edited = editRule(first, { ...first, note: 'edited after B' });
    const { chosen } = decide([edited, second], CREDIT_K, testRegex);
    expect([edited.version, chosen?.rule.id, chosen?.decidedBy]).toEqual([2, 'R2', 'created']);
  });

  test('M28: a customer that moved inside the month is judged under its last reseller, and flagged', () => {
    const holders = holdersFrom(
      [{ usageAccount: 'K', customer: 'C1', payerAccount: null, from: null, to: null }],
      [
        { customer: 'C1', reseller: 'P1', from: null, to: '2026-03-16' },
        { customer: 'C1', reseller: 'P2', from: '2026-03-16', to: null },
      ],
    );
    const owner = holders.ofCredit('K', '2026-03');
    const rules = rulesInWords('R1[+P1; 60/30; A], R2[+P2; 50/40; A]');
    const { chosen } = decide(rules, { ...CREDIT_K, ...owner }, testRegex);
    expect([chosen?.rule.id, holders.changedInside('K', '2026-03')]).toEqual(['R2', true]);
  });
});
