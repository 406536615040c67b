import { expect, test } from 'vitest';
import { exactJsonFrom, JsonNumber, jsonFrom } from './json-text.ts';

/** What is told of a text, and what it says. */
function read(written: string, how = exactJsonFrom) {
  const told: string[] = [];
  const said = how(written, (seen) => told.push(seen));
  return { value: said?.value, told };
}

test('a number is kept as it was written', () => {
  expect(read('{"a": [1e2, -0.50, "x\\"}]"]}')).toEqual({
    value: { a: [new JsonNumber('1e2'), new JsonNumber('-0.50'), 'x"}]'] },
    told: [],
  });
});

test.each([
  ['a word that is none', '{"a":\n  nulL}', 2, 3],
  ['a text that does not end in its line', '{"a": "x\ny"}', 1, 9],
  ['a text that does not end', '{"a": "\\', 1, 7],
  ['something behind the end', '[]\n\n x', 3, 2],
])('%s is told with its place', (_, written, line, column) => {
  const told = [`text that is not JSON (line ${line}, column ${column})`];
  expect(read(written)).toEqual({ value: undefined, told });
  expect(read(written, jsonFrom)).toEqual({ value: undefined, told });
});

test('brackets inside a text nest nothing; fifty-one outside are too deep', () => {
  expect(read(`["${'['.repeat(60)}\\"${'{'.repeat(60)}"]`).told).toEqual([]);
  expect(read(`${'['.repeat(51)}"]"`).told).toEqual(['brackets nested more than 50 deep']);
  expect(read(`${'[[]'.repeat(40)}${']'.repeat(40)}`).told).toEqual([
    'text that is not JSON (line 1, column 4)',
  ]);
});

test.each([
  ['plain', 'x'],
  ['of line breaks', '\\n'],
])('a text of 32 MB, %s, is read', (_, sign) => {
  const text = sign.repeat(32_000_000 / sign.length);
  expect(String((read(`["${text}"]`).value as string[])[0]).length).toBe(32_000_000 / sign.length);
  expect(read(`["${text}" x`).told).toEqual([`text that is not JSON (line 1, column ${text.length + 5})`]);
  expect(read(`["${text}`).told).toHaveLength(1);
});
