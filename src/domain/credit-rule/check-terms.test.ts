import { expect, test } from 'vitest';
import { checkTerms, storedTerms } from './check-terms.ts';
import { deactivateRule, editRule, newRule, sameCreatedAt, sameTerms } from './edit-rule.ts';
import { ruleInWords, testRegex } from './rule-in-words.ts';

const GOOD = ruleInWords('R1[MAP 2.0 Credit; +C1; 60/30; A]', 3);

test('good terms have no fault, and percents may add up to exactly 100 (S1)', () => {
  expect(checkTerms(GOOD, testRegex)).toEqual([]);
  expect(checkTerms({ ...GOOD, customerPercent: 700_000n }, testRegex)).toEqual([]);
});

test('every fault of the terms is told at once', () => {
  const terms = {
    ...GOOD,
    customerPercent: 700_001n,
    customers: { kind: 'only', ids: [] },
    services: { kind: 'only', ids: [] },
    firstPeriod: '2026-04',
    lastPeriod: '2026-03',
    match: 'regex',
    description: '(',
  } as const;
  expect(checkTerms(terms, testRegex).map(({ code, field, seen }) => [code, field, seen])).toEqual([
    ['percent-sum', 'resellerPercent', '70.0001 + 30 = 100.0001'],
    ['empty-only-selected', 'customers', 'Only selected with an empty list'],
    ['empty-only-selected', 'services', 'Only selected with an empty list'],
    ['first-after-last', 'lastPeriod', '2026-04 to 2026-03'],
    ['bad-regex', 'description', '('],
  ]);
});

test('a bad pattern is no fault where it is not a pattern', () => {
  expect(checkTerms({ ...GOOD, description: '(' }, testRegex)).toEqual([]);
  expect(checkTerms({ ...GOOD, description: ' ', match: 'regex' }, testRegex)).toEqual([]);
});

test('Only excluded with an empty list is stored as All, and no id twice (R3)', () => {
  const stored = storedTerms({
    ...GOOD,
    customers: { kind: 'except', ids: [] },
    services: { kind: 'only', ids: ['AmazonS3', 'AmazonS3'] },
  });
  expect([stored.customers, stored.services]).toEqual([{ kind: 'all' }, { kind: 'only', ids: ['AmazonS3'] }]);
});

test('editing and deleting make a new version with the first created-at and place (R7)', () => {
  const born = newRule(GOOD, { id: 'R9', createdAt: '2026-01-05', sequence: 9 });
  const gone = deactivateRule(editRule(born, { ...GOOD, note: 'changed' }));
  expect([born.version, gone.version, gone.active, gone.note]).toEqual([1, 3, false, 'changed']);
  expect([gone.id, gone.createdAt, gone.sequence]).toEqual(['R9', '2026-01-05', 9]);
});

test('loading the same content is seen to change nothing (P5)', () => {
  const listed = { ...GOOD, customers: { kind: 'only', ids: ['C1', 'C2'] } } as const;
  expect(sameTerms(listed, { ...GOOD, customers: { kind: 'only', ids: ['C2', 'C1', 'C2'] } })).toBe(true);
  expect(
    sameTerms({ ...GOOD, services: { kind: 'all' } }, { ...GOOD, services: { kind: 'except', ids: [] } }),
  ).toBe(true);
  expect(sameTerms(GOOD, { ...GOOD, resellerPercent: 300_001n })).toBe(false);
  expect(sameTerms(GOOD, { ...GOOD, active: false })).toBe(false);
  expect([
    sameCreatedAt('2026-01-05', '2026-01-05T00:00:00Z'),
    sameCreatedAt('2026-01-05', '2026-01-06'),
  ]).toEqual([true, false]);
});
