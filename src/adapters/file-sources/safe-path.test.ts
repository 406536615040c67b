import { expect, test } from 'vitest';
import { placePath, safePath } from './safe-path.ts';

const LONG = 'x'.repeat(300);
const KEYS = [
  'a/b.csv',
  'a//b.csv',
  'a/%/b.csv',
  '..',
  '%2E%2E',
  'a\0b',
  'a%00b',
  `${LONG}.csv`,
  `${LONG}y.csv`,
  '%',
  '',
];

test('two keys never share a path, whatever is in them', () => {
  const hashed = safePath(`${LONG}.csv`);
  const paths = [...KEYS, hashed].map(safePath);
  expect(new Set(paths).size).toBe(paths.length);
  expect(hashed).toMatch(/^%[0-9a-f]{32}\.csv$/);
});

test('no key leads out, and what a file system takes stays as it is', () => {
  expect(safePath('../../etc/passwd')).toBe('%2E%2E/%2E%2E/etc/passwd');
  expect(safePath('.exports/100%/May 2026.csv')).toBe('.exports/100%/May 2026.csv');
});

test('a place lies where its files do, with a slash at its end or without', () => {
  const files = '/r/b/.cur/may';
  expect(['.cur/may', '.cur/may/'].map((prefix) => placePath('/r', { bucket: 'b', prefix }))).toEqual([
    files,
    files,
  ]);
  expect(placePath('/r', { bucket: 'b', prefix: '' })).toBe('/r/b');
});
