import { expect, test } from 'vitest';
import { compileLinearRegex } from './linear-regex.ts';

function matches(pattern: string, text: string): boolean {
  const compiled = compileLinearRegex(pattern);
  if (typeof compiled !== 'function') throw new Error(compiled.fault);
  return compiled(text);
}

test('a pattern is found anywhere, whatever the case (R2)', () => {
  expect(matches('MAP\\s+\\d', 'aws map 2.0 credit')).toBe(true);
  expect(matches('^credit', 'aws map 2.0 credit')).toBe(false);
});

test.each([
  ['(', 'error parsing regexp: missing closing ): `(`'],
  ['a{1001}', 'error parsing regexp: invalid repeat count: `{1001}`'],
  ['(a)\\1', 'error parsing regexp: invalid escape sequence: `\\1`'],
])('the pattern %s is told to be wrong, as typed', (pattern, fault) => {
  expect(compileLinearRegex(pattern)).toEqual({ fault });
});

test('a pattern that would make other engines try for ever answers', () => {
  expect(matches('^(a+)+$', `${'a'.repeat(20_000)}b`)).toBe(false);
});
