import { expect, test } from 'vitest';
import { compareKeys, compareText } from './compare-text.ts';

test('texts stand in the order of their signs, in no language’s', () => {
  expect(['ö', 'z', 'Z', '', '10', '9'].toSorted(compareText)).toEqual(['', '10', '9', 'Z', 'z', 'ö']);
});

test('of keys the first difference decides, and equal ones keep their places', () => {
  expect(compareKeys(['a', 'z'], ['b', 'a'])).toBe(-1);
  expect(compareKeys(['a', 'b'], ['a', 'a'])).toBe(1);
  expect(compareKeys(['a', 'a'], ['a', 'a'])).toBe(0);
});
