import { expect, it } from 'vitest';
import { isAccountPattern, patternFor } from './account-pattern.ts';

const PATTERNS = [
  'cloud:*',
  '*:kept',
  '*:*:available',
  'distributor:*:available',
  '*:harbor:available',
  'distributor:harbor:available',
];

it.each([
  ['cloud:004471000000', 'cloud:*'],
  ['harbor:kept', '*:kept'],
  ['distributor:harbor:available', 'distributor:harbor:available'],
  ['distributor:quarry:available', 'distributor:*:available'],
  ['lantern:harbor:available', '*:harbor:available'],
  ['lantern:blue-kiln:available', '*:*:available'],
  ['lantern:blue-kiln:applied', null],
  ['distributor:goodwill', null],
])('%s goes by %s', (account, pattern) => {
  expect(patternFor(account, PATTERNS)).toBe(pattern);
  expect(patternFor(account, PATTERNS.toReversed())).toBe(pattern);
});

it.each([
  ['cloud:*', true],
  ['distributor:*:owed', true],
  ['available', false],
  ['a:b:c:d', false],
  ['distributor::owed', false],
])('%j is a pattern: %s', (text, is) => {
  expect(isAccountPattern(text)).toBe(is);
});
